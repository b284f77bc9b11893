// Sync that has ended, and begins again: nothing goes on behind the user's back, and nothing is gone for good.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carry } from './computers.mjs';
import {
  add,
  bin,
  discard,
  fails,
  join,
  later,
  names,
  pair,
  pairByAccount,
  prove,
  settle,
  settleByAccount,
  state,
  sync,
  troubleOf,
} from './synced.mjs';

/** @typedef {import('../../extension/flows/sync.js').Engine} Engine */

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

for (const engine of /** @type {const} */ (['folder', 'account'])) {
  test(`after an end everywhere, a computer stays off until its user joins again: ${engine}`, async () => {
    const { office, home, meet, settled } = await two(engine);
    await office.run(async () => {
      later();
      await prove();
      await sync.endSync();
    });
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
    await home.run(async () => {
      await fails(sync.syncNow(), 'sync-ended');
      await sync.leaveSync();
      await prove();
    });
    await join(home, engine, 'Home');
    await settled();
    // What each side deleted while sync was off stays on the other.
    for (const computer of [office, home])
      assert.deepEqual(await computer.run(names), ['Delta', 'IATA', 'Sabre']);
  });

  test(`a computer that begins again where nothing is yet loses nothing to one that turns up: ${engine}`, async () => {
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
      assert.deepEqual(await computer.run(names), ['Delta', 'IATA']);
      assert.deepEqual(await computer.run(bin), ['Sabre']);
    }
  });
}

test('a move to a folder that cannot be written changes nothing', async () => {
  const { office, home, settled } = await two('account');
  await office.run(async () => {
    office.choose();
    office.disk.beforeWrite = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    await fails(sync.startSync('folder', 'Office'), 'sync-folder-failed');
    const { engine, trouble } = await state();
    assert.deepEqual([engine, trouble], ['account', undefined]);
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
