// The browser is killed forty times while the vault is being changed. What Postern had acknowledged
// before is there afterwards, and the vault is whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, makeProfile } from '../e2e/browser.mjs';

const KILLS = Number(process.env.POSTERN_KILLS ?? 40);

/** Within the time in which a browser makes some twenty changes. */
const LIFE_MAX_MS = 1200;

/** In a page of the extension: changes the vault without end, and tells of each change that is done. */
async function change(/** @type {number} */ round) {
  const [vaultPath, rescuePath, corePath] = ['flows/vault', 'flows/rescue', 'core/core'].map(
    (path) => `/extension/${path}.js`,
  );
  const { changeSlots, editVault } = await import(String(vaultPath));
  const { wholeBefore } = await import(String(rescuePath));
  const { makeRecoveryKey } = await import(String(corePath));
  const done = /** @type {any} */ (globalThis).done;
  for (let at = 0; ; at += 1) {
    const issuer = `R${round}A${at}`;
    const digits = [...`${round}`.padStart(4, '0'), ...`${at}`.padStart(4, '0')];
    const key = digits.map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('');
    const text = `otpauth://totp/${issuer}:a?secret=JBSWY3DP${key}&issuer=${issuer}`;
    await editVault((/** @type {any} */ vault, /** @type {number} */ now) =>
      vault.add({ text, origin: '' }, now),
    );
    await done(issuer);
    // What writes everything anew, and takes a way in away.
    if (at % 5 === 4)
      await changeSlots((/** @type {any} */ vault) => vault.addRecovery(makeRecoveryKey()));
    if (at % 7 === 6) await wholeBefore();
  }
}

/** In a page of the extension: what is there. */
async function contents() {
  const path = '/extension/flows/vault.js';
  const { openVault } = await import(path);
  const session = await openVault();
  const all = { query: '', origin: '', from: 0, count: 5000, nowMs: Date.now() };
  const names = session
    .list(all)
    .rows.map((/** @type {{ issuer: string }} */ { issuer }) => issuer);
  const { sound } = session.health();
  session.free();
  return { names, sound };
}

test(`killed ${KILLS} times in the middle of changes, no acknowledged account is lost`, {
  timeout: 900_000,
}, async () => {
  const profile = makeProfile();
  /** @type {string[]} */
  const acknowledged = [];
  try {
    for (let round = 0; round < KILLS; round += 1) {
      const postern = await launch({ profile: profile.path });
      const page = await postern.browser.newPage();
      await page.goto(
        `chrome-extension://${postern.extension.id}/extension/settings/settings.html`,
      );
      const { names, sound } = await page.evaluate(contents);
      assert.ok(sound, `round ${round}`);
      const missing = acknowledged.filter((name) => !names.includes(name));
      assert.deepEqual(missing, [], `round ${round}: ${names.length} are there`);
      await page.exposeFunction('done', (/** @type {string} */ name) => acknowledged.push(name));
      page.evaluate(change, round).catch(() => undefined);
      const life = 100 + Math.random() * LIFE_MAX_MS;
      await new Promise((resolve) => setTimeout(resolve, life));
      postern.browser.process()?.kill('SIGKILL');
      await postern.browser.disconnect();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    assert.ok(acknowledged.length > KILLS, `${acknowledged.length} changes were made`);
    console.log(`${KILLS} kills, ${acknowledged.length} acknowledged changes, none lost`);
  } finally {
    profile.remove();
  }
});
