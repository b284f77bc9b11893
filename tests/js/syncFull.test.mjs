// A browser account without room for everything: new accounts wait, and the rest goes on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Computer } from './computers.mjs';
import {
  add,
  edit,
  fails,
  idNamed,
  join,
  later,
  names,
  pairByAccount,
  paper,
  protect,
  prove,
  remove,
  setPassphrase,
  settleByAccount,
  state,
  storage,
  sync,
  troubleOf,
} from './synced.mjs';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** More accounts than there is room for. */
const MANY = LETTERS.flatMap((one) => LETTERS.map((other) => `Portal${one}${other}`));

/** Two computers, the first of which has more accounts than the browser account has room for. */
async function fullPair() {
  const { relay, office, home } = await pairByAccount('IATA');
  await office.run(() => add(...MANY));
  await settleByAccount(relay, office, home);
  return { relay, office, home };
}

/** What a computer has in the browser account. @param {Computer} computer */
const parts = (computer) => Object.fromEntries(computer.account.items);

test('if Chrome has less room than it says, nothing is tried again until something changes', async () => {
  const { office } = await pairByAccount('IATA');
  let tries = 0;
  office.account.beforeWrite = () => {
    tries += 1;
    throw new Error('Resource::kQuotaBytes quota exceeded');
  };
  await office.run(async () => {
    await add('Sabre');
    later();
    await sync.syncQuietly();
    const { trouble, waiting } = await state();
    assert.deepEqual([trouble, waiting], ['sync-full', 1]);
    const before = tries;
    later();
    await sync.syncQuietly();
    assert.equal(tries, before);
  });
});

test('an account that is full says so once, cuts nothing, and goes on when there is room', async () => {
  const { relay, office, home } = await pairByAccount('IATA');
  await office.run(() => add(...MANY));
  later();
  await office.run(sync.syncQuietly);
  assert.equal(await troubleOf(office), 'sync-full');
  const { share } = await office.run(state);
  assert.ok(share > 0.87 && share <= 0.9, `as many as fit: ${share}`);
  assert.equal((await office.run(names)).length, MANY.length + 1);
  await office.run(() => fails(sync.syncNow(), 'sync-full'));
  // What the others write still arrives.
  await home.run(() => edit('IATA', { issuer: 'Airlines' }));
  await settleByAccount(relay, home, office);
  assert.ok((await office.run(names)).includes('Airlines'));
  // Nothing is tried again before there is a change.
  let tries = 0;
  office.account.beforeWrite = () => {
    tries += 1;
  };
  later();
  await office.run(sync.syncQuietly);
  assert.equal(tries, 0);
});

test('sync with more accounts than there is room for does not start, and leaves nothing behind', async () => {
  const office = new Computer();
  await office.run(async () => {
    await add(...MANY);
    await protect();
    await fails(sync.startSync('account', 'Office'), 'sync-full');
    assert.deepEqual(await sync.syncState(), { isOn: false });
  });
  assert.deepEqual(parts(office), {});
});

test('what is new waits for room, and changes and deletions of the rest do not', async () => {
  const { relay, office, home } = await pairByAccount('IATA', 'Sabre');
  await office.run(async () => {
    await edit('IATA', { issuer: 'Airlines' });
    await remove('Sabre');
    await add(...MANY);
  });
  await settleByAccount(relay, office, home);
  assert.equal(await troubleOf(office), 'sync-full');
  assert.equal(await troubleOf(home), undefined);
  const there = await home.run(names);
  assert.ok(there.length > 200 && there.length < MANY.length);
  const { waiting } = await office.run(state);
  assert.equal(waiting, (await office.run(names)).length - there.length, 'those that wait');
  assert.deepEqual([there.includes('Airlines'), there.includes('Sabre')], [true, false]);
  const { lastMs = 0, computers } = await office.run(state);
  const mine = computers.find(({ isMine }) => isMine);
  assert.ok(mine && mine.atMs > lastMs, 'not everything is synced, but the others hear of it');
  await office.run(async () => {
    await prove();
    await sync.leaveSync();
    assert.equal((await sync.syncState()).isOn, false);
  });
});

test('a full account takes a new key and removes a computer, and what is new waits on', async () => {
  const { relay, office, home } = await pairByAccount('IATA', 'Sabre');
  const laptop = new Computer();
  relay.meet(laptop.account);
  await join(laptop, 'account', 'Laptop');
  await settleByAccount(relay, office, home, laptop);
  await office.run(() => add(...MANY));
  await settleByAccount(relay, office, home, laptop);
  assert.equal(await troubleOf(office), 'sync-full');
  later();
  await office.run(async () => {
    await prove();
    await sync.removeComputer(await idNamed('Laptop'));
    await edit('IATA', { issuer: 'Airlines' });
    assert.equal(await idNamed('Laptop'), '');
  });
  await settleByAccount(relay, office, home, laptop);
  assert.equal(await troubleOf(office), 'sync-full');
  assert.equal(await troubleOf(laptop), 'sync-key-needed');
  later();
  await home.run(async () => {
    const before = await names();
    await sync.enterSyncKey({ paper });
    const there = await names();
    assert.deepEqual(
      before.filter((name) => !there.includes(name)),
      ['IATA'],
    );
    assert.ok(there.includes('Airlines') && there.length > 200);
  });
  assert.ok((await office.run(state)).share < 0.92, 'there is still room for changes');
});

test('more deletions than there is room for go as far as they can, and hold back no edit', async () => {
  const { relay, office, home } = await fullPair();
  const shared = await home.run(names);
  await office.run(async () => {
    for (const name of shared.filter((one) => one !== 'IATA').slice(0, 200)) await remove(name);
    await edit('IATA', { issuer: 'Airlines' });
  });
  await settleByAccount(relay, office, home);
  const there = await home.run(names);
  assert.ok(there.includes('Airlines'));
  assert.ok(there.length < shared.length - 40, `${shared.length} → ${there.length}`);
  assert.equal(await troubleOf(office), 'sync-full');
});

test('what waits is still known after a run that could write nothing', async () => {
  const { relay, office, home } = await fullPair();
  office.account.beforeWrite = () => {
    throw new Error('Resource::kQuotaBytes quota exceeded');
  };
  await office.run(async () => {
    await prove();
    await fails(sync.removeComputer(await idNamed('Home')), 'sync-full');
  });
  office.account.beforeWrite = () => {};
  await office.run(() => edit('IATA', { issuer: 'Airlines' }));
  await settleByAccount(relay, office, home);
  assert.equal(await troubleOf(home), 'sync-key-needed');
});

test('under a new key, everything that was there is there again, though the last tenth is in use', async () => {
  const { relay, office, home } = await fullPair();
  const shared = await home.run(names);
  await office.run(async () => {
    for (const name of shared.slice(0, 40)) await edit(name, { note: 'Second floor, desk 4' });
  });
  await settleByAccount(relay, office, home);
  assert.ok((await office.run(state)).share > 0.92);
  await office.run(async () => {
    await prove();
    await setPassphrase();
  });
  await settleByAccount(relay, office);
  const laptop = new Computer();
  relay.meet(laptop.account);
  await join(laptop, 'account', 'Laptop');
  assert.deepEqual(await laptop.run(names), shared);
});

for (const [what, act, trouble] of /** @type {[string, () => Promise<unknown>, string][]} */ ([
  ['the key was replaced', setPassphrase, 'sync-key-needed'],
  ['sync has ended', sync.endSync, 'sync-ended'],
])) {
  test(`a computer whose accounts wait hears that ${what}`, async () => {
    const { relay, office, home } = await fullPair();
    assert.equal(await troubleOf(office), 'sync-full');
    await home.run(async () => {
      await prove();
      await act();
    });
    await settleByAccount(relay, home, office);
    assert.equal(await troubleOf(office), trouble);
    assert.equal((await office.run(state)).waiting, 0, 'that is no longer what it waits for');
  });
}

test('an account that Chrome has emptied is filled again, as far as there is room', async () => {
  const { relay, office } = await pairByAccount('IATA');
  await office.run(() => add(...MANY));
  await settleByAccount(relay, office);
  const { share, waiting } = await office.run(state);
  relay.wipe();
  // Nor does it depend on what waited before.
  await office.run(async () => {
    const { sync: now } = await storage.readSync();
    assert.ok(now?.held?.length);
    await storage.writeSync({ ...now, held: [] });
  });
  await settleByAccount(relay, office);
  const again = await office.run(state);
  assert.ok(Math.abs(again.share - share) < 0.02, `${share} → ${again.share}`);
  assert.ok(Math.abs(again.waiting - waiting) < 20, `${waiting} → ${again.waiting}`);
});

test('sync that was turned off here goes on in a full account, and what does not fit at all does not begin', async () => {
  const { relay, office, home } = await fullPair();
  await home.run(async () => {
    await prove();
    await sync.leaveSync();
  });
  await settleByAccount(relay, home, office);
  await office.run(async () => {
    await prove();
    await sync.leaveSync();
    later();
    assert.deepEqual(await sync.startSync('account', 'Office'), { isFound: false });
    assert.equal((await state()).trouble, 'sync-full');
    await prove();
    await sync.endSync();
    const before = parts(office);
    later();
    await fails(sync.startSync('account', 'Office'), 'sync-full');
    assert.deepEqual(await sync.syncState(), { isOn: false });
    assert.deepEqual(parts(office), before, 'nothing is written');
  });
});

test('new accounts leave a tenth of the room to changes of the others', async () => {
  const { relay, office, home } = await pairByAccount('IATA');
  const batches = LETTERS.map((one) => LETTERS.slice(0, 20).map((other) => `Portal${one}${other}`));
  const full = async () => {
    await settleByAccount(relay, office);
    return (await troubleOf(office)) === 'sync-full';
  };
  for (const batch of batches) {
    await office.run(() => add(...batch));
    if (await full()) break;
  }
  const { share } = await office.run(state);
  assert.ok(share > 0.8 && share < 0.9, `${share}`);
  await settleByAccount(relay, home);
  const shared = await home.run(names);
  assert.ok(shared.length > 200);
  // Whoever reads that there is no room deletes what they added last.
  for (const name of (await office.run(names)).filter((name) => !shared.includes(name)))
    await office.run(() => remove(name));
  await settleByAccount(relay, office, home);
  assert.equal(await troubleOf(office), undefined);
  assert.ok((await office.run(state)).share < 0.9);
  for (const name of shared.slice(0, 30)) await office.run(() => remove(name));
  await settleByAccount(relay, office, home);
  assert.deepEqual(await home.run(names), shared.slice(30));
});
