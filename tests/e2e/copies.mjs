// Copies of the extension in which something is different.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The extension, and the modules that tests call. */
export const EXTENSION = process.env.POSTERN_EXTENSION ?? 'target/testing';

/** @type {Map<string, string>} */
const copies = new Map();

/**
 * A modified copy of the extension: one for each process, because others run in parallel.
 * @param {string} name
 * @param {(folder: string) => void} alter
 */
function copyExtension(name, alter) {
  const made = copies.get(name);
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), `postern-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync(EXTENSION, folder, { recursive: true });
  alter(folder);
  copies.set(name, folder);
  return folder;
}

/** @param {string} path @param {(content: any) => void} alter */
function alterJson(path, alter) {
  const content = JSON.parse(readFileSync(path, 'utf8'));
  alter(content);
  writeFileSync(path, JSON.stringify(content));
}

/**
 * A copy of the extension that already has permission for this computer's sites, and more.
 * @param {{ permissions?: string[] }} [more]
 */
export function grantedExtension({ permissions = [] } = {}) {
  return copyExtension(['granted', ...permissions].join('-'), (folder) =>
    alterJson(`${folder}/manifest.json`, (manifest) => {
      manifest.host_permissions = ['http://*.localhost/*'];
      manifest.permissions.push(...permissions);
    }),
  );
}

/** A copy of the extension with the browser's default storage quota. */
export function boundedExtension() {
  return copyExtension('bounded', (folder) =>
    alterJson(`${folder}/manifest.json`, (manifest) => {
      manifest.permissions = manifest.permissions.filter(
        (/** @type {string} */ one) => one !== 'unlimitedStorage',
      );
    }),
  );
}

/** A copy of the extension whose English is two fifths longer, as other languages are. */
export function lengthenedExtension() {
  return copyExtension('lengthened', (folder) =>
    alterJson(`${folder}/_locales/en/messages.json`, (words) => {
      for (const [key, word] of Object.entries(words)) {
        // The browser limits the extension’s name, and the tag is not a sentence.
        if (key.startsWith('app') || key === 'languageTag') continue;
        const more = Math.ceil(word.message.length * 0.4);
        word.message += ` ${'lengthen '.repeat(more).slice(0, more).trim()}`;
      }
    }),
  );
}

/** A copy of the extension that derives keys from passphrases at once: for tests that do so hundreds of times. */
export function quickExtension() {
  return copyExtension('quick', (folder) => {
    const path = `${folder}/extension/worker/stretch.js`;
    const text = readFileSync(path, 'utf8');
    const quick = text.replace(
      /\bstretch\(passphrase\.[^;]*;/,
      `new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(passphrase + kdf.salt)));`,
    );
    assert.notEqual(quick, text);
    writeFileSync(path, quick);
  });
}
