// The one importer of the generated wasm package: loads it, and tells its three outcomes apart.
//
// It comes in three parts, named in tools/split.mjs, and what is not loaded yet traps:
// `core.wasm` shows the first codes, `rest.wasm` is what else windows and the service worker need,
// `workers.wasm` what only workers call (scanning, stretching, other apps' files).

import init from './postern.js';

export {
  awaitedOn,
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

/** By its absolute path: this module may be bundled into a page's script. @param {string} part */
const urlOf = (part) => new URL(`/extension/core/${part}.wasm`, import.meta.url);

/**
 * What a part exports; it imports what it needs from the parts before it, by their number.
 * @param {string} part
 * @param {Promise<WebAssembly.Exports[]>} before
 */
async function load(part, before) {
  const compiling = WebAssembly.compileStreaming(fetch(urlOf(part)));
  const [parts, module] = await Promise.all([before, compiling]);
  const imports = /** @type {WebAssembly.Imports} */ (/** @type {unknown} */ (parts));
  return [...parts, (await WebAssembly.instantiate(module, imports)).exports];
}

/** @template T @param {() => Promise<T>} task */
function once(task) {
  /** @type {Promise<T> | undefined} */
  let loading;
  return () => {
    loading ??= task();
    return loading;
  };
}

/** What opens and lists a vault; call it before anything else so that all run early. */
export const loadFirst = once(async () => {
  const core = await init({ module_or_path: urlOf('core') });
  return [/** @type {WebAssembly.Exports} */ (/** @type {unknown} */ (core))];
});

/** All that windows and the service worker call. */
export const loadCore = once(() => load('rest', loadFirst()));

/** All there is, for a worker. */
export const loadWhole = once(() => load('workers', loadCore()));

/**
 * A failure that the shell itself can meet, beside the core's.
 * @typedef {{ code: 'storage-full' | 'storage-failed' | 'page-no-access' | 'page-changed' | 'page-silent'
 *   | 'fill-incomplete' | 'scan-failed' | 'copy-failed' | 'unlock-failed' | 'passkey-unfit'
 *   | 'passkey-cancelled' | 'cancelled' | 'file-failed' | 'word-differs' | 'passphrase-wrong' | 'recovery-wrong' | 'passphrase-differs' | 'recovery-differs' | 'backup-unreadable' | 'backup-wrong-key'
 *   | 'passphrase-common' | 'passphrase-pattern' | 'proof-needed' | 'vault-missing' | 'folder-failed' | 'taken-back' }} ShellFailure
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
