// Places where other things are than a computer expects: another sync, the files of a newer version, another folder.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Computer, carry, Disk } from './computers.mjs';
import {
  agree,
  fails,
  first,
  firstWith,
  join,
  later,
  makeRecoveryKey,
  names,
  pair,
  paper,
  protect,
  prove,
  settle,
  state,
  sync,
} from './synced.mjs';

/** @param {Computer} computer */
const isBeside = (computer) => computer.run(async () => (await state()).isBeside);

/** Two syncs in one folder that began at the same time, and a computer that takes part in neither. @param {string} key of the second one */
async function twoSyncs(key) {
  const office = await first('folder', 'IATA');
  const home = await firstWith(key, 'folder', ['Sabre']);
  const laptop = new Computer();
  for (const [from, to] of [
    [office, home],
    [home, office],
    [office, laptop],
    [home, laptop],
  ])
    carry(/** @type {Computer} */ (from).disk, /** @type {Computer} */ (to).disk);
  laptop.choose();
  return { office, home, laptop };
}

test('a computer that joins the other sync of the folder is no longer listed in the first', async () => {
  const key = makeRecoveryKey();
  const { office, home, laptop } = await twoSyncs(key);
  const joinWith = async (/** @type {string} */ secret) => {
    const preview = await sync.previewJoin('folder', { paper: secret });
    await sync.join('folder', 'Laptop', preview.key);
  };
  const listed = (/** @type {Computer} */ computer) =>
    computer.run(async () => (await state()).computers.map(({ name }) => name));
  await laptop.run(() => joinWith(key));
  await settle(office, home, laptop);
  assert.ok((await listed(home)).includes('Laptop'));
  await laptop.run(async () => {
    await prove(key);
    await joinWith(paper);
  });
  await settle(office, home, laptop);
  assert.ok(!(await listed(home)).includes('Laptop'));
  assert.ok((await listed(office)).includes('Laptop'));
});

test('of several syncs in a folder, a computer joins the one that its secret opens', async () => {
  const key = makeRecoveryKey();
  const { laptop } = await twoSyncs(key);
  await laptop.run(async () => {
    assert.deepEqual((await sync.joinable('folder'))?.toSorted(), ['pass', 'recovery']);
    const added = async (/** @type {string} */ secret) => {
      const { rows } = await sync.previewJoin('folder', { paper: secret });
      return rows.map(({ issuer, what }) => `${issuer} ${what}`);
    };
    assert.deepEqual(await added(paper), ['IATA new']);
    assert.deepEqual(await added(key), ['Sabre new']);
    await fails(sync.previewJoin('folder', { paper: makeRecoveryKey() }), 'recovery-wrong');
    const preview = await sync.previewJoin('folder', { paper: key });
    await sync.join('folder', 'Laptop', preview.key);
    assert.deepEqual(await names(), ['Sabre']);
  });
});

test('two computers that turned sync on at the same time find each other, even with one secret for both', async () => {
  const { office, home } = await twoSyncs(paper);
  later();
  await office.run(sync.syncQuietly);
  await home.run(sync.syncQuietly);
  assert.deepEqual([await isBeside(office), await isBeside(home)], [true, true]);
  for (const [computer, news] of /** @type {const} */ ([
    [office, 'Sabre'],
    [home, 'IATA'],
  ])) {
    const { rows } = await computer.run(() => sync.previewJoin('folder', { paper }));
    assert.equal(rows.find(({ what }) => what === 'new')?.issuer, news);
  }
  await home.run(prove);
  await join(home, 'folder', 'Home');
  assert.equal(await isBeside(home), false, 'it was the other one');
  await settle(office, home);
  await agree(['IATA', 'Sabre'], office, home);
  assert.deepEqual([await isBeside(office), await isBeside(home)], [false, false]);
});

test('the review says which secrets of this computer no longer unlock it', async () => {
  const key = makeRecoveryKey();
  const { laptop, home } = await twoSyncs(key);
  await laptop.run(async () => {
    assert.deepEqual((await sync.previewJoin('folder', { paper })).lost, []);
    await protect(makeRecoveryKey());
    assert.deepEqual((await sync.previewJoin('folder', { paper })).lost, ['recovery']);
  });
  await home.run(() => prove(key));
  await join(home, 'folder', 'Home');
  await home.run(async () => {
    assert.deepEqual((await sync.previewJoin('folder', { paper })).lost, []);
  });
});

test('where only a newer version has been, it says so', async () => {
  const office = new Computer();
  const newer = { app: 'Postern', kind: 'sync', v: 2, hdr: '', mac: '', data: '' };
  office.disk.put('postern-0011223344556677.sync', JSON.stringify(newer));
  office.choose();
  await office.run(async () => {
    await fails(sync.joinable('folder'), 'sync-newer');
    await fails(sync.previewJoin('folder', { paper }), 'sync-newer');
  });
});

test('in place of a folder that is gone, only one with the files of this sync is taken', async () => {
  const { office, home } = await pair('IATA');
  const { disk } = home;
  disk.isGone = true;
  const strange = await first('folder', 'Sabre');
  await home.run(async () => {
    await fails(sync.syncNow(), 'sync-folder-missing');
    for (const other of [new Disk(), strange.disk]) {
      const before = new Map(other.files);
      home.disk = other;
      home.choose();
      await fails(sync.resumeElsewhere(), 'sync-elsewhere');
      await sync.syncQuietly();
      assert.deepEqual(other.files, before);
      assert.equal((await state()).trouble, 'sync-folder-missing');
    }
    home.disk = new Disk();
    carry(office.disk, home.disk);
    home.choose();
    await sync.resumeElsewhere();
    assert.equal((await state()).trouble, undefined);
    assert.equal(home.disk.files.size, 2);
  });
});
