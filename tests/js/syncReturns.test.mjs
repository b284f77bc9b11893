// Computers that come back, and what has to be known before a computer counts as removed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carry } from './computers.mjs';
import {
  add,
  agree,
  fails,
  first,
  firstWith,
  idNamed,
  join,
  later,
  makeRecoveryKey,
  names,
  pair,
  pairByAccount,
  paper,
  prove,
  remove,
  setPassphrase,
  settle,
  state,
  sync,
} from './synced.mjs';

const { unlockingOf } = await import('../../extension/ui/unlocking.js');

const IDLE = () => {};

test('a computer that comes back sees first what will happen, and neither side loses what the other deleted', async () => {
  const { office, home } = await pair('Delta', 'IATA', 'Sabre');
  await home.run(async () => {
    await prove();
    await sync.leaveSync();
    await remove('IATA');
  });
  await office.run(async () => {
    await sync.syncQuietly();
    await remove('Sabre');
  });
  later();
  await office.run(sync.syncQuietly);
  carry(office.disk, home.disk);
  await home.run(async () => {
    home.choose();
    assert.deepEqual(await sync.startSync('folder', 'Home'), { isFound: true });
    assert.deepEqual(await names(), ['Delta', 'Sabre']);
    const { rows, key } = await sync.previewJoin('folder', { paper });
    const said = rows.map(({ issuer, what }) => `${issuer} ${what}`).sort();
    assert.deepEqual(said, ['Delta same', 'IATA new', 'Sabre onlyHere']);
    await prove();
    await sync.join('folder', 'Home', key);
    assert.deepEqual(await names(), ['Delta', 'IATA', 'Sabre']);
  });
  await settle(office, home);
  await agree(['Delta', 'IATA', 'Sabre'], office, home);
});

for (const engine of /** @type {const} */ (['folder', 'account'])) {
  test(`after an end everywhere, nobody is there to join: ${engine}`, async () => {
    const { office } = engine === 'folder' ? await pair('IATA') : await pairByAccount('IATA');
    await office.run(async () => {
      later();
      await sync.syncQuietly();
      await prove();
      await sync.endSync();
      office.choose();
      assert.deepEqual(await sync.startSync(engine, 'Office'), { isFound: false });
      const { computers, trouble } = await state();
      assert.equal(trouble, undefined);
      assert.deepEqual(
        computers.map(({ name }) => name),
        ['Office'],
      );
      assert.deepEqual(await names(), ['IATA']);
    });
  });
}

test('a computer that turns sync on again and is alone goes on without a question', async () => {
  const { office, home } = await pair('IATA');
  await office.run(async () => {
    await prove();
    await sync.leaveSync();
  });
  await home.run(async () => {
    carry(office.disk, home.disk);
    later();
    await sync.syncQuietly();
    await prove();
    await sync.leaveSync();
    home.choose();
    assert.deepEqual(await sync.startSync('folder', 'Home'), { isFound: false });
  });
});

test('a computer that takes part chooses the folder again without a question', async () => {
  const { home } = await pair('IATA');
  await home.run(async () => {
    home.choose();
    assert.deepEqual(await sync.startSync('folder', 'Home'), { isFound: false });
  });
});

test('a computer that only waits for a new key follows what the others deleted', async () => {
  const { office, home } = await pair('IATA', 'Sabre');
  await office.run(async () => {
    await remove('Sabre');
    await prove();
    await setPassphrase();
  });
  await settle(office, home);
  await home.run(async () => {
    assert.equal((await state()).trouble, 'sync-key-needed');
    await prove();
    await sync.enterSyncKey({ paper });
    assert.deepEqual(await names(), ['IATA']);
  });
});

test('of two syncs that began in one folder, one is left for the other', async () => {
  const office = await first('folder', 'IATA');
  const key = makeRecoveryKey();
  const home = await firstWith(key, 'folder', ['Sabre']);
  carry(office.disk, home.disk);
  await home.run(async () => {
    later();
    await sync.syncQuietly();
    await prove(key);
    await sync.leaveSync();
    home.choose();
    assert.deepEqual(await sync.startSync('folder', 'Home'), { isFound: true });
  });
  await join(home, 'folder', 'Home');
  await settle(office, home);
  await agree(['IATA', 'Sabre'], office, home);
});

test('a computer does not count as removed before the others can have the new key', async () => {
  const { office, home } = await pair('IATA');
  await office.run(async () => {
    const id = await idNamed('Home');
    await prove();
    let writes = 0;
    office.disk.beforeWrite = () => {
      writes += 1;
      if (writes > 1) throw new DOMException('', 'QuotaExceededError');
    };
    await add('Sabre');
    await fails(sync.removeComputer(id), 'sync-folder-failed');
    assert.equal((await state()).trouble, 'sync-folder-failed');
    // The next run does the rest.
    office.disk.beforeWrite = () => {};
    await sync.syncNow();
    assert.equal((await state()).trouble, undefined);
  });
  carry(office.disk, home.disk);
  later();
  await home.run(async () => {
    await sync.syncQuietly();
    assert.ok(['sync-key-needed', 'sync-removed'].includes((await state()).trouble ?? ''));
    assert.deepEqual(await names(), ['IATA']);
  });
});

/** What the lock screen says to a wrong passphrase. */
async function saidToWrong() {
  const locked = { kinds: ['pass'], way: /** @type {const} */ ('pass'), isBusy: false, error: '' };
  const passkey = () => {
    throw { code: 'vault-wrong-key' };
  };
  const shell = { draw: IDLE, opened: IDLE, stuck: IDLE, breakDown: IDLE, passkey };
  Object.assign(globalThis, { document: { querySelector: () => null } });
  await unlockingOf(() => locked, shell).passkey();
  return locked.error;
}

test('a locked computer that syncs says that a passphrase changed elsewhere does not count here yet', async () => {
  const { home } = await pair('IATA');
  await home.run(async () => {
    assert.equal(await saidToWrong(), 'wrongPassphrase wrongPassphraseSynced');
    await prove();
    await sync.leaveSync();
    assert.equal(await saidToWrong(), 'wrongPassphrase');
  });
});

test('a computer is removed although a newer version writes to the folder too', async () => {
  const { office, home } = await pair('IATA');
  carry(home.disk, office.disk);
  const newer = { app: 'Postern', kind: 'sync', v: 2, hdr: '', mac: '', data: '' };
  office.disk.put('postern-0011223344556677.sync', JSON.stringify(newer));
  await office.run(async () => {
    await prove();
    await sync.removeComputer(await idNamed('Home'));
    assert.equal((await state()).trouble, 'sync-newer');
    assert.equal(await idNamed('Home'), '');
  });
});
