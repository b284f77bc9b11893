// No account is lost: the page, or the service worker, dies at every single await of every change, and each
// time all data is there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './browser.mjs';
import { quickExtension } from './copies.mjs';
import { link, useStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

// Passphrases are stretched by a stand-in here; the tests of the vault and of backups use the real one.
const stage = await useStage({ extension: quickExtension() });

const PASS = 'four quiet harbours sing';
const KEYS = ['JBSWY3DPEHPK3PXP', 'GEZDGNBVGY3TQOJQ', 'MZXW6YTBOJRGC6Q'];

/**
 * Runs in the page or worker that will die: counts its awaits, before and after each call of a browser
 * API, and hangs forever at one of them. Runs there, so it must be self-contained.
 * @param {number} dieAt
 */
function arm(dieAt) {
  const all = /** @type {any} */ (globalThis);
  all.awaits = 0;
  const point = async () => {
    all.awaits += 1;
    if (all.awaits !== dieAt) return;
    all.isStuck = true;
    await new Promise(() => undefined);
  };
  const wrap = (/** @type {any} */ owner, /** @type {string} */ name) => {
    const real = owner[name];
    /** @this {unknown} @param {unknown[]} args */
    owner[name] = async function (...args) {
      await point();
      const result = await real.apply(this, args);
      await point();
      return result;
    };
  };
  for (const area of [chrome.storage.local, chrome.storage.session])
    for (const name of ['get', 'set', 'remove', 'clear']) wrap(area, name);
  wrap(chrome.alarms, 'create');
  wrap(chrome.alarms, 'clear');
  for (const name of ['getFileHandle', 'removeEntry'])
    wrap(FileSystemDirectoryHandle.prototype, name);
  const request = navigator.locks.request.bind(navigator.locks);
  /** @type {any} */ (navigator.locks).request = async (
    /** @type {string} */ name,
    /** @type {() => unknown} */ task,
  ) => {
    await point();
    const result = await request(name, async () => {
      await point();
      const inner = await task();
      await point();
      return inner;
    });
    await point();
    return result;
  };
}

/** A page of the extension that runs nothing on its own. */
async function quietPage() {
  const page = await stage.postern.browser.newPage();
  await page.goto(`chrome-extension://${stage.postern.extension.id}/extension/popup/popup.css`);
  return page;
}

/** @type {Page | undefined} */
let helper;

/** A page that stays open. */
async function keeper() {
  if (!helper || helper.isClosed()) helper = await quietPage();
  return helper;
}

/**
 * Runs code that uses the vault's own functions.
 * @template T
 * @param {Page} page
 * @param {string} body
 * @returns {Promise<T>}
 */
function run(page, body) {
  return /** @type {any} */ (
    page.evaluate(`(async () => {
      const vault = await import('/extension/flows/vault.js');
      const unlock = await import('/extension/flows/unlock.js');
      const lock = await import('/extension/flows/lock.js');
      const auth = await import('/extension/flows/authenticate.js');
      const rescue = await import('/extension/flows/rescue.js');
      const core = await import('/extension/core/core.js');
      await core.loadCore();
      const idOf = async (name) => {
        const session = await vault.openVault();
        const { rows } = session.list({ query: name, origin: '', from: 0, count: 9, nowMs: Date.now() });
        session.free();
        return rows[0]?.id;
      };
      ${body}
    })()`)
  );
}

/**
 * The readable content, however the vault opens now.
 * @returns {Promise<{ names: string[], bin: string[], sound: boolean }>}
 */
async function contents() {
  return run(
    await keeper(),
    `const look = async () => {
      const session = await vault.openVault();
      const { rows } = session.list({ query: '', origin: '', from: 0, count: 99, nowMs: Date.now() });
      const { sound } = session.health();
      const bin = session.bin(Date.now()).accounts.map(({ issuer }) => issuer);
      session.free();
      return { names: rows.map(({ issuer }) => issuer), bin, sound };
    };
    try { return await look(); } catch (thrown) { if (thrown.code !== 'vault-locked') throw thrown; }
    // Either the passphrase before or the one after.
    await unlock.unlockWithPassphrase('${PASS}')
      .catch(() => unlock.unlockWithPassphrase('${PASS} once'));
    return look();`,
  );
}

/** The content of storage and memory. */
async function snapshot() {
  const worker = await stage.postern.worker();
  return worker.evaluate(async () => ({
    local: await chrome.storage.local.get(),
    session: await chrome.storage.session.get(),
  }));
}

/** @param {Awaited<ReturnType<typeof snapshot>>} before */
async function restore(before) {
  await (await keeper()).evaluate(async ({ local, session }) => {
    const folder = await navigator.storage.getDirectory();
    await folder.removeEntry('vault-copy.json').catch(() => undefined);
    await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
    await Promise.all([chrome.storage.local.set(local), chrome.storage.session.set(session)]);
  }, before);
}

const ADD = (/** @type {string} */ issuer, /** @type {string} */ secret) =>
  `const { session } = await vault.changeVault((opened, now) => opened.add({ text: '${link(issuer, secret)}', origin: '' }, now)); session.free();`;

/** Two accounts, in the format of the other half of the core. */
const IMPORTED = JSON.stringify([
  { s: 'KRSXG5CTMVRXEZLU', t: 'totp', i: 'Import0' },
  { s: 'ONSWG4TFOQ5A2BCE', t: 'totp', i: 'Import1' },
]);

/** Each change, and its preparation. @type {Record<string, { first?: string, change: string }>} */
const CHANGES = {
  'adding an account': { change: ADD('Fourth', 'KRSXG5CTMVRXEZLU') },
  'taking an import': {
    change: `const { takeAccounts } = await import('/extension/flows/importing.js');
      await takeAccounts(${JSON.stringify(IMPORTED)}, [0, 1], []);`,
  },
  'a first passphrase': { change: `await unlock.setPassphrase('${PASS}');` },
  'turning the passphrase off': {
    first: `await unlock.setPassphrase('${PASS}');`,
    change: `await auth.authenticate('pass', '${PASS}'); await unlock.useDevice();`,
  },
  'changing the passphrase': {
    first: `await unlock.setPassphrase('${PASS} once');`,
    change: `await auth.authenticate('pass', '${PASS} once'); await unlock.setPassphrase('${PASS}');`,
  },
  locking: { first: `await unlock.setPassphrase('${PASS}');`, change: 'await lock.lock();' },
  unlocking: {
    first: `await unlock.setPassphrase('${PASS}'); await lock.lock();`,
    change: `await unlock.unlockWithPassphrase('${PASS}');`,
  },
  'putting the vault before back': {
    first: `${ADD('Fourth', 'KRSXG5CTMVRXEZLU')}
      const { vault: whole } = await chrome.storage.local.get('vault');
      await chrome.storage.local.set({ vault: { ...whole, man: whole.man.replace(/^.{9}/, 'AAAAAAAAA') } });`,
    change: 'await rescue.usePrevious();',
  },
};

for (const [name, { first = '', change }] of Object.entries(CHANGES)) {
  test(`${name}: the page dies at every await, and every account survives`, async () => {
    for (const [at, key] of KEYS.entries()) await stage.add(link(`Portal${at}`, key));
    await run(await keeper(), first);
    const before = await snapshot();
    let dieAt = 0;
    for (let isDone = false; !isDone; ) {
      dieAt += 1;
      const page = await quietPage();
      await page.evaluate(arm, dieAt);
      const doing = run(page, `${change} globalThis.isDone = true;`).catch(() => undefined);
      isDone = await until(() =>
        page.evaluate(() => {
          const { isStuck, isDone: done } = /** @type {any} */ (globalThis);
          return isStuck ? 'stuck' : done ? 'done' : undefined;
        }),
      ).then((state) => state === 'done');
      await page.close();
      await doing;
      const { names, bin, sound } = await contents();
      const where = `dead at ${dieAt}: ${names}, bin: ${bin}`;
      for (const wanted of ['Portal0', 'Portal1', 'Portal2'])
        assert.ok([...names, ...bin].includes(wanted), where);
      const imported = names.filter((one) => one.startsWith('Import')).length;
      assert.ok(imported === 0 || imported === 2, `${where}: all of it or nothing`);
      const isPutBack = name.startsWith('putting');
      assert.ok(sound || isPutBack, where);
      if (isPutBack && isDone) assert.ok(sound, where);
      // And the vault still accepts changes.
      if (sound) await run(await keeper(), ADD('Later', 'ONSWG4TFOQ5A2BCD'));
      await restore(before);
    }
    assert.ok(dieAt > (name === 'locking' ? 4 : 8), `${dieAt} awaits were seen`);
  });
}

test('the service worker dies at every await of a counter’s fill, and no code is given twice', async () => {
  await stage.add(
    'otpauth://hotp/Counter:jane?secret=JBSWY3DPEHPK3PXP&issuer=Counter&counter=0',
    stage.origin('portal'),
  );
  await stage.show(
    'portal',
    '<label>One-time code <input id="code" autocomplete="one-time-code"></label>',
  );
  const typed = () => stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);
  const seen = new Set();
  let dieAt = 0;
  for (let isDone = false; !isDone; ) {
    dieAt += 1;
    await stage.page.reload();
    // A click on the toolbar icon gives access to the page.
    const popup = await stage.popup();
    await popup.close();
    const worker = await stage.postern.worker();
    await worker.evaluate(arm, dieAt);
    await stage.page.bringToFront();
    await worker.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      /** @type {any} */ (chrome.commands.onCommand).dispatch('fill', tab);
    });
    const state = await until(async () => {
      if (await worker.evaluate(() => /** @type {any} */ (globalThis).isStuck)) return 'stuck';
      return (await typed()) ? 'done' : undefined;
    });
    isDone =
      state === 'done' && !(await worker.evaluate(() => /** @type {any} */ (globalThis).isStuck));
    await worker.close();
    // Any message starts a new worker.
    await (await keeper()).evaluate(() => chrome.runtime.sendMessage({}).catch(() => undefined));
    const code = await typed();
    if (code) {
      assert.ok(!seen.has(code), `${code} again, dead at ${dieAt}`);
      seen.add(code);
    }
    const { names, sound } = await contents();
    assert.deepEqual([names, sound], [['Counter'], true]);
  }
  assert.ok(dieAt > 8 && seen.size > 0, `${dieAt} awaits`);
});

test('two windows that change the vault at once lose nothing', async () => {
  const pages = await Promise.all([quietPage(), quietPage(), quietPage()]);
  const names = [];
  const doing = [];
  for (const [at, page] of pages.entries()) {
    for (const turn of [0, 1, 2, 3]) {
      const issuer = `W${at}T${turn}`;
      names.push(issuer);
      const secret = `JBSWY3DPEHPK${'ABCDEFGHIJKL'[at * 4 + turn]}PXP`;
      doing.push(run(page, ADD(issuer, secret)));
    }
  }
  await Promise.all(doing);
  const found = await contents();
  assert.deepEqual([found.names.sort(), found.sound], [names.sort(), true]);
});
