// Keeping several computers in step: over a folder that another program carries, or over the browser account. The
// core decides what to take over and what to write; this moves sealed texts between it and the engine.

/** @typedef {'folder' | 'account'} Engine */
/** @typedef {import('../core/core.js').Failure['code']} Code */
/** @typedef {import('../platform/storage.js').StoredVault} StoredVault */

/**
 * A computer that takes part.
 * @typedef {object} ComputerView
 * @property {string} id 16 hex digits
 * @property {string} name that its user gave it
 * @property {number} atMs when it last wrote, in Unix ms
 * @property {boolean} isMine
 * @property {number} aheadMs how far its clock is ahead; 0 if it is less than a day
 */

/**
 * An account, on this computer and on the others.
 * @typedef {object} PreviewRow
 * @property {string} issuer
 * @property {string} name
 * @property {'new' | 'same' | 'differs' | 'onlyHere'} what
 */

/**
 * Why sync does not go on, or not with everything. `sync-busy` and `sync-folder-failed` pass without help,
 * `vault-locked` passes with the next unlock.
 * @typedef {Extract<Code, `sync-${string}` | `vault-${string}`>} Trouble
 */

/**
 * What is true of sync on this computer.
 * @typedef {{ isOn: false } | OnState} SyncState
 * @typedef {object} OnState
 * @property {true} isOn
 * @property {Engine} engine
 * @property {string} place the folder's name; empty for the browser account
 * @property {string} name of this computer
 * @property {ComputerView[]} computers this one too
 * @property {number} [lastMs] when this computer last read and wrote everything
 * @property {boolean} isAllowed Postern can write into the folder now
 * @property {boolean} isGranted a click is enough to make it writable again
 * @property {number} share of the browser account's room that is in use, 0 to 1
 * @property {Trouble} [trouble]
 */

/** What opens the accounts of the other computers. @typedef {{ passphrase: string } | { paper: string }} Secret */

/** @returns {Promise<SyncState>} */
export async function syncState() {
  return { isOn: false };
}

/**
 * Turns sync on. For a folder, `chooseFolder('sync')` of platform/folder.js comes first, from a click.
 * @param {Engine} engine
 * @param {string} name of this computer
 * @returns {Promise<{ isFound: boolean }>} true: other computers are there already, nothing was turned on, and
 *   `previewJoin` and `join` come next
 * @throws `sync-needs-passphrase`, `sync-folder-missing`, `sync-folder-failed`, `sync-off`, `sync-full`, `sync-newer`
 */
export async function startSync(engine, name) {
  throw new Error(`${engine} ${name}`);
}

/**
 * Whether other computers are at this place already.
 * @param {Engine} engine
 * @returns {Promise<StoredVault | undefined>} their newest header, for `readableSlots` of flows/keys.js: whether a
 *   passphrase or a recovery key opens it
 */
export async function joinable(engine) {
  throw new Error(engine);
}

/**
 * What joining would do. Changes nothing.
 * @param {Engine} engine
 * @param {Secret} secret
 * @returns {Promise<{ rows: PreviewRow[], key: string }>} the key is for `join`
 * @throws `passphrase-wrong`, `recovery-wrong`, `recovery-misread`, `sync-nothing`, `sync-newer`
 */
export async function previewJoin(engine, secret) {
  throw new Error(`${engine} ${typeof secret}`);
}

/**
 * Joins the other computers: this vault takes over their passphrase and recovery key.
 * @param {Engine} engine
 * @param {string} name of this computer
 * @param {string} key from `previewJoin`
 * @throws `proof-needed`, `vault-full`, `sync-nothing`
 */
export async function join(engine, name, key) {
  throw new Error(`${engine} ${name} ${key}`);
}

/**
 * Reads, merges, stores, publishes.
 * @throws the failure that `syncState` then reports as trouble
 */
export async function syncNow() {}

/** The same, for triggers: failures go into the state, and bugs into the trace. */
export async function syncQuietly() {}

/** The same, after a pause in which more may change. */
export function syncSoon() {}

/**
 * Asks the browser to let Postern use the folder again, and syncs. Must be called from a click or a key press.
 * @returns {Promise<boolean>} whether it may
 */
export async function resumeSync() {
  return false;
}

/**
 * Takes over the key that another computer has drawn, after `sync-key-needed`.
 * @param {Secret} secret
 * @throws `passphrase-wrong`, `recovery-wrong`, `recovery-misread`; `proof-needed` if the secret does not open this
 *   computer's vault, because it was changed on another computer
 */
export async function enterSyncKey(secret) {
  throw new Error(typeof secret);
}

/** @param {string} name of this computer */
export async function renameComputer(name) {
  throw new Error(name);
}

/**
 * Removes another computer and draws a new vault key.
 * @param {string} id
 * @throws `proof-needed`
 */
export async function removeComputer(id) {
  throw new Error(id);
}

/** Ends sync on this computer. @throws `proof-needed` */
export async function leaveSync() {}

/** Ends sync on all computers. @throws `proof-needed` */
export async function endSync() {}
