// The words people read: all of them are in _locales, none in code.

/** @typedef {keyof typeof import('../../_locales/en/messages.json')} Word */
/** @typedef {import('../core/core.js').Failure} Failure */
/** @typedef {import('../core/postern.js').WarningView} Warning */

/**
 * A sentence in the user's language.
 * @param {Word} key
 * @param {...(string | number)} parts
 */
export function say(key, ...parts) {
  return chrome.i18n.getMessage(key, parts.map(String));
}

/** How the user reads: a language tag, and `ltr` or `rtl`. */
export function locale() {
  return { lang: chrome.i18n.getUILanguage(), dir: chrome.i18n.getMessage('@@bidi_dir') };
}

/** One sentence for each failure: a missing one is a type error. @type {Record<Failure['code'], Word>} */
const FAILURES = {
  'account-exists': 'failAccountExists',
  'account-unknown': 'failAccountUnknown',
  'algorithm-unsupported': 'failAlgorithmUnsupported',
  'backup-unreadable': 'failBackupUnreadable',
  'backup-wrong-key': 'wrongForBackup',
  'bad-request': 'failBug',
  cancelled: 'failCancelled',
  'copy-failed': 'failCopy',
  'counter-bad': 'failCounterBad',
  'counter-exhausted': 'failCounterExhausted',
  'entry-sealed': 'failEntrySealed',
  'entry-trashed': 'failEntryTrashed',
  'field-missing': 'failFieldMissing',
  'file-costly': 'failFileCostly',
  'file-damaged': 'failFileDamaged',
  'file-empty': 'failFileEmpty',
  'file-failed': 'failFileFailed',
  'file-memory': 'failFileMemory',
  'file-old-version': 'failFileOldVersion',
  'file-pgp': 'failFilePgp',
  'file-restricted': 'failFileRestricted',
  'file-too-large': 'failFileTooLarge',
  'file-unknown': 'failFileUnknown',
  'fill-incomplete': 'failFillIncomplete',
  'frame-foreign': 'failFrameForeign',
  'key-bad-character': 'failKeyBadCharacter',
  'key-look-alike': 'failKeyLookAlike',
  'key-looks-hex': 'failKeyLooksHex',
  'key-missing': 'failKeyMissing',
  'key-padding': 'failKeyPadding',
  'key-too-long': 'failKeyTooLong',
  'key-too-short': 'failKeyTooShort',
  migration: 'failMigration',
  'not-a-key': 'failNotAKey',
  'page-changed': 'failPageChanged',
  'page-insecure': 'failPageInsecure',
  'page-no-access': 'failPageNoAccess',
  'page-unsupported': 'failPageUnsupported',
  'passkey-cancelled': 'failPasskeyCancelled',
  'passkey-unfit': 'failPasskeyUnfit',
  'passphrase-differs': 'failPassphraseDiffers',
  'passphrase-long': 'failPassphraseLong',
  'passphrase-short': 'failPassphraseShort',
  'passphrase-wrong': 'wrongPassphrase',
  'password-needed': 'failPasswordNeeded',
  'password-wrong': 'failPasswordWrong',
  'picture-unusable': 'failPictureUnusable',
  'pin-bad': 'failPinBad',
  'pin-needed': 'failPinNeeded',
  'recovery-differs': 'failRecoveryDiffers',
  'recovery-misread': 'failRecoveryMisread',
  'recovery-wrong': 'wrongPaper',
  'scan-failed': 'failScan',
  'site-not-bound': 'failSiteNotBound',
  'site-unusable': 'failSiteUnusable',
  'slot-needed': 'failSlotNeeded',
  'storage-failed': 'failStorageFailed',
  'storage-full': 'failStorageFull',
  'type-unsupported': 'failTypeUnsupported',
  'unlock-failed': 'failUnlock',
  'vault-damaged': 'failVaultDamaged',
  'vault-full': 'failVaultFull',
  'vault-locked': 'failVaultLocked',
  'vault-newer': 'failVaultNewer',
  'vault-read-only': 'failVaultReadOnly',
  'vault-wrong-key': 'failVaultWrongKey',
  'word-differs': 'failWordDiffers',
};

/**
 * A failure as a sentence; a bug gets the one honest sentence about bugs.
 * @param {Failure | undefined} failure
 */
export function sayFailure(failure) {
  if (failure === undefined) return say('failBug');
  const { code, ...details } = failure;
  const word = Object.hasOwn(FAILURES, code) ? FAILURES[code] : 'failBug';
  return say(word, ...Object.values(details));
}

/** @type {Record<Warning, Word>} */
const WARNINGS = {
  'bad-escape': 'warnBadEscape',
  counter: 'warnCounter',
  digits: 'warnDigits',
  'hidden-characters': 'warnHiddenCharacters',
  'issuer-conflict': 'warnIssuerConflict',
  'label-cut': 'warnLabelCut',
  'long-key': 'warnLongKey',
  'needs-pin': 'warnNeedsPin',
  'odd-length': 'warnOddLength',
  'offer-steam': 'warnOfferSteam',
  period: 'warnPeriod',
  'read-as-hex': 'warnReadAsHex',
  'trailing-bits': 'warnTrailingBits',
  'weak-key': 'warnWeakKey',
};

/** @param {Warning} warning */
export function sayWarning(warning) {
  return say(WARNINGS[warning]);
}
