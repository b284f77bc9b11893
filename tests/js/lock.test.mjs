// What an unlocked browser alone must not allow, and what a lock ends.

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { fakeBrowser } from './fake.mjs';

let browser = fakeBrowser();
const vault = await import('../../extension/flows/vault.js');
const { emptyBin } = await import('../../extension/flows/bin.js');
const lock = await import('../../extension/flows/lock.js');
const { asTry, waitMs } = await import('../../extension/flows/tries.js');
const unlocking = await import('../../extension/flows/unlock.js');
const auth = await import('../../extension/flows/authenticate.js');
const editing = await import('../../extension/flows/editing.js');
const exporting = await import('../../extension/flows/exporting.js');
const { changeLocking } = await import('../../extension/flows/locking.js');
const { beginAnew, forgetAside, makeRescue, takeBack } = await import(
  '../../extension/flows/rescue.js'
);
const sync = await import('../../extension/flows/sync.js');
const core = await import('../../extension/core/core.js');

beforeEach(() => {
  browser = fakeBrowser();
});

/** @param {Promise<unknown>} doing @param {string} code */
const fails = (doing, code) =>
  assert.rejects(doing, (thrown) => /** @type {any} */ (thrown).code === code);
const material = () => new Uint8Array(32).fill(1);

/** A vault that a recovery key and a passphrase open. @returns {Promise<string>} the recovery key */
async function locked() {
  await core.loadCore();
  const paper = core.makeRecoveryKey();
  const text = 'otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP';
  await vault.editVault((session, now) => session.add({ text, origin: '' }, now));
  await vault.changeSlots((session) => session.addRecovery(paper));
  await vault.changeSlots((session) => session.addPassphrase(material(), core.makeKdf()));
  await browser.local.set({ sync: { engine: 'account', name: 'Office' } });
  return paper;
}

/** Actions that an unlocked browser alone must not allow. @type {Record<string, () => Promise<unknown>>} */
const GUARDED = {
  'an Aegis file': () => exporting.toAegis([], 'four quiet harbours sing'),
  'a file for someone else': () => exporting.toShared([], 'four quiet harbours sing'),
  'another key': () =>
    editing.editAccount(/** @type {any} */ ({ text: 'JBSWY3DPEHPK3PXP' }), () => undefined),
  'a file for another app': () => exporting.toApp([], 'twofas'),
  'key links': () => exporting.toLinks([]),
  'Google’s QR codes': () => exporting.toPages([]),
  sheets: () => exporting.toSheets([]),
  'another passphrase': () =>
    vault.changeSlots((session) => session.addPassphrase(material(), core.makeKdf())),
  'another recovery key': () =>
    vault.changeSlots((session) => session.addRecovery(core.makeRecoveryKey())),
  'no passphrase': () => vault.changeSlots((session) => session.useDevice(core.makeDevice())),
  'locking later': () => changeLocking(60),
  'no locking': () => changeLocking(0),
  'all that is there as a file': () => makeRescue(new Date()),
  'a new beginning': () => beginAnew(new Date()),
  'what was set aside, back': () => takeBack(1, new Date()),
  'what was set aside, gone': () => forgetAside(1, new Date()),
  'accounts on other computers': () => sync.join('account', 'Home', 'a key'),
  'other computers’ copies, replaced': () => sync.startSync('account', 'Home', true),
  'a computer, removed': () => sync.removeComputer('0123456789abcdef'),
  'this computer, out of sync': sync.leaveSync,
  'the end of sync': sync.endSync,
  'deleted accounts, gone for good': () => emptyBin([]),
};

for (const [what, act] of Object.entries(GUARDED)) {
  test(`${what}: only for a user who has just proved their identity`, async () => {
    await locked();
    const before = await browser.local.get();
    await fails(act(), 'proof-needed');
    assert.deepEqual(await browser.local.get(), before);
  });
}

test('locking sooner needs no proof', async () => {
  await locked();
  await changeLocking(5);
  assert.equal((await browser.local.get()).settings.lockMinutes, 5);
});

test('a proof is valid for a minute, and until the next lock', async () => {
  const paper = await locked();
  await fails(auth.authenticate('recovery', core.makeRecoveryKey()), 'recovery-wrong');
  await fails(auth.needProof(), 'proof-needed');
  await auth.authenticate('recovery', paper);
  await auth.needProof();
  const now = performance.now();
  const clock = mock.method(performance, 'now', () => now + 59_000);
  await auth.needProof();
  clock.mock.mockImplementation(() => now + 61_000);
  await fails(auth.needProof(), 'proof-needed');
  clock.mock.restore();
  await auth.authenticate('recovery', paper);
  await lock.lock();
  await fails(auth.needProof(), 'proof-needed');
});

test('a vault that opens without a question needs no proof', async () => {
  const text = 'otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP';
  await vault.editVault((session, now) => session.add({ text, origin: '' }, now));
  await auth.needProof();
});

test('a lock wins over an unlock in progress', async () => {
  await locked();
  const locks = await lock.lockCount();
  await lock.lock();
  await fails(lock.keepUnlocked('a key', locks), 'vault-locked');
  assert.deepEqual(await lock.keysInMemory(), []);
  await lock.keepUnlocked('a key', await lock.lockCount());
  assert.deepEqual(await lock.keysInMemory(), ['a key']);
});

test('a lock wins over an unlock that was requested before it and begins after it', async () => {
  const paper = await locked();
  const counted = lock.lockCount();
  await counted;
  await lock.lock();
  await fails(unlocking.unlockWithPaper(paper, counted), 'vault-locked');
  assert.deepEqual(await lock.keysInMemory(), []);
  await unlocking.unlockWithPaper(paper);
  assert.equal((await lock.keysInMemory()).length, 1);
});

test('a lock wins over a change of slots in progress, and the change is kept', async () => {
  const paper = await locked();
  await auth.authenticate('recovery', paper);
  const other = core.makeRecoveryKey();
  let pressed;
  browser.local.beforeWrite = () => {
    pressed ??= lock.lock();
  };
  await vault.changeSlots((session) => session.addRecovery(other));
  await pressed;
  assert.deepEqual(await lock.keysInMemory(), []);
  const { unlocked, vaultKey, nextKey } = await browser.session.get();
  assert.deepEqual([unlocked, vaultKey, nextKey], [undefined, undefined, undefined]);
  await auth.authenticate('recovery', other);
});

test('the key is written once, however often the vault is used', async () => {
  await locked();
  browser.session.writes = [];
  for (let at = 0; at < 30; at += 1) {
    await lock.keysInMemory();
    await lock.touch();
  }
  assert.ok(browser.session.writes.length >= 30);
  assert.ok(browser.session.writes.flat().every((key) => key === 'unlocked'));
});

test('the deadline locks at the next read, and so does a clock that was set back', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const paper = await locked();
  const minute = 60_000;
  for (const [ms, isOpen] of /** @type {[number, boolean][]} */ ([
    [9 * minute, true],
    [9 * minute, true],
    [10 * minute, false],
    [-5000, true],
    [-11_000, false],
  ])) {
    if (!(await lock.isUnlocked())) await unlocking.unlockWithPaper(paper);
    t.mock.timers.setTime(Date.now() + ms);
    assert.equal(await lock.isUnlocked(), isOpen, `after ${ms} ms`);
    assert.equal((await lock.keysInMemory()).length > 0, isOpen);
    if (isOpen) await lock.touch();
  }
});

test('with the time set to none, the vault stays open until the browser closes', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const paper = await locked();
  await vault.changeSettings({ lockMinutes: 0 });
  await unlocking.unlockWithPaper(paper);
  t.mock.timers.setTime(Date.now() + 365 * 24 * 3_600_000);
  assert.equal(await lock.isUnlocked(), true);
});

test('a clock that was set forward does not shorten a wait', async (t) => {
  const wrong = async () => {
    throw { code: 'vault-wrong-key' };
  };
  for (let turn = 0; turn < 3; turn += 1) await fails(asTry(wrong), 'vault-wrong-key');
  const waits = t.mock.method(globalThis, 'setTimeout', (/** @type {() => void} */ then) => {
    queueMicrotask(then);
  });
  const { now } = Date;
  t.mock.method(Date, 'now', () => now() + 3_600_000);
  await fails(asTry(wrong), 'vault-wrong-key');
  assert.equal(waits.mock.calls[0]?.arguments.at(1), waitMs(3));
});

test('a new key is in memory before anything is sealed with it', async () => {
  const paper = await locked();
  await auth.authenticate('recovery', paper);
  /** @type {unknown[]} */
  const held = [];
  browser.local.beforeWrite = () =>
    held.push(JSON.parse(browser.session.items.get('nextKey') ?? 'null'));
  await vault.changeSlots((session) => session.addRecovery(core.makeRecoveryKey()));
  const [key] = await lock.keysInMemory();
  assert.ok(held.length > 0);
  for (const one of held) assert.equal(one, key);
});

test('guessing is slowed down for all windows, until the browser closes', async () => {
  assert.deepEqual([0, 2, 3, 4, 8, 99].map(waitMs), [0, 0, 500, 1000, 16_000, 16_000]);
  const wrong = async () => {
    throw { code: 'vault-wrong-key' };
  };
  const waits = mock.method(
    globalThis,
    'setTimeout',
    (/** @type {() => void} */ done, /** @type {number} */ ms) => {
      asked.push(Math.round(ms / 100) * 100);
      done();
    },
  );
  const asked = /** @type {number[]} */ ([]);
  for (let at = 0; at < 5; at += 1) await fails(asTry(wrong), 'vault-wrong-key');
  assert.deepEqual(
    asked.map((ms) => Math.max(0, ms)),
    [0, 0, 0, 500, 1000],
  );
  // Neither another window nor another failure restarts the wait.
  await fails(
    asTry(async () => Promise.reject({ code: 'passkey-cancelled' })),
    'passkey-cancelled',
  );
  assert.equal((await browser.session.get('wrong')).wrong.count, 5);
  await asTry(async () => 'opened');
  assert.equal((await browser.session.get('wrong')).wrong, undefined);
  waits.mock.restore();
});
