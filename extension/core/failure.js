// Expected failures, told apart from bugs.

/** @typedef {import('./postern.js').Failure} CoreFailure */

/**
 * A failure that the shell itself can have, in addition to the core's.
 * @typedef {{ code: 'storage-full' | 'storage-failed' | 'page-no-access' | 'page-changed' | 'page-silent'
 *   | 'fill-incomplete' | 'scan-failed' | 'copy-failed' | 'unlock-failed' | 'passkey-unfit'
 *   | 'passkey-cancelled' | 'cancelled' | 'file-failed' | 'word-differs' | 'passphrase-wrong' | 'recovery-wrong' | 'passphrase-differs' | 'recovery-differs' | 'backup-unreadable' | 'backup-wrong-key'
 *   | 'passphrase-common' | 'passphrase-pattern' | 'proof-needed' | 'vault-missing' | 'folder-failed' | 'taken-back'
 *   | 'camera-blocked' | 'camera-busy' | 'camera-lost' | 'camera-missing' | 'camera-system' | 'screen-failed' | 'screen-system'
 *   | 'sync-busy' | 'sync-elsewhere' | 'sync-ended' | 'sync-folder-asks' | 'sync-folder-failed' | 'sync-folder-missing' | 'sync-full'
 *   | 'sync-key-needed' | 'sync-needs-passphrase' | 'sync-newer' | 'sync-nothing' | 'sync-off' | 'sync-other-vault'
 *   | 'sync-removed' }} ShellFailure
 * @typedef {CoreFailure | ShellFailure} Failure
 */

/**
 * Returns a thrown value if it is an expected failure; `undefined` for a bug.
 * @param {unknown} thrown
 * @returns {Failure | undefined}
 */
export function failureOf(thrown) {
  if (thrown === null || typeof thrown !== 'object' || thrown instanceof Error) return undefined;
  return 'code' in thrown && typeof thrown.code === 'string'
    ? /** @type {Failure} */ (thrown)
    : undefined;
}
