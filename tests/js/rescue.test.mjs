// The options for a vault that does not open: the vaults before it, a file with everything that is there, a
// fresh start beside it, a backup.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  add,
  browser,
  core,
  fails,
  flipped,
  names,
  paper,
  raw,
  startAfresh,
  vault,
} from './vaults.mjs';

const rescue = await import('../../extension/flows/rescue.js');
const backup = await import('../../extension/flows/backup.js');
const { makeBackup } = await import('../../extension/flows/saving.js');
const storage = await import('../../extension/platform/storage.js');
const lock = await import('../../extension/flows/lock.js');

beforeEach(startAfresh);

test('with both copies of the key flipped there are ways forward: a file, and a fresh start beside it', async () => {
  await add('IATA');
  const items = await raw();
  for (const which of ['device', 'device_copy']) items[which].key = flipped(items[which].key);
  await browser.local.set(items);
  await fails(vault.openVault(), 'vault-wrong-key');
  const saved = await rescue.makeRescue(new Date(0));
  assert.equal(saved.name, 'postern-rescue-1970-01-01.json');
  assert.deepEqual(JSON.parse(saved.text).stored.vault, items.vault);
  await rescue.beginAnew(new Date(1000));
  assert.deepEqual(await names(), []);
  await add('Fresh');
  const [aside] = await storage.readAside();
  assert.deepEqual(aside?.stored.vault, items.vault);
  await rescue.takeBack(1000, new Date(2000));
  await fails(vault.openVault(), 'vault-wrong-key');
  await rescue.takeBack(2000, new Date(3000));
  assert.deepEqual(await names(), ['Fresh'], 'and back');
  assert.equal((await storage.readAside()).length, 1);
  // A vault that cannot be opened must not be deleted in passing.
  await fails(rescue.forgetAside(3000, new Date(4000)), 'cancelled');
  await rescue.forgetAside(3000, new Date(3000 + 30 * 86_400_000));
  assert.deepEqual(await storage.readAside(), []);
  assert.deepEqual(await names(), ['Fresh']);
});

/** Sets a passphrase in place of the device's key. @returns {Promise<string>} the vault's key */
async function lockVault() {
  await vault.changeSlots((session) =>
    session.addPassphrase(new Uint8Array(32).fill(1), core.makeKdf()),
  );
  return (await browser.session.get('vaultKey')).vaultKey;
}

test('behind a lock the key is asked for first, and then the previous vault is offered', async () => {
  for (const name of ['One', 'Two', 'Three']) await add(name);
  const key = await lockVault();
  await add('Four');
  await browser.local.remove('vault');
  await browser.session.clear();
  await fails(vault.openVault(), 'vault-missing');
  assert.equal(await rescue.wholeBefore(), undefined);
  const why = { code: 'vault-missing' };
  assert.ok(await rescue.isLock(why));
  assert.ok(!(await rescue.isLock(new Error('a bug'))), 'a bug is not a lock');
  await lock.keepUnlocked(key, await lock.lockCount());
  assert.ok(!(await rescue.isLock(why)));
  assert.ok(await rescue.isLock({ code: 'vault-locked' }));
  await rescue.usePrevious();
  assert.deepEqual(await names(), ['One', 'Two', 'Three']);
});

test('with another vault’s key in memory a locked vault is locked, not damaged', async () => {
  await add('One');
  await lockVault();
  await lock.keepUnlocked('A'.repeat(43), await lock.lockCount());
  await fails(vault.openVault(), 'vault-locked');
});

test('a damaged vault stays beside the one that is put back', async () => {
  for (const name of ['One', 'Two']) await add(name);
  const { vault: damaged } = await raw();
  damaged.recs = damaged.recs.slice(1);
  await browser.local.set({ vault: damaged });
  await rescue.usePrevious();
  assert.deepEqual(await names(), ['One']);
  assert.deepEqual((await raw()).vault_prev, damaged);
});

test('the previous vault is put back only once: a second window loses nothing', async () => {
  for (const name of ['One', 'Two', 'Three']) await add(name);
  await browser.local.remove('vault');
  await rescue.usePrevious();
  await add('Since');
  await rescue.usePrevious();
  assert.deepEqual(await names(), ['One', 'Two', 'Since']);
});

test('data that is only in the copy is not lost at the next change', async () => {
  await add('IATA');
  const lost = await raw();
  for (const which of ['device', 'device_copy']) lost[which].key = flipped(lost[which].key);
  await browser.local.set(lost);
  await rescue.beginAnew(new Date(1000));
  await add('Fresh');
  const full = () => {
    throw new Error('IO error: No space left on device');
  };
  browser.local.beforeWrite = full;
  await fails(
    vault.changeSlots((session) => session.addRecovery(paper())),
    'storage-full',
  );
  // Reading finds no space either; from the next change on there is some.
  let reads = 0;
  browser.local.beforeWrite = () => {
    reads += 1;
    if (reads === 1) full();
  };
  await add('Next');
  assert.deepEqual(await names(), ['Fresh', 'Next']);
  assert.equal((await storage.readAside()).length, 1, 'what was set aside is there');
});

test('a truncated copy spoils neither the file nor the way back', async () => {
  await add('IATA');
  const items = await raw();
  browser.folder.files.set('vault-copy.json', '{"vault":{"hd');
  await browser.local.set({ vault: null });
  const { text } = await rescue.makeRescue(new Date());
  const read = await backup.readBackup(
    new Blob([text.replace('"vault": null', `"vault": ${JSON.stringify(items.vault)}`)]),
  );
  assert.deepEqual(read.kinds, ['device']);
  await browser.local.set({ vault: items.vault });
  for (const which of ['device', 'device_copy'])
    await browser.local.set({ [which]: { ...items[which], key: flipped(items[which].key) } });
  await rescue.beginAnew(new Date(1000));
  await rescue.takeBack(1000, new Date(2000));
  assert.equal(browser.folder.files.get('vault-copy.json'), '{"vault":{"hd');
});

test('a file with everything that is there restores the accounts', async () => {
  await add('IATA');
  await add('Other');
  const items = await raw();
  items.vault.hdr = '{}';
  await browser.local.set(items);
  await fails(vault.openVault(), 'vault-damaged');
  const { text } = await rescue.makeRescue(new Date());
  startAfresh();
  const read = await backup.readBackup(new Blob([text]));
  assert.deepEqual(read.kinds, ['device']);
  const restored = await backup.restoreBackup(read, 'device', '');
  assert.deepEqual(
    [restored.added, restored.isWhole],
    [1, true],
    'from the vault before the damaged one',
  );
  assert.deepEqual(await names(), ['IATA']);
});

test('part of a vault is lost: its readable part is kept, beside the vault that is set aside', async () => {
  for (const name of ['One', 'Two', 'Three']) await add(name);
  const items = await raw();
  items.vault.recs[1] = flipped(items.vault.recs[1]);
  delete items.vault_prev;
  await browser.local.clear();
  await browser.local.set(items);
  await fails(add('Four'), 'vault-read-only');
  await rescue.beginAnew(new Date());
  assert.deepEqual(await names(), ['One', 'Three']);
  await add('Four');
  assert.equal((await storage.readAside()).length, 1);
});

test('a restored backup reports what is missing from it', async () => {
  const key = paper();
  for (let at = 0; at < 10; at += 1) await add(`Portal${at}`);
  await vault.changeSlots((session) => session.addRecovery(key));
  const file = JSON.parse((await makeBackup(new Date())).text);
  const check = async (/** @type {(vault: any) => void} */ change, /** @type {any} */ expected) => {
    startAfresh();
    const changed = structuredClone(file);
    change(changed.vault);
    const read = await backup.readBackup(new Blob([JSON.stringify(changed)]));
    const { added, isWhole, lost } = await backup.restoreBackup(read, 'recovery', key);
    assert.deepEqual({ added, isWhole, lost }, expected);
  };
  await check(() => {}, { added: 10, isWhole: true, lost: 0 });
  await check((one) => one.recs.splice(2, 6), { added: 4, isWhole: false, lost: 6 });
  await check(
    (one) => {
      one.recs[0] = flipped(one.recs[0]);
      one.recs.pop();
    },
    { added: 8, isWhole: false, lost: 2 },
  );
  await check(
    (one) => {
      one.man = flipped(one.man);
    },
    { added: 10, isWhole: false, lost: 0 },
  );
});
