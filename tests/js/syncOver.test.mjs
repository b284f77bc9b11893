// Sync that has ended, and begins again: nothing goes on behind the user's back, and nothing is gone for good.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Computer, carry, pass } from './computers.mjs';
import {
  add,
  bin,
  discard,
  fails,
  first,
  join,
  later,
  names,
  pair,
  pairByAccount,
  paper,
  prove,
  setPassphrase,
  settle,
  settleByAccount,
  state,
  sync,
  troubleOf,
  unlock,
} from './synced.mjs';

/** @typedef {import('../../extension/flows/sync.js').Engine} Engine */

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Two computers with three accounts, and how what they wrote is carried. @param {Engine} engine */
async function two(engine) {
  const accounts = ['Delta', 'IATA', 'Sabre'];
  if (engine === 'folder') {
    const { office, home } = await pair(...accounts);
    const meet = () => {
      carry(office.disk, home.disk);
      carry(home.disk, office.disk);
    };
    return { office, home, meet, settled: () => settle(office, home) };
  }
  const { relay, office, home } = await pairByAccount(...accounts);
  const meet = () => {
    for (const { account } of [office, home, office]) relay.meet(account);
  };
  return { office, home, meet, settled: () => settleByAccount(relay, office, home) };
}

/** The user ends sync on all computers. */
async function end() {
  later();
  await prove();
  await sync.endSync();
}

for (const engine of /** @type {const} */ (['folder', 'account'])) {
  test(`after an end everywhere, a computer stays off until its user joins again: ${engine}`, async () => {
    const { office, home, meet, settled } = await two(engine);
    await office.run(end);
    meet();
    later();
    await home.run(async () => {
      await sync.syncQuietly();
      assert.equal((await state()).trouble, 'sync-ended');
      await discard('Delta');
    });
    await office.run(async () => {
      await discard('Sabre');
      later();
      office.choose();
      assert.deepEqual(await sync.startSync(engine, 'Office'), { isFound: false });
    });
    meet();
    await settled();
    assert.equal(await troubleOf(home), 'sync-ended');
    assert.deepEqual(await home.run(names), ['IATA', 'Sabre']);
    assert.deepEqual(await office.run(names), ['Delta', 'IATA']);
    const [files, items] = [new Map(home.disk.files), new Map(home.account.items)];
    home.disk.files.clear();
    home.account.items.clear();
    await home.run(() => fails(sync.syncNow(), 'sync-ended'));
    for (const [name, file] of files) home.disk.files.set(name, file);
    for (const [name, item] of items) home.account.items.set(name, item);
    await home.run(async () => {
      await sync.leaveSync();
      await prove();
    });
    await join(home, engine, 'Home');
    await settled();
    // What each side deleted while sync was off stays on the other.
    for (const computer of [office, home])
      assert.deepEqual(await computer.run(names), ['Delta', 'IATA', 'Sabre']);
  });

  test(`a computer that begins again where nothing is yet takes nothing from one that turns up: ${engine}`, async () => {
    const { office, home, meet, settled } = await two(engine);
    await home.run(async () => {
      await prove();
      await sync.leaveSync();
      await discard('Delta');
    });
    meet();
    later();
    await office.run(async () => {
      await sync.syncQuietly();
      await discard('Sabre');
      later();
      await sync.syncQuietly();
    });
    // The files, or the values, have not arrived.
    home.disk.files.clear();
    home.account.items.clear();
    await home.run(async () => {
      home.choose();
      assert.deepEqual(await sync.startSync(engine, 'Home'), { isFound: false });
    });
    await settled();
    for (const computer of [office, home]) {
      const kept = engine === 'folder' ? ['Sabre'] : [];
      assert.deepEqual(await computer.run(names), ['Delta', 'IATA', ...kept]);
      assert.deepEqual(await computer.run(bin), []);
    }
  });
}

for (const engine of /** @type {const} */ (['folder', 'account'])) {
  test(`an end is heard by a computer that was off, although the other begins again: ${engine}`, async () => {
    const { office, home, settled } = await two(engine);
    await office.run(async () => {
      await end();
      await discard('Delta');
      later();
      office.choose();
      assert.deepEqual(await sync.startSync(engine, 'Office'), { isFound: false });
    });
    await settled();
    assert.equal(await troubleOf(home), 'sync-ended');
    assert.deepEqual(await home.run(names), ['Delta', 'IATA', 'Sabre']);
    assert.deepEqual(
      await office.run(names),
      ['IATA', 'Sabre'],
      'its own remains bring nothing back',
    );
    const listed = async () => (await state()).computers.map(({ name }) => name);
    assert.deepEqual(await office.run(listed), ['Office']);
    await home.run(async () => {
      await sync.leaveSync();
      await prove();
    });
    await join(home, engine, 'Home');
    await settled();
    for (const computer of [office, home]) {
      assert.deepEqual(await computer.run(names), ['Delta', 'IATA', 'Sabre']);
      assert.deepEqual(await computer.run(listed), ['Home', 'Office']);
      assert.equal(await troubleOf(computer), undefined);
    }
  });
}

test('a computer whose clock was ahead at the end can take part again', async () => {
  const { office, home, meet, settled } = await two('account');
  await home.run(async () => {
    pass(YEAR_MS);
    await prove();
    await sync.syncNow();
  });
  pass(-YEAR_MS);
  meet();
  await office.run(async () => {
    await unlock();
    await prove();
    await sync.endSync();
    later();
    await sync.startSync('account', 'Office');
  });
  await settled();
  await home.run(async () => {
    await unlock();
    await fails(sync.syncNow(), 'sync-ended');
    await sync.leaveSync();
    await prove();
  });
  await join(home, 'account', 'Home');
  later();
  await home.run(sync.syncNow);
  await settled();
  for (const computer of [office, home]) {
    assert.equal(await troubleOf(computer), undefined);
    const { computers } = await computer.run(state);
    assert.deepEqual(
      computers.map(({ name, aheadMs }) => [name, aheadMs]),
      [
        ['Home', 0],
        ['Office', 0],
      ],
    );
  }
});

test('what a computer deleted while it was off is at most in the bin of one that has yet to take its key', async () => {
  const { office, home, settled } = await two('folder');
  await home.run(async () => {
    await prove();
    await setPassphrase();
    later();
    await sync.syncNow();
    await sync.leaveSync();
    await discard('Delta');
    later();
    home.choose();
    await sync.startSync('folder', 'Home');
  });
  await settled();
  assert.equal(await troubleOf(office), 'sync-key-needed');
  await office.run(async () => {
    await prove();
    await sync.enterSyncKey({ paper });
  });
  await settled();
  for (const computer of [office, home]) {
    assert.deepEqual(await computer.run(names), ['IATA', 'Sabre']);
    assert.deepEqual(await computer.run(bin), ['Delta']);
  }
});

test('what a computer deleted while it was off is at most in the bin of one that left, and came back unseen', async () => {
  const { office, home, meet, settled } = await two('account');
  await office.run(async () => {
    later();
    await prove();
    await sync.leaveSync();
  });
  meet();
  later();
  await home.run(sync.syncNow);
  await join(office, 'account', 'Office');
  await home.run(async () => {
    await prove();
    await sync.leaveSync();
    await discard('Delta');
    assert.deepEqual(await sync.startSync('account', 'Home'), { isFound: false });
  });
  await settled();
  for (const computer of [office, home]) {
    assert.deepEqual(await computer.run(names), ['IATA', 'Sabre']);
    assert.deepEqual(await computer.run(bin), ['Delta']);
  }
});

test('the last words of a folder are taken over with the end', async () => {
  const { office, home, settled } = await two('folder');
  await office.run(async () => {
    await add('Omega');
    await end();
  });
  await settled();
  assert.equal(await troubleOf(home), 'sync-ended');
  assert.ok((await home.run(names)).includes('Omega'));
});

test('after an end, a computer that begins again loses nothing to one that has not heard of it', async () => {
  const { office, home, meet } = await two('folder');
  const laptop = new Computer();
  carry(office.disk, laptop.disk);
  await join(laptop, 'folder', 'Laptop');
  await settle(office, home, laptop);
  await office.run(async () => {
    await prove();
    await sync.endSync();
  });
  meet();
  later();
  await home.run(async () => {
    await sync.syncQuietly();
    await sync.leaveSync();
  });
  await laptop.run(async () => {
    await discard('Sabre');
    await sync.syncNow();
  });
  home.disk.files.clear();
  home.choose();
  await home.run(() => sync.startSync('folder', 'Home'));
  later();
  const { id = '' } = (await laptop.run(state)).computers.find(({ isMine }) => isMine) ?? {};
  carry(laptop.disk, home.disk, (name) => name.includes(id));
  await home.run(sync.syncNow);
  assert.deepEqual(await home.run(names), ['Delta', 'IATA', 'Sabre']);
});

test('one computer alone can turn sync off and on without taking more room', async () => {
  const many = Array.from({ length: 60 }, (_, number) => `Portal ${number}`);
  const office = await first('account', ...many);
  const size = () => [...office.account.items.values()].join('').length;
  const before = size();
  await office.run(async () => {
    later();
    await sync.leaveSync();
    await sync.startSync('account', 'Office');
  });
  assert.equal(size(), before);
});

test('a move to a folder that cannot be written changes nothing', async () => {
  const { office, home, settled } = await two('account');
  await office.run(async () => {
    office.choose();
    office.disk.beforeWrite = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    const writes = office.account.writes.length;
    await fails(sync.startSync('folder', 'Office'), 'sync-folder-failed');
    const { engine, trouble } = await state();
    assert.deepEqual([engine, trouble], ['account', undefined]);
    assert.equal(office.account.writes.length, writes + 2, 'it left, and is there again');
    await add('Omega');
  });
  await settled();
  assert.ok((await home.run(names)).includes('Omega'));
  const { computers } = await home.run(state);
  assert.deepEqual(
    computers.map(({ name }) => name),
    ['Home', 'Office'],
  );
});
