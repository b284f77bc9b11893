// Files that the settings page saves, and backups that it opens.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { says, until } from './browser.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

/** @param {Awaited<ReturnType<typeof import('./stage.mjs').useStage>>} stage */
export function downloadsOf(stage) {
  const folder = mkdtempSync(join(tmpdir(), 'postern-downloads-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Downloads go to a folder, which is empty. */
  async function emptyDownloads() {
    const client = await stage.postern.browser.target().createCDPSession();
    await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    for (const file of readdirSync(folder)) rmSync(join(folder, file));
  }

  /** Saves a backup, and returns the file. @param {Page} page */
  async function save(page) {
    await emptyDownloads();
    await page.click('[data-act="save-backup"]');
    await says(page, '.toast', /saved to your downloads/);
    const name = await until(async () =>
      readdirSync(folder).find((file) => file.endsWith('.json')),
    );
    return join(folder, name);
  }

  /** @param {Page} page @param {string} file @param {string} [passphrase] @param {string} [button] */
  async function restore(page, file, passphrase, button = '[data-restore-backup]') {
    const input = await page.$('[data-form="backup"] [name="file"]');
    await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (
      input
    ).uploadFile(file);
    if (!passphrase) return;
    await page.waitForSelector('[data-form="backup"] [name="pass"]');
    await page.$eval('[data-form="backup"] [name="pass"]', (field) => {
      /** @type {any} */ (field).value = '';
    });
    await page.type('[data-form="backup"] [name="pass"]', passphrase);
    await page.click(button);
  }

  return { folder, emptyDownloads, save, restore };
}
