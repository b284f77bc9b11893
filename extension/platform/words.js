// User-visible text: all of it is in _locales, none in code.

/** @typedef {keyof typeof import('../../_locales/en/messages.json')} Word */
/** @typedef {import('../core/core.js').Failure} Failure */
/** @typedef {import('../core/postern.js').WarningView} Warning */

/**
 * Messages with a number: each language has one form per plural category.
 * @typedef {Word extends infer W ? W extends `${infer Base}_other` ? Base : never : never} Counted
 */
/** @typedef {Record<string, { message: string, placeholders?: Record<string, { content: string }> } | undefined>} Messages */

/** The digits of codes, in all languages. */
const DIGITS = { numberingSystem: 'latn' };

/** The language that the user chose; empty: the browser's. */
const chosen = { tag: '', messages: /** @type {Messages} */ ({}) };

/**
 * Switches to a language other than the browser's.
 * @param {string | undefined} tag a folder of `_locales`; empty: the browser's own language
 */
export async function speak(tag = '') {
  if (tag === chosen.tag) return;
  const answer = tag && (await fetch(chrome.runtime.getURL(`_locales/${tag}/messages.json`)));
  Object.assign(chosen, { tag, messages: answer ? await answer.json() : {} });
}

/**
 * A message in the user's language.
 * @param {Word} key
 * @param {...(string | number)} parts
 */
export function say(key, ...parts) {
  return messageOf(key, parts.map(String));
}

/**
 * A message with a number, in the plural form that the language uses for it (Unicode TR 35).
 * @param {Counted} key
 * @param {number} count the message's first part
 */
export function sayCount(key, count) {
  const { lang } = locale();
  const plural = new Intl.PluralRules(lang).select(count);
  const parts = [count.toLocaleString(lang, DIGITS)];
  return messageOf(`${key}_${plural}`, parts) || messageOf(`${key}_other`, parts);
}

/** Several things, in the user's language: “1, 2, and 3”. @param {string[]} parts */
export function sayList(parts) {
  return new Intl.ListFormat(locale().lang, { type: 'conjunction' }).format(parts);
}

/** A day in the user's language. @param {number} ms */
export function sayDay(ms) {
  return new Date(ms).toLocaleDateString(locale().lang, { dateStyle: 'medium', ...DIGITS });
}

/** The largest unit that a time is told in, in seconds. */
const UNITS = /** @type {const} */ ([
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]);

/** How long ago something happened, in the user's language. @param {number} ms */
export function sayAgo(ms) {
  const seconds = Math.max(0, (Date.now() - ms) / 1000);
  const [unit, size] = UNITS.find((one) => seconds >= one[1]) ?? ['second', 1];
  const format = new Intl.RelativeTimeFormat(locale().lang, { numeric: 'auto', ...DIGITS });
  return format.format(-Math.floor(seconds / size), unit);
}

/** A share in the user's language: “42%”. @param {number} share 0 to 1 */
export function sayShare(share) {
  return share.toLocaleString(locale().lang, { style: 'percent', ...DIGITS });
}

/** @param {string} key @param {string[]} parts */
function messageOf(key, parts) {
  const known = Object.hasOwn(chosen.messages, key) ? chosen.messages[key] : undefined;
  if (!known) return chrome.i18n.getMessage(key, parts);
  return known.message.replace(/\$(\w+)\$/g, (_all, name) => {
    const content = known.placeholders?.[name.toLowerCase()]?.content ?? '';
    return content.replace(/\$(\d)/g, (_part, at) => parts[at - 1] ?? '');
  });
}

/** The version of the extension. */
export function ownVersion() {
  return chrome.runtime.getManifest().version;
}

/** The user's locale: a language tag, and `ltr` or `rtl`. */
export function locale() {
  const lang = say('languageTag');
  return { lang, dir: directionOf(lang) };
}

/** @param {string} lang */
function directionOf(lang) {
  const known = /** @type {any} */ (new Intl.Locale(lang));
  return (known.getTextInfo?.() ?? known.textInfo)?.direction ?? 'ltr';
}

/** One message for each failure: a missing one is a type error. @type {Record<Failure['code'], Word>} */
const FAILURES = {
  'account-exists': 'failAccountExists',
  'account-unknown': 'failAccountUnknown',
  'algorithm-unsupported': 'failAlgorithmUnsupported',
  'backup-unreadable': 'failBackupUnreadable',
  'backup-wrong-key': 'wrongForBackup',
  'bad-request': 'failBug',
  'camera-blocked': 'failCameraBlocked',
  'camera-busy': 'failCameraBusy',
  'camera-lost': 'failCameraLost',
  'camera-missing': 'failCameraMissing',
  'camera-system': 'failCameraSystem',
  cancelled: 'failCancelled',
  'copy-failed': 'failCopy',
  'counter-bad': 'failCounterBad',
  'counter-exhausted': 'failCounterExhausted',
  'digits-bad': 'failDigitsBad',
  'entry-over-limit': 'failEntryOverLimit',
  'entry-sealed': 'failEntrySealed',
  'entry-trashed': 'failEntryTrashed',
  'field-missing': 'failFieldMissing',
  'file-archive': 'failFileArchive',
  'file-binary': 'failFileBinary',
  'file-costly': 'failFileCostly',
  'file-damaged': 'failFileDamaged',
  'file-database': 'failFileDatabase',
  'file-empty': 'failFileEmpty',
  'file-failed': 'failFileFailed',
  'file-memory': 'failFileMemory',
  'file-old-version': 'failFileOldVersion',
  'file-pdf': 'failFilePdf',
  'file-pgp': 'failFilePgp',
  'file-restricted': 'failFileRestricted',
  'file-too-large': 'failFileTooLarge',
  'file-unknown': 'failFileUnknown',
  'fill-incomplete': 'failFillIncomplete',
  'folder-failed': 'failFolder',
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
  'page-silent': 'failPageSilent',
  'page-unsupported': 'failPageUnsupported',
  'passkey-cancelled': 'failPasskeyCancelled',
  'passkey-unfit': 'failPasskeyUnfit',
  'passphrase-common': 'failPassphraseCommon',
  'passphrase-differs': 'failPassphraseDiffers',
  'passphrase-long': 'failPassphraseLong',
  'passphrase-pattern': 'failPassphrasePattern',
  'passphrase-short': 'failPassphraseShort',
  'passphrase-wrong': 'wrongPassphrase',
  'password-needed': 'failPasswordNeeded',
  'password-wrong': 'failPasswordWrong',
  'period-bad': 'failPeriodBad',
  'picture-unusable': 'failPictureUnusable',
  'pin-bad': 'failPinBad',
  'pin-needed': 'failPinNeeded',
  'proof-needed': 'failProofNeeded',
  'recovery-differs': 'failRecoveryDiffers',
  'recovery-misread': 'failRecoveryMisread',
  'recovery-wrong': 'wrongPaper',
  'scan-failed': 'failScan',
  'screen-failed': 'failScreen',
  'screen-system': 'failScreenSystem',
  'second-file-needed': 'failSecondFileNeeded',
  'site-not-bound': 'failSiteNotBound',
  'site-unusable': 'failSiteUnusable',
  'slot-needed': 'failSlotNeeded',
  'storage-failed': 'failStorageFailed',
  'storage-full': 'failStorageFull',
  'sync-busy': 'failSyncBusy',
  'sync-elsewhere': 'failSyncElsewhere',
  'sync-ended': 'failSyncEnded',
  'sync-folder-asks': 'failSyncFolderAsks',
  'sync-folder-failed': 'failSyncFolder',
  'sync-folder-missing': 'failSyncFolderMissing',
  'sync-full': 'failSyncFull',
  'sync-key-needed': 'failSyncKeyNeeded',
  'sync-needs-passphrase': 'failSyncNeedsPassphrase',
  'sync-newer': 'failSyncNewer',
  'sync-nothing': 'failSyncNothing',
  'sync-off': 'failSyncOff',
  'sync-other-vault': 'failSyncOtherVault',
  'sync-removed': 'failSyncRemoved',
  'taken-back': 'failTakenBack',
  'type-unsupported': 'failTypeUnsupported',
  'unlock-failed': 'failUnlock',
  'vault-damaged': 'failVaultDamaged',
  'vault-full': 'failVaultFull',
  'vault-locked': 'failVaultLocked',
  'vault-missing': 'failVaultMissing',
  'vault-newer': 'failVaultNewer',
  'vault-read-only': 'failVaultReadOnly',
  'vault-wrong-key': 'failVaultWrongKey',
  'word-differs': 'failWordDiffers',
};

/**
 * A failure as a message; a bug gets the one honest message about bugs.
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
  'look-alike': 'warnLookAlike',
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

/**
 * The accounts of a file that were added, and those that were here before, if any.
 * @param {'importResult' | 'backupResult'} key
 * @param {number} added
 * @param {number} known
 */
export function sayAdded(key, added, known) {
  return [sayCount(key, added), ...(known > 0 ? [sayCount('alreadyHere', known)] : [])].join(' ');
}

/** A correction of the clock. @param {number} aheadMs */
export function aheadText(aheadMs) {
  return `${aheadMs < 0 ? '−' : '+'} ${sayCount('seconds', Math.round(Math.abs(aheadMs) / 1000))}`;
}
