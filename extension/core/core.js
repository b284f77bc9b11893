// The one importer of the generated wasm package: loads it, and tells its three outcomes apart.
//
// It comes in two halves. `core.wasm` is what windows and the service worker need. What only workers
// call (scanning, stretching, other apps' files) is in `workers.wasm`, and traps without it.

import init from './postern.js';

export {
  explain,
  inspect,
  makeDevice,
  makeKdf,
  makeRecoveryKey,
  outcomeOf,
  printedKeys,
  qrOf,
  readFile,
  Session,
  sameKey,
  scan,
  slotsOf,
  stretch,
  unlock,
  unlockWithRecovery,
  writeAegis,
  writeLinks,
  writePages,
  writeSheets,
} from './postern.js';

/** @typedef {import('./postern.js').Failure} CoreFailure */

/** @type {Promise<import('./postern.js').InitOutput> | undefined} */
let loading;

/** Where a half is, by its absolute path: this module may be bundled into a page's script. @param {string} half */
const urlOf = (half) => new URL(`/extension/core/${half}.wasm`, import.meta.url);

/** Fetches and compiles the core once; call it before anything else so that both run early. */
export function loadCore() {
  loading ??= init({ module_or_path: urlOf('core') });
  return loading;
}

/** Both halves, for a worker: the second finds memory and functions in the first. */
export async function loadWhole() {
  const compiling = WebAssembly.compileStreaming(fetch(urlOf('workers')));
  const [core, workers] = await Promise.all([loadCore(), compiling]);
  await WebAssembly.instantiate(workers, { core: /** @type {any} */ (core) });
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
