// Which computers take part in sync, how they join and leave, and when they wait.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Computer, carry } from './computers.mjs';
import {
  add,
  agree,
  fails,
  first,
  firstWith,
  forgetProof,
  idNamed,
  join,
  later,
  lock,
  makeRecoveryKey,
  names,
  ownFile,
  pair,
  paper,
  protect,
  prove,
  setPassphrase,
  settle,
  state,
  sync,
  troubleOf,
  unlock,
  useDevice,
} from './synced.mjs';

test('without a passphrase sync does not begin, and with sync it is not turned off', async () => {
  const office = new Computer();
  await office.run(async () => {
    office.choose();
    const before = await office.browser.local.get();
    await fails(sync.startSync('folder', 'Office'), 'sync-needs-passphrase');
    assert.deepEqual([await office.browser.local.get(), office.browser.local.writes], [before, []]);
    await add('IATA');
    await fails(sync.startSync('folder', 'Office'), 'sync-needs-passphrase');
    assert.deepEqual(await sync.syncState(), { isOn: false });
    await protect();
    office.disk.beforeWrite = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    await fails(sync.startSync('folder', 'Office'), 'sync-folder-failed');
    assert.deepEqual(await sync.syncState(), { isOn: false });
    office.disk.beforeWrite = () => {};
    await sync.startSync('folder', 'Office');
    await prove();
    await fails(useDevice(), 'sync-needs-passphrase');
    await sync.leaveSync();
    await useDevice();
  });
});

test('where others are already, nothing begins; joining shows first what it will do', async () => {
  const office = await first('folder', 'IATA', 'Sabre');
  const home = new Computer();
  await home.run(async () => {
    home.choose();
    await add('Sabre', 'Delta');
    await fails(sync.previewJoin('folder', { paper }), 'sync-nothing');
    assert.equal(await sync.joinable('folder'), undefined);
    carry(office.disk, home.disk);
    await protect();
    assert.deepEqual(await sync.startSync('folder', 'Home'), { isFound: true });
    assert.ok(await sync.joinable('folder'));
    const before = await home.browser.local.get();
    const { rows, key } = await sync.previewJoin('folder', { paper });
    const shown = rows.map(({ issuer, what }) => `${issuer}: ${what}`).sort();
    assert.deepEqual(shown, ['Delta: onlyHere', 'IATA: new', 'Sabre: same']);
    assert.deepEqual(await home.browser.local.get(), before);
    assert.deepEqual(await sync.syncState(), { isOn: false });
    await prove();
    await sync.join('folder', 'Home', key);
    // Nothing is left that another passphrase opens.
    const headers = ['vault', 'vault_prev'].map((key) => JSON.parse(home.stored(key).hdr));
    const { vid, slots } = JSON.parse(office.stored('vault').hdr);
    for (const one of headers) assert.deepEqual([one.vid, one.slots], [vid, slots]);
    assert.equal(home.stored('device').key, undefined);
  });
  await settle(office, home);
  await agree(['Delta', 'IATA', 'Sabre'], office, home);
});

test('a wrong secret joins nothing', async () => {
  const office = await first('folder', 'IATA');
  const home = new Computer();
  carry(office.disk, home.disk);
  await home.run(async () => {
    home.choose();
    await fails(sync.previewJoin('folder', { paper: makeRecoveryKey() }), 'recovery-wrong');
    await fails(sync.previewJoin('folder', { paper: 'AAAA' }), 'recovery-misread');
    const key = Buffer.alloc(32).toString('base64url');
    await fails(sync.join('folder', 'Home', key), 'vault-wrong-key');
    assert.deepEqual(await sync.syncState(), { isOn: false });
  });
});

test('while a vault is locked nothing is read, and after the unlock everything arrives', async () => {
  const { office, home } = await pair('IATA');
  await home.run(lock);
  await office.run(() => add('Sabre'));
  await settle(office);
  carry(office.disk, home.disk);
  later();
  const { length: reads } = home.disk.reads;
  await home.run(async () => {
    await sync.syncQuietly();
    await fails(sync.syncNow(), 'vault-locked');
    assert.equal(home.disk.reads.length, reads);
    assert.equal((await state()).trouble, undefined);
    await unlock();
    await sync.syncQuietly();
  });
  await agree(['IATA', 'Sabre'], home);
});

test('a removed computer gets nothing more; the others need the passphrase once', async () => {
  const { office, home } = await pair('IATA');
  const lost = new Computer();
  carry(office.disk, lost.disk);
  await join(lost, 'folder', 'Lost');
  await settle(office, home, lost);
  const { computers } = await office.run(state);
  const id = computers.find(({ name }) => name === 'Lost')?.id ?? '';
  await office.run(async () => {
    forgetProof();
    await fails(sync.removeComputer(id), 'proof-needed');
    await prove();
    await sync.removeComputer(id);
    const kept = (await state()).computers.map(({ name }) => name);
    assert.deepEqual(kept.sort(), ['Home', 'Office']);
    await add('Sabre');
  });
  await settle(office, home);
  assert.ok(!office.disk.names().includes(ownFile(lost)));
  assert.equal(await troubleOf(home), 'sync-key-needed');
  const listed = await home.run(async () => (await state()).computers.map(({ name }) => name));
  assert.deepEqual(listed.sort(), ['Home', 'Lost', 'Office'], 'as they were last known');
  await home.run(async () => {
    await add('Delta');
    await sync.syncQuietly();
    assert.equal((await state()).trouble, 'sync-key-needed');
    forgetProof();
    await sync.enterSyncKey({ paper });
  });
  await settle(office, home);
  await agree(['Delta', 'IATA', 'Sabre'], office, home);
  const left = await home.run(async () => (await state()).computers.map(({ name }) => name));
  assert.deepEqual(left.sort(), ['Home', 'Office']);

  carry(office.disk, lost.disk);
  later();
  await lost.run(async () => {
    await sync.syncQuietly();
    assert.deepEqual(await names(), ['IATA']);
    // It does not return by itself; its owner can join again.
    await fails(sync.enterSyncKey({ paper }), 'sync-removed');
    assert.equal((await state()).trouble, 'sync-removed');
    assert.deepEqual(await names(), ['IATA']);
    await sync.leaveSync();
    assert.deepEqual(await sync.syncState(), { isOn: false });
  });
  const [file, device] = [ownFile(lost), lost.stored('device')];
  await join(lost, 'folder', 'Found');
  await settle(office, home, lost);
  await agree(['Delta', 'IATA', 'Sabre'], office, home, lost);
  assert.notEqual(ownFile(lost), file);
  // The old name is of no use, even with the new key.
  await lost.browser.local.set({ device, device_copy: device });
  await lost.run(() => fails(sync.syncNow(), 'sync-removed'));
});

test('what a computer wrote last is read before it is removed', async () => {
  const { office, home } = await pair('IATA');
  await home.run(async () => {
    await add('Last');
    await sync.syncQuietly();
  });
  later();
  carry(home.disk, office.disk);
  await office.run(async () => {
    await prove();
    const id = await idNamed('Home');
    office.disk.permission = 'prompt';
    await fails(sync.removeComputer(id), 'sync-folder-asks');
    office.disk.permission = 'granted';
    await sync.removeComputer(id);
    assert.deepEqual(await names(), ['IATA', 'Last']);
  });
});

test('a removed computer is out, even if it replaced the key more often', async () => {
  const { office, home } = await pair('IATA');
  await home.run(async () => {
    await prove();
    await setPassphrase();
    await setPassphrase();
    await sync.syncQuietly();
  });
  await office.run(async () => {
    await prove();
    await sync.removeComputer(await idNamed('Home'));
  });
  later();
  carry(home.disk, office.disk);
  await office.run(async () => {
    await sync.syncQuietly();
    assert.equal((await state()).trouble, 'sync-key-needed');
    await sync.enterSyncKey({ paper });
    await add('Secret');
    await sync.syncQuietly();
  });
  await settle(office, home);
  await agree(['IATA', 'Secret'], office);
  await home.run(async () => {
    assert.equal((await state()).trouble, 'sync-key-needed');
    assert.deepEqual(await names(), ['IATA']);
    await fails(sync.enterSyncKey({ paper }), 'sync-removed');
  });
});

test('joining the computer that was removed from an earlier sync does not remove it again', async () => {
  const { office, home } = await pair('IATA');
  await office.run(async () => {
    await prove();
    await sync.removeComputer(await idNamed('Home'));
    await sync.leaveSync();
  });
  const key = makeRecoveryKey();
  const other = await firstWith(key, 'folder', ['Sabre']);
  // The same profile with another vault.
  const device = home.stored('device').id;
  for (const name of ['device', 'device_copy']) {
    await other.browser.local.set({ [name]: { ...other.stored(name), id: device } });
  }
  await other.run(sync.syncNow);
  office.disk.files.clear();
  carry(other.disk, office.disk);
  await office.run(async () => {
    office.choose();
    const preview = await sync.previewJoin('folder', { paper: key });
    await sync.join('folder', 'Office', preview.key);
  });
  await settle(office, other);
  await agree(['IATA', 'Sabre'], office, other);
});

test('a secret that opens only the others’ accounts is no proof', async () => {
  const { office, home } = await pair('IATA');
  await office.run(async () => {
    await prove();
    await setPassphrase();
  });
  await settle(office, home);
  const key = makeRecoveryKey();
  const other = await firstWith(key, 'folder', ['Evil']);
  await home.run(async () => {
    assert.equal((await state()).trouble, 'sync-key-needed');
    forgetProof();
    // Somebody who can write into the folder leaves a vault that opens with their secret.
    home.disk.files.clear();
    carry(other.disk, home.disk);
    await fails(sync.enterSyncKey({ paper: key }), 'sync-nothing');
  });
  const another = makeRecoveryKey();
  await office.run(async () => {
    await prove();
    await protect(another);
  });
  await settle(office, home);
  await home.run(async () => {
    forgetProof();
    await fails(sync.enterSyncKey({ paper: another }), 'proof-needed');
    assert.deepEqual(await names(), ['IATA']);
  });
});

test('leaving keeps the accounts, and the others no longer list the computer', async () => {
  const { office, home } = await pair('IATA');
  await home.run(async () => {
    await prove();
    await sync.leaveSync();
    assert.deepEqual(await sync.syncState(), { isOn: false });
    assert.equal(home.database.values.has('sync'), false);
    assert.deepEqual(await names(), ['IATA']);
  });
  carry(home.disk, office.disk);
  later();
  await office.run(async () => {
    await sync.syncQuietly();
    assert.deepEqual(
      (await state()).computers.map(({ name }) => name),
      ['Office'],
    );
  });
  assert.deepEqual(office.disk.names(), [ownFile(office)]);
  await home.run(async () => {
    await add('Delta');
    await prove();
  });
  await join(home, 'folder', 'Home');
  await settle(office, home);
  await agree(['Delta', 'IATA'], office, home);
});

test('a computer that cannot tell the others leaves all the same, and an end is not pretended', async () => {
  const { office, home } = await pair('IATA');
  home.disk.isGone = true;
  await home.run(async () => {
    await prove();
    await fails(sync.endSync(), 'sync-folder-missing');
    assert.ok((await sync.syncState()).isOn);
    home.disk.isGone = false;
    await sync.syncQuietly();
    assert.ok((await sync.syncState()).isOn, 'the end was given up');
    home.disk.isGone = true;
    await sync.leaveSync();
    assert.deepEqual(await sync.syncState(), { isOn: false });
  });
  await office.run(async () => assert.ok((await sync.syncState()).isOn));
});

test('an end ends it everywhere, and the accounts stay', async () => {
  const { office, home } = await pair('IATA');
  await office.run(async () => {
    await prove();
    await sync.endSync();
    assert.deepEqual(await sync.syncState(), { isOn: false });
  });
  carry(office.disk, home.disk);
  later();
  await home.run(async () => {
    await sync.syncQuietly();
    assert.equal((await state()).trouble, 'sync-ended');
    await add('Delta');
    const before = home.disk.textOf(ownFile(home));
    later();
    await sync.syncQuietly();
    assert.equal(home.disk.textOf(ownFile(home)), before, 'nothing more is written');
    await fails(sync.syncNow(), 'sync-ended');
    forgetProof();
    await sync.leaveSync();
    assert.deepEqual(await names(), ['Delta', 'IATA']);
    // It begins anew at the same place.
    home.choose();
    const ended = home.disk.textOf(ownFile(office));
    assert.deepEqual(await sync.startSync('folder', 'Home'), { isFound: false });
    assert.equal((await state()).trouble, undefined);
    // An old version of the folder brings the end back.
    home.disk.put(ownFile(office), ended);
    later();
    await sync.syncQuietly();
    assert.equal((await state()).trouble, undefined);
    assert.equal(home.disk.names().includes(ownFile(office)), false);
  });
});

test('an interrupted goodbye is finished by the next run', async () => {
  const { home } = await pair('IATA');
  await home.run(async () => {
    await prove();
    home.disk.beforeWrite = () => {
      home.browser.local.beforeWrite = () => {
        throw new Error('killed');
      };
      throw new Error('killed');
    };
    await sync.leaveSync().catch(() => undefined);
    home.browser.local.beforeWrite = home.disk.beforeWrite = () => {};
    assert.ok((await sync.syncState()).isOn);
    await sync.syncQuietly();
    assert.deepEqual(await sync.syncState(), { isOn: false });
  });
});

test('a renamed computer has its new name everywhere', async () => {
  const { office, home } = await pair('IATA');
  await home.run(() => sync.renameComputer('Kitchen'));
  await settle(office, home);
  for (const computer of [office, home]) {
    const all = await computer.run(async () => (await state()).computers);
    assert.deepEqual(all.map(({ name }) => name).sort(), ['Kitchen', 'Office']);
  }
});
