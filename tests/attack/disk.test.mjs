// The disk is full: every change is made or refused as a whole, codes are shown all the same, and
// with room again everything goes on.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { launch } from '../e2e/browser.mjs';

/** Room for a profile, and for the browser to start. */
const DISK_MIB = 96;

/** A small disk of its own; `undefined` where nobody may mount one. */
function makeDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'postern-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    /** Takes all room but so many bytes. @param {number} leftBytes */
    fill: (leftBytes) => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(join(folder, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)));
    },
    empty: () => rmSync(join(folder, 'ballast'), { force: true }),
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** In a page of the extension: one change, and what came of it. @param {'add' | 'slots'} kind @param {string} issuer */
async function attempt(kind, issuer) {
  const [vaultPath, corePath] = ['/extension/flows/vault.js', '/extension/core/core.js'];
  const { changeSlots, editVault, openVault } = await import(vaultPath);
  const { makeRecoveryKey } = await import(corePath);
  const note = 'n'.repeat(3000);
  const changes = {
    add: () =>
      editVault((/** @type {any} */ vault, /** @type {number} */ now) => {
        const text = `otpauth://totp/${issuer}:a?secret=JBSWY3DP${issuer.toUpperCase()}&issuer=${issuer}`;
        const id = vault.add({ text, origin: '' }, now);
        const { sites: _sites, recovery: _codes, ...details } = vault.details(id, '');
        vault.edit({ ...details, id, sites: [], recovery: [], used: [], note }, now);
      }),
    slots: () => changeSlots((/** @type {any} */ vault) => vault.addRecovery(makeRecoveryKey())),
  };
  const failure = await changes[kind]().then(
    () => '',
    (/** @type {any} */ thrown) => String(thrown?.code ?? thrown),
  );
  const session = await openVault();
  const all = { query: '', origin: '', from: 0, count: 5000, nowMs: Date.now() };
  const rows = session.list(all).rows;
  const { sound } = session.health();
  session.free();
  const names = rows.map((/** @type {{ issuer: string }} */ row) => row.issuer);
  return { failure, names, sound, codes: rows.every((/** @type {any} */ row) => row.code) };
}

test('on a full disk nothing is lost, and with room again everything goes on', {
  timeout: 300_000,
}, async (t) => {
  const disk = makeDisk();
  if (!disk) return void t.skip('only root may mount a disk');
  try {
    const profile = join(disk.folder, 'profile');
    let postern = await launch({ profile });
    const open = async () => {
      const page = await postern.browser.newPage();
      await page.goto(
        `chrome-extension://${postern.extension.id}/extension/settings/settings.html`,
      );
      return page;
    };
    let page = await open();
    /** @type {string[]} */
    const kept = [];
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const name = (/** @type {number} */ at) =>
      `${letters[at % 26]}${letters[Math.floor(at / 26)]}aaaaaa`;
    let failures = 0;
    for (let at = 0; at < 120; at += 1) {
      if (at === 20) disk.fill(200_000);
      if (at === 60) disk.fill(0);
      if (at === 100) disk.empty();
      const kind = /** @type {'add' | 'slots'} */ (at % 10 === 9 ? 'slots' : 'add');
      const { failure, names, sound, codes } = await page.evaluate(attempt, kind, name(at));
      assert.ok(failure === '' || /^storage-/.test(failure), failure);
      if (failure) failures += 1;
      else if (kind === 'add') kept.push(name(at));
      assert.ok(sound && codes, `${at}: ${failure}`);
      assert.deepEqual(
        kept.filter((one) => !names.includes(one)),
        [],
        `${at}: ${failure}`,
      );
    }
    assert.ok(kept.length > 20);
    await postern.browser.close();
    postern = await launch({ profile });
    page = await open();
    const { names, sound } = await page.evaluate(
      attempt,
      /** @type {'add' | 'slots'} */ ('add'),
      'lastaaaa',
    );
    assert.ok(sound);
    assert.deepEqual(
      kept.filter((one) => !names.includes(one)),
      [],
    );
    console.log(`${kept.length} changes kept, ${failures} refused as a whole`);
    await postern.browser.close();
  } finally {
    disk.remove();
  }
});
