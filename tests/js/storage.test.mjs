// No account is lost, whatever happens to the storage: full, garbled, partly missing, reset to an earlier
// state. The extension's flows run here on a storage that tests can break.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  add,
  browser,
  fails,
  flipped,
  KEY,
  names,
  paper,
  raw,
  startAfresh,
  vault,
} from './vaults.mjs';

const rescue = await import('../../extension/flows/rescue.js');
const storage = await import('../../extension/platform/storage.js');
const { noteUse } = await import('../../extension/flows/usage.js');

beforeEach(startAfresh);

/** @param {number} count @param {number} noteBytes */
function addMany(count, noteBytes) {
  return vault.editVault((session, now) => {
    for (let at = 0; at < count; at += 1) {
      const digits = [...String(at).padStart(8, '0')].map((c) => 'ABCDEFGHIJ'[Number(c)]).join('');
      const text = `otpauth://totp/Portal${at}:jane?secret=${KEY}${digits}&issuer=Portal${at}`;
      const id = session.add({ text, origin: '' }, now);
      const { sites: _sites, recovery: _codes, ...details } = session.details(id, '');
      const note = 'n'.repeat(noteBytes);
      session.edit({ ...details, id, sites: [], recovery: [], used: [], note }, now);
    }
  });
}

/** Fills storage with three vaults of accounts with long notes. */
async function fill() {
  await addMany(40, 3000);
  await add('Second');
  await add('Third');
  const bytes = JSON.stringify(Object.fromEntries(browser.local.items)).length;
  browser.local.quota = browser.local.QUOTA_BYTES = bytes;
}

test('full storage accepts a change of slots, and loses nothing', async () => {
  await fill();
  const before = await names();
  await vault.changeSlots((session) => session.addRecovery(paper()));
  assert.deepEqual(await names(), before);
  assert.equal(browser.folder.files.size, 0);
});

test('a rewrite that does not fit puts nothing at risk', async () => {
  await fill();
  const before = await names();
  await browser.local.remove(['vault_prev', 'vault_prev2']);
  // So much data beside the vault that a rewrite cannot even fit the vault: measured before anything is dropped.
  browser.local.quota = browser.local.QUOTA_BYTES = 10_000;
  const stored = await raw();
  await fails(
    vault.changeSlots((session) => session.addRecovery(paper())),
    'storage-full',
  );
  assert.deepEqual(await raw(), stored);
  assert.deepEqual(await names(), before);
});

test('storage that fails in the middle of a rewrite is read from the copy, again and again', async () => {
  await add('IATA');
  browser.local.beforeWrite = () => {
    throw new Error('IO error: No space left on device');
  };
  await fails(
    vault.changeSlots((session) => session.addRecovery(paper())),
    'storage-full',
  );
  assert.deepEqual(await raw(), {}, 'it was emptied');
  assert.deepEqual(await names(), ['IATA']);
  assert.deepEqual(await names(), ['IATA'], 'the copy is still there');
  const { text } = await rescue.makeRescue(new Date());
  assert.match(text, /"copy": "/, 'and can be saved as a file');
  browser.local.beforeWrite = () => {};
  assert.deepEqual(await names(), ['IATA']);
  assert.ok((await raw()).vault, 'with room again it goes back to where it belongs');
  assert.equal(browser.folder.files.size, 0);
});

test('when storage is full, deleting, renaming and the next counter code still work', async () => {
  await fill();
  const [first] = await vault.editVault(
    (session) =>
      session.list({ query: '', origin: '', from: 0, count: 50, nowMs: Date.now() }).rows,
  );
  assert.ok(first);
  const counter = await add(
    'Counter',
    `otpauth://hotp/Counter:a?secret=${KEY}&counter=7&issuer=Counter`,
  );
  const code = await vault.editVault((session, now) => session.advance(counter, now));
  assert.match(code.text, /^\d{6}$/);
  const count = (await names()).length;
  await vault.editVault((session, now) => session.remove(first.id, now));
  assert.equal((await names()).length, count - 1);
});

test('with room for only one vault, the older ones are dropped and the change is kept', async () => {
  await fill();
  browser.local.quota = Math.ceil(JSON.stringify((await raw()).vault).length * 1.2);
  await add('Last');
  assert.ok((await names()).includes('Last'));
  assert.equal((await raw()).vault_prev, undefined);
});

test('the two vaults before the last change are kept, and changes without a backup are counted', async () => {
  for (const name of ['First', 'Second', 'Third', 'Fourth']) await add(name);
  const { vault: last, vault_prev, vault_prev2, settings } = await browser.local.get();
  const sizes = [last, vault_prev, vault_prev2].map(({ recs }) => recs.length);
  assert.deepEqual([sizes, settings.unsaved], [[4, 3, 2], 4]);
});

test('uses are not recorded when storage is full, and nothing fails because of it', async () => {
  await add('IATA');
  browser.local.quota = 10;
  await noteUse('an id');
  assert.deepEqual(await storage.readUsage(), {});
});

const LOSSES = {
  'the key is gone': (/** @type {any} */ items) => delete items.vault,
  null: (/** @type {any} */ items) => {
    items.vault = null;
  },
  'a number': (/** @type {any} */ items) => {
    items.vault = 7;
  },
  'nothing but the older vaults': (/** @type {any} */ items) => {
    for (const key of ['vault', 'device', 'device_copy', 'mark']) delete items[key];
  },
  'nothing but the device': (/** @type {any} */ items) => {
    for (const key of ['vault', 'vault_prev', 'vault_prev2', 'mark']) delete items[key];
  },
  'nothing but the mark': (/** @type {any} */ items) => {
    for (const key of Object.keys(items)) if (key !== 'mark') delete items[key];
  },
};

for (const [what, lose] of Object.entries(LOSSES)) {
  test(`a lost vault is never mistaken for a new one: ${what}`, async () => {
    for (const name of ['One', 'Two', 'Three']) await add(name);
    const items = await raw();
    lose(items);
    await browser.local.clear();
    await browser.local.set(items);
    await fails(vault.openVault(), 'vault-missing');
    for (let at = 0; at < 3; at += 1) await fails(add('Other'), 'vault-missing');
    assert.deepEqual(await raw(), items, 'nothing is written over');
    const previous = await rescue.wholeBefore();
    // Without its key none of these vaults opens.
    const opens = items.vault_prev && items.device;
    assert.equal(previous !== undefined, Boolean(opens));
    if (!opens) return;
    await rescue.usePrevious();
    assert.deepEqual(await names(), ['One', 'Two']);
  });
}

test('a profile that never held anything is new', async () => {
  assert.deepEqual(await names(), []);
  await browser.local.set({ settings: { theme: 'dark' }, usage: {} });
  assert.deepEqual(await names(), []);
});

test('a copy from an earlier rewrite is not mistaken for the lost vault', async () => {
  await add('Old');
  browser.folder.files.set('vault-copy.json', JSON.stringify(await raw()));
  await add('New');
  await browser.local.remove('vault');
  await fails(vault.openVault(), 'vault-missing');
  assert.equal(browser.folder.files.size, 1, 'it stays, for a file');
});

for (const which of ['device', 'device_copy']) {
  for (const part of ['key', 'id']) {
    test(`one flipped character in the ${part} of ${which} locks nobody out`, async () => {
      await add('IATA');
      const items = await raw();
      items[which][part] = flipped(items[which][part]);
      await browser.local.set(items);
      assert.deepEqual(await names(), ['IATA']);
      await add('Other');
      const { device, device_copy } = await raw();
      assert.deepEqual(device, device_copy, 'the next write mends it');
    });
  }
}

test('garbage outside the vault costs nothing but itself', async () => {
  const { settingsIn, usageIn, clockIn } = await import('../../extension/platform/repair.js');
  await add('IATA');
  for (const garbage of [null, 7, 'x', [], [1], { a: { b: 1 } }, { times: 'x' }, true]) {
    for (const key of ['usage', 'clock', 'settings', 'mark']) {
      await browser.local.set({ [key]: garbage });
      assert.deepEqual(await names(), ['IATA'], `${key}: ${JSON.stringify(garbage)}`);
      await noteUse('an id');
      await vault.changeSettings({ theme: 'dark' });
      assert.equal((await storage.readSettings()).theme, 'dark');
    }
  }
  const settings = {
    theme: 'puce',
    text: 90,
    lockMinutes: '5',
    order: 'name',
    language: '../x',
    clearS: -1,
  };
  assert.deepEqual(settingsIn(settings), { order: 'name' });
  assert.deepEqual(usageIn({ a: { times: 1, lastMs: 2 }, b: { times: 1 }, c: 5 }), {
    a: { times: 1, lastMs: 2 },
  });
  assert.deepEqual(clockIn({ portals: { 'https://a': 5, 'https://b': 'x' } }), {
    portals: { 'https://a': 5 },
  });
});

test('an older vault in place of the newest is noticed, and stays noticed until the user agrees', async () => {
  await add('One');
  const old = await raw();
  await add('Two');
  await add('Three');
  const missing = async () => {
    const stored = await storage.readStored();
    const session = await vault.openVault();
    const writes = vault.writesMissing(session, stored.mark);
    session.free();
    return writes;
  };
  assert.equal(await missing(), 0);
  await browser.local.set({ vault: old.vault });
  assert.equal(await missing(), 2);
  for (const name of ['Four', 'Five', 'Six', 'Seven']) await add(name);
  assert.equal(await missing(), 2, 'no change hides it');
  await vault.acceptOlder();
  assert.equal(await missing(), 0);
});

test('a clock correction applies to its portal, within ten minutes, unless two agree', async () => {
  const { aheadFor, setClock, codeTime } = await import('../../extension/platform/clock.js');
  const one = { 'https://a.example': 90_000 };
  const check = (
    /** @type {any} */ portals,
    /** @type {string} */ origin,
    /** @type {number} */ ahead,
  ) => assert.equal(aheadFor({ portals }, origin), ahead);
  check({}, 'https://a.example', 0);
  check(one, 'https://a.example', 90_000);
  check(one, 'https://b.example', 0);
  check(one, '', 0);
  check({ 'https://a.example': 3 * 86_400_000 }, 'https://a.example', 0);
  check({ ...one, 'https://b.test': 92_000 }, 'https://c.example', 91_000);
  check({ ...one, 'https://b.test': -92_000 }, 'https://c.example', 0);
  // One owner counts as one witness, whatever the host or port.
  for (const other of ['https://x.a.example', 'https://a.example:8443', 'https://b.a.example'])
    check({ ...one, [other]: 91_000 }, 'https://c.test', 0);
  const { correctClock } = await import('../../extension/flows/clock.js');
  await correctClock('https://a.example', 90_000);
  await correctClock('https://b.example', 5000);
  await correctClock('https://b.example');
  await correctClock('https://c.example', 3 * 86_400_000);
  const { clock } = await storage.readStored();
  assert.deepEqual(clock, { portals: one });
  setClock(clock);
  const now = codeTime();
  assert.ok(codeTime('https://a.example') - now >= 90_000);
});
