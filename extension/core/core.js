// The one importer of the generated wasm package: loads it, and tells its three outcomes apart.

import init from './postern.js';

export {
  explain,
  inspect,
  makeDevice,
  makeKdf,
  makeRecoveryKey,
  outcomeOf,
  printedKeys,
  Session,
  sameKey,
  scan,
  slotsOf,
  stretch,
  unlock,
  unlockWithRecovery,
} from './postern.js';

/** @typedef {import('./postern.js').Failure} CoreFailure */

/** @type {Promise<unknown> | undefined} */
let loading;

/** Fetches and compiles the core once; call it before anything else so that both run early. */
export function loadCore() {
  // By its absolute path: this module may be bundled into a page's script.
  loading ??= init({ module_or_path: new URL('/extension/core/postern_bg.wasm', import.meta.url) });
  return loading;
}

/**
 * A failure that the shell itself can meet, beside the core's.
 * @typedef {{ code: 'storage-full' | 'storage-failed' | 'page-no-access' | 'page-changed'
 *   | 'fill-incomplete' | 'scan-failed' | 'copy-failed' | 'unlock-failed' | 'passkey-unfit'
 *   | 'passkey-cancelled' | 'cancelled' | 'file-failed' | 'word-differs' | 'passphrase-wrong' | 'recovery-wrong' | 'passphrase-differs' | 'recovery-differs' | 'backup-unreadable' | 'backup-wrong-key' }} ShellFailure
 * @typedef {CoreFailure | ShellFailure} Failure
 */

/**
 * What was thrown, if it is an expected failure; `undefined` for a bug.
 * @param {unknown} thrown
 * @returns {Failure | undefined}
 */
export function failureOf(thrown) {
  if (thrown === null || typeof thrown !== 'object' || thrown instanceof Error) return undefined;
  return 'code' in thrown && typeof thrown.code === 'string'
    ? /** @type {Failure} */ (thrown)
    : undefined;
}
