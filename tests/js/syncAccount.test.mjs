// Several computers keep the same accounts over the browser account, which the tests carry as Chrome's server does: for
// each key the last writer wins, values arrive late, in any order or not at all, and writing too often is refused.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Computer, pass } from './computers.mjs';
import {
  add,
  agree,
  fails,
  firstWith,
  join,
  later,
  makeRecoveryKey,
  pairByAccount,
  protect,
  prove,
  remove,
  settleByAccount,
  state,
  sync,
  troubleOf,
} from './synced.mjs';

const busy = () => {
  throw new Error('This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.');
};

/** What a computer has in the browser account. @param {Computer} computer */
const parts = (computer) => Object.fromEntries(computer.account.items);

test('an account added on one computer appears on the other, with one write of at most two buckets', async () => {
  const { relay, office, home } = await pairByAccount('IATA', 'Sabre');
  await agree(['IATA', 'Sabre'], office, home);
  office.account.writes = [];
  await office.run(() => add('Amadeus'));
  later();
  await office.run(sync.syncQuietly);
  assert.equal(office.account.writes.length, 1);
  const buckets = office.account.writes[0]?.filter((key) => key.startsWith('b-')) ?? [];
  assert.ok(buckets.length <= 2, buckets.join());
  await settleByAccount(relay, office, home);
  await agree(['Amadeus', 'IATA', 'Sabre'], office, home);
  const names = Object.keys(parts(home));
  assert.ok(names.every((name) => /^(h|c-[\da-f]{16}|b-[\da-f]{2}(\.\d+)?)$/.test(name)));
  const { share, isAllowed, place } = await home.run(state);
  assert.ok(share > 0.01 && share < 0.1, `${share}`);
  assert.deepEqual([isAllowed, place], [true, '']);
});

test('while nothing changes, nothing is written', async () => {
  const { office } = await pairByAccount('IATA');
  later();
  await office.run(sync.syncQuietly);
  office.account.writes = [];
  office.browser.local.writes = [];
  for (let time = 0; time < 5; time += 1) await office.run(sync.syncQuietly);
  assert.deepEqual([office.account.writes, office.browser.local.writes], [[], []]);
});

test('values that are lost, late, in another order or overwritten lose no account', async () => {
  let seed = 7;
  const chance = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const { relay, office, home } = await pairByAccount('IATA');
  const third = new Computer();
  relay.meet(third.account);
  await join(third, 'account', 'Third');
  const computers = [office, home, third];
  const added = ['IATA'];
  for (let round = 0; round < 60; round += 1) {
    const computer = computers[Math.floor(chance() * computers.length)] ?? office;
    const name = `${String.fromCharCode(65 + (round % 26))}${round}`;
    if (chance() < 0.4) {
      await computer.run(() => add(name));
      added.push(name);
    }
    if (chance() < 0.1) relay.wipe();
    later();
    relay.meet(computer.account, () => chance() < 0.5);
    await computer.run(sync.syncQuietly);
    relay.meet(computer.account, () => chance() < 0.5);
  }
  await settleByAccount(relay, ...computers);
  await agree(added.sort(), ...computers);
});

test('a deletion on one computer arrives on the others, and no part that is missing deletes', async () => {
  const { relay, office, home } = await pairByAccount('IATA', 'Sabre');
  await home.run(() => remove('Sabre'));
  await settleByAccount(relay, office, home);
  await agree(['IATA'], office, home);
  // An uninstallation on a third computer: Chrome forgets everything, on all of them.
  relay.wipe();
  for (const { account } of [office, home]) {
    account.items.clear();
    account.changed.clear();
  }
  await settleByAccount(relay, office, home);
  await agree(['IATA'], office, home);
  assert.ok(relay.items.has('h'));
});

test('a refusal for writing too often waits a minute, and then everything is written', async () => {
  const { relay, office, home } = await pairByAccount('IATA');
  await office.run(() => add('Sabre'));
  later();
  let tries = 0;
  office.account.beforeWrite = () => {
    tries += 1;
    busy();
  };
  await office.run(sync.syncQuietly);
  assert.equal(await troubleOf(office), 'sync-busy');
  const waits = mock.method(globalThis, 'setTimeout', () => 0);
  for (const ms of [1000, 20_000, 30_000]) {
    pass(ms);
    await office.run(sync.syncQuietly);
  }
  assert.equal(tries, 1);
  assert.ok(waits.mock.calls.length === 3);
  waits.mock.restore();
  office.account.beforeWrite = () => {};
  await settleByAccount(relay, office, home);
  await agree(['IATA', 'Sabre'], office, home);
});

test('runs without a click leave pauses, so that Chrome’s limit is never reached', async () => {
  const { office } = await pairByAccount('IATA');
  const waits = mock.method(globalThis, 'setTimeout', () => 0);
  office.account.writes = [];
  let changes = 0;
  for (let second = 0; second < 60; second += 1) {
    pass(1000);
    const name = `Name${String.fromCharCode(65 + (second % 26), 65 + Math.floor(second / 26))}`;
    await office.run(() => add(name));
    await office.run(sync.syncQuietly);
    changes += 1;
  }
  waits.mock.restore();
  assert.equal(changes, 60);
  // 1,800 an hour are 30 a minute.
  assert.ok(office.account.writes.length <= 15, `${office.account.writes.length}`);
  assert.ok(office.account.writes.length >= 8);
});

test('items that are larger than Chrome takes are not tried', async () => {
  const { accountPlace } = await import('../../extension/platform/account.js');
  const office = new Computer();
  const text = (/** @type {number} */ length) => [{ name: 'b-00', text: 'x'.repeat(length) }];
  await office.run(async () => {
    await fails(accountPlace.write(text(8187), ['b-01']), 'sync-full');
    assert.deepEqual(office.account.writes, []);
    await accountPlace.write(text(8186), []);
    assert.equal(await office.account.getBytesInUse(), 8192);
    // Chrome writes this character in six bytes.
    office.account.writes = [];
    const signs = [{ name: 'b-00', text: '<'.repeat(1400) }];
    await fails(accountPlace.write(signs, ['b-01']), 'sync-full');
    assert.deepEqual(office.account.writes, []);
  });
});

test('a browser without it says so', async () => {
  const { office } = await pairByAccount('IATA');
  Object.assign(office.browser.chrome.storage, { sync: undefined });
  await office.run(async () => {
    await fails(sync.syncNow(), 'sync-off');
    assert.equal((await state()).trouble, 'sync-off');
    assert.equal((await state()).share, 0);
  });
});

test('what somebody else or a newer version wrote is not overwritten', async () => {
  const { office } = await pairByAccount('IATA');
  const other = await firstWith(makeRecoveryKey(), 'account', ['Evil']);
  const newer = { app: 'Postern', kind: 'sync', v: 2, hdr: '', mac: '' };
  for (const [header, trouble] of [
    [other.account.items.get('h'), 'sync-other-vault'],
    [JSON.stringify(newer), 'sync-newer'],
  ]) {
    const ours = office.account.items.get('h');
    office.account.items.set('h', header);
    await office.run(() => add(`X${trouble}`));
    later();
    await office.run(sync.syncQuietly);
    assert.equal(await troubleOf(office), trouble);
    assert.equal(office.account.items.get('h'), header);
    office.account.items.set('h', ours);
  }
  // Other values are none of ours.
  office.account.items.set('theme', 'dark');
  office.account.items.set('b-zz', 'x');
  office.account.items.set('c-0123456789abcdef', { not: 'text' });
  await office.run(sync.syncNow);
  assert.equal(await troubleOf(office), undefined);
  assert.equal(office.account.items.get('theme'), 'dark');
});

test('a copied profile gets another name, and an old value of the own part does not', async () => {
  const { relay, office, home } = await pairByAccount('IATA');
  const own = (/** @type {Computer} */ one) => one.stored('device').id;
  const early = new Map(home.account.items);
  await home.run(() => sync.renameComputer('Kitchen'));
  const name = own(home);
  home.account.items = early;
  later();
  await home.run(sync.syncQuietly);
  assert.equal(own(home), name);
  const copy = home.copy();
  copy.account.items = new Map(home.account.items);
  await copy.run(() => sync.renameComputer('Copy'));
  await settleByAccount(relay, office, home, copy);
  await settleByAccount(relay, office, home, copy);
  assert.equal(new Set([office, home, copy].map(own)).size, 3);
  const { computers } = await office.run(state);
  const listed = computers.map((one) => one.name).sort();
  assert.deepEqual(listed, ['Copy', 'Kitchen', 'Office']);
});

test('what nobody can open any more is replaced', async () => {
  const office = await firstWith(makeRecoveryKey(), 'account', ['Old']);
  const home = new Computer();
  home.account.items = new Map(office.account.items);
  await home.run(async () => {
    await add('IATA');
    await protect();
    assert.deepEqual(await sync.startSync('account', 'Home'), { isFound: true });
    await prove();
    assert.deepEqual(await sync.startSync('account', 'Home', true), { isFound: false });
  });
  await agree(['IATA'], home);
});

test('a computer that moves to a folder leaves the account, and the others are told', async () => {
  const { relay, office, home } = await pairByAccount('IATA');
  await office.run(async () => {
    office.choose();
    assert.deepEqual(await sync.startSync('folder', 'Office'), { isFound: false });
    const { engine, computers } = await state();
    assert.deepEqual([engine, computers.length], ['folder', 1]);
  });
  relay.meet(office.account);
  relay.meet(home.account);
  later();
  await home.run(async () => {
    await sync.syncQuietly();
    assert.deepEqual(
      (await state()).computers.map(({ name }) => name),
      ['Home'],
    );
  });
  await agree(['IATA'], office, home);
});
