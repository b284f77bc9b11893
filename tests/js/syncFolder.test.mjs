// The shared folder: what is away, foreign, too large or too young, and what sync keeps beside it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carry, pass } from './computers.mjs';
import {
  add,
  agree,
  fails,
  first,
  firstWith,
  idNamed,
  later,
  lock,
  makeRecoveryKey,
  names,
  ownFile,
  pair,
  paper,
  prove,
  setPassphrase,
  settings,
  settle,
  state,
  storage,
  sync,
  troubleOf,
} from './synced.mjs';

test('a folder that is away, or not allowed, is said, and passes', async () => {
  const { office } = await pair('IATA');
  const { disk } = office;
  await office.run(async () => {
    disk.isGone = true;
    await sync.syncQuietly();
    assert.equal((await state()).trouble, 'sync-folder-missing');
    await fails(sync.syncNow(), 'sync-folder-missing');
    disk.isGone = false;
    await sync.syncQuietly();
    assert.equal((await state()).trouble, undefined);
    disk.beforeWrite = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    await add('Sabre');
    await sync.syncQuietly();
    assert.equal((await state()).trouble, 'sync-folder-failed');
    disk.beforeWrite = () => {};
    disk.permission = 'prompt';
    await sync.syncQuietly();
    await fails(sync.syncNow(), 'sync-folder-asks');
    assert.equal(disk.intrusions, 0);
    const { isAllowed, isGranted } = await state();
    assert.deepEqual([isAllowed, isGranted], [false, false]);
    assert.equal(await sync.resumeSync(), true);
    const { trouble, ...now } = await state();
    assert.deepEqual([now.isAllowed, now.isGranted, trouble], [true, true, undefined]);
    office.database.values.delete('sync');
    await fails(sync.syncNow(), 'sync-folder-missing');
  });
});

test('accounts of somebody else in the folder are left alone', async () => {
  const { office, home } = await pair('IATA');
  const other = await first('folder', 'Evil');
  carry(other.disk, office.disk);
  await office.run(() => add('Sabre'));
  later();
  await office.run(sync.syncQuietly);
  assert.equal(await troubleOf(office), undefined);
  assert.equal(office.disk.textOf(ownFile(other)), other.disk.textOf(ownFile(other)));
  // The own computers go on.
  carry(office.disk, home.disk, (name) => name === ownFile(office));
  await home.run(sync.syncQuietly);
  await agree(['IATA', 'Sabre'], home);
});

test('a file of a newer version is reported, and this computer goes on writing its own', async () => {
  const { office, home } = await pair('IATA');
  const newer = { app: 'Postern', kind: 'sync', v: 2, hdr: '', mac: '', data: '' };
  office.disk.put('postern-0011223344556677.sync', JSON.stringify(newer));
  await office.run(() => add('Sabre'));
  later();
  await office.run(sync.syncQuietly);
  assert.equal(await troubleOf(office), 'sync-newer');
  carry(office.disk, home.disk, (name) => name === ownFile(office));
  await home.run(sync.syncQuietly);
  await agree(['IATA', 'Sabre'], home);
});

test('accounts of somebody else do not stand in for those of this sync after a change of the key', async () => {
  const { office, home } = await pair('IATA');
  const key = makeRecoveryKey();
  const other = await firstWith(key, 'folder', ['Evil']);
  await other.run(async () => {
    await prove(key);
    await setPassphrase();
    await setPassphrase();
    await setPassphrase();
    await sync.syncNow();
  });
  await office.run(async () => {
    await prove();
    await setPassphrase();
    await add('Sabre');
  });
  await settle(office, home);
  assert.equal(await troubleOf(home), 'sync-key-needed');
  carry(other.disk, home.disk);
  await home.run(() => sync.enterSyncKey({ paper }));
  home.disk.files.delete(ownFile(other));
  await settle(office, home);
  await agree(['IATA', 'Sabre'], office, home);
});

test('a folder that goes back by many versions keeps its computers', async () => {
  const { office, home } = await pair('IATA');
  const before = new Map(office.disk.files);
  for (const name of 'ABCDEFGHIJKL') {
    await office.run(() => add(`O${name}`));
    await home.run(() => add(`H${name}`));
    await settle(office, home);
  }
  for (const { disk } of [office, home]) disk.files = new Map(before);
  await settle(office, home);
  assert.deepEqual(office.disk.names(), [ownFile(office), ownFile(home)].sort());
  const { computers } = await office.run(state);
  assert.deepEqual(
    computers.map(({ name }) => name),
    ['Home', 'Office'],
  );
  await agree(await office.run(names), office, home);
});

test('a copy of a conflict does not keep a removed computer in the list', async () => {
  const { office, home } = await pair('IATA');
  const copy = ownFile(home).replace('.sync', '-DESKTOP-1.sync');
  office.disk.put(copy, office.disk.textOf(ownFile(home)));
  later();
  await office.run(async () => {
    await prove();
    await sync.removeComputer(await idNamed('Home'));
    const { computers, trouble } = await state();
    assert.deepEqual([computers.map(({ name }) => name), trouble], [['Office'], undefined]);
  });
  assert.deepEqual(office.disk.names(), [ownFile(office)]);
});

test('a vault that is not the one of sync is not published', async () => {
  const { office } = await pair('IATA');
  await office.run(async () => {
    const { beginAnew } = await import('../../extension/flows/rescue.js');
    await prove();
    await lock();
    await beginAnew(new Date());
    await add('Another');
    const before = new Map(office.disk.files);
    await sync.syncQuietly();
    assert.equal((await state()).trouble, 'sync-other-vault');
    assert.deepEqual(office.disk.files, before);
    assert.deepEqual(await names(), ['Another']);
  });
});

test('what arrives counts as one change without a backup', async () => {
  const { office, home } = await pair('IATA');
  await home.run(() => storage.writeStored({ settings: { lockMinutes: 0 } }));
  for (const name of ['Sabre', 'Delta', 'Alpha', 'Beta', 'Gamma', 'Omega']) {
    await office.run(() => add(name));
    await settle(office, home);
  }
  assert.equal((await home.run(settings)).unsaved, 1);
});

test('a garbled state costs one more look, or turns sync off, and never an account', async () => {
  const { office } = await pair('IATA');
  const whole = office.stored('sync');
  const garbled = [
    { ...whole, seen: 7, own: 'x', computers: [{}], lastMs: 'now', trouble: 7, leaving: 'x' },
    { ...whole, name: 7, vault: 7, publishedMs: -1 },
    { engine: 'folder' },
  ];
  for (const value of garbled) {
    await office.browser.local.set({ sync: value });
    await office.run(async () => {
      for (const one of (await state()).computers) assert.equal(typeof one.name, 'string');
      await sync.syncNow();
      assert.equal((await state()).computers.length, 2);
    });
  }
  for (const value of [undefined, 7, [], {}, { engine: 'cloud' }]) {
    office.browser.local.items.set('sync', JSON.stringify(value ?? null));
    await office.run(async () => {
      await sync.syncNow();
      assert.deepEqual(await sync.syncState(), { isOn: false });
      assert.deepEqual(await names(), ['IATA']);
    });
  }
});

test('more files, or larger ones, than computers can have are not read', async () => {
  const { office, home } = await pair('IATA');
  const mib = 1024 * 1024;
  /** @param {string} name @param {number} size */
  const put = (name, size) =>
    office.disk.files.set(name, { text: 'garbage', lastModified: Date.now(), size });
  for (let at = 0; at < 300; at += 1) put(`postern- ${at}.sync`, 7);
  put('postern-0000000000000000.sync', 64 * mib + 1);
  for (let at = 1; at < 9; at += 1) put(`postern-fffffffffffffff${at}.sync`, 63 * mib);
  await home.run(() => add('Sabre'));
  await home.run(sync.syncQuietly);
  carry(home.disk, office.disk);
  later();
  office.disk.reads = [];
  await office.run(sync.syncQuietly);
  assert.equal(new Set(office.disk.reads).size, 59, 'of 64, five are too large');
  const large = office.disk.reads.filter((name) => /-(0{16}|f{15}\d)\./.test(name));
  assert.ok(!large.includes('postern-0000000000000000.sync'));
  assert.equal(large.length, 4, 'together they would be too large');
  await agree(['IATA', 'Sabre'], office);
});

test('a file that cannot be read now is read the next time, and holds up nothing', async () => {
  const { office, home } = await pair('IATA');
  await home.run(() => add('Sabre'));
  await settle(home);
  carry(home.disk, office.disk);
  office.disk.away.add(ownFile(home));
  await office.run(() => add('Delta'));
  const before = office.disk.textOf(ownFile(office));
  later();
  await office.run(sync.syncQuietly);
  await agree(['Delta', 'IATA'], office);
  assert.notEqual(office.disk.textOf(ownFile(office)), before);
  office.disk.away.clear();
  await office.run(sync.syncQuietly);
  await agree(['Delta', 'IATA', 'Sabre'], office);
});

test('a file that changes twice within one step of the disk’s clock is read again', async () => {
  const { office, home } = await pair('IATA');
  await home.run(() => add('Sabre'));
  await home.run(sync.syncQuietly);
  carry(home.disk, office.disk);
  const { lastModified } = office.disk.fileOf(ownFile(home));
  await office.run(sync.syncQuietly);
  await home.run(() => add('Delta'));
  await home.run(sync.syncQuietly);
  const text = home.disk.textOf(ownFile(home));
  assert.equal(text.length, office.disk.textOf(ownFile(home)).length);
  office.disk.files.set(ownFile(home), { text, lastModified });
  pass(3000);
  await office.run(sync.syncQuietly);
  assert.deepEqual(await office.run(names), ['Delta', 'IATA', 'Sabre']);
});
