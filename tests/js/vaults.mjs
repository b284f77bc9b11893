// A profile whose storage tests can break, and helpers for the tests of the vault.

import assert from 'node:assert/strict';
import { fakeBrowser } from './fake.mjs';

/** The browser of the running test. */
export let browser = fakeBrowser();

export const vault = await import('../../extension/flows/vault.js');
export const core = await import('../../extension/core/core.js');

/** An empty profile. */
export function startAfresh() {
  browser = fakeBrowser();
}

export const KEY = 'JBSWY3DPEHPK3PXP';

/** @param {string} name @param {string} [text] */
export const add = (
  name,
  text = `otpauth://totp/${name}:jane?secret=${KEY}${core26(name)}&issuer=${name}`,
) => vault.editVault((session, now) => session.add({ text, origin: '' }, now));

/** Encodes letters of a name as part of a key, so that no two accounts share one. @param {string} name */
const core26 = (name) =>
  [...name]
    .map((c) => String.fromCharCode(65 + (c.charCodeAt(0) % 26)))
    .join('')
    .padEnd(8, 'A')
    .slice(0, 8);

/** @returns {Promise<string[]>} */
export async function names() {
  const session = await vault.openVault();
  const { rows } = session.list({ query: '', origin: '', from: 0, count: 5000, nowMs: Date.now() });
  session.free();
  return rows.map(({ issuer }) => issuer);
}

export const paper = () => core.makeRecoveryKey();
/** @param {Promise<unknown>} doing @param {string} code */
export const fails = (doing, code) =>
  assert.rejects(doing, (thrown) => /** @type {any} */ (thrown).code === code);
export const raw = () => browser.local.get();

/** The text with one character changed. @param {string} text */
export const flipped = (text) =>
  (text[5] === 'A' ? 'B' : 'A') + text.slice(1, 5) + (text[5] === 'A' ? 'B' : 'A') + text.slice(6);
