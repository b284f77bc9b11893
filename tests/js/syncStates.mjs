// The states of the section “Sync”: what differs from a calm page, and what must be there.

const NOW_MS = Date.now();
const DAY_MS = 86_400_000;

/** @typedef {[string, object, string]} State */

const HERE = { id: '1'.repeat(16), name: 'Office PC', atMs: NOW_MS, isMine: true, aheadMs: 0 };
const HOME = {
  ...HERE,
  id: '2'.repeat(16),
  name: 'Home PC',
  atMs: NOW_MS - 120_000,
  isMine: false,
};
export const COMPUTERS = [
  HOME,
  HERE,
  { ...HOME, id: '3'.repeat(16), name: 'Laptop', atMs: NOW_MS - 9 * DAY_MS },
  { ...HOME, id: '4'.repeat(16), name: 'Old PC', aheadMs: 400 * DAY_MS },
];
const FOLDER = {
  ...{ isOn: true, engine: 'folder', place: 'OneDrive', name: 'Office PC', computers: COMPUTERS },
  ...{ lastMs: NOW_MS, isAllowed: true, isGranted: true, share: 0, waiting: 0 },
};
const ACCOUNT = { ...FOLDER, engine: 'account', place: '', share: 0.42 };
const JOINING = { engine: 'folder', kinds: ['pass', 'recovery'] };
export const ROWS = ['differs', 'new', 'onlyHere', 'same'].map((what) => ({
  ...{ issuer: 'IATA', name: what === 'same' ? '' : 'jane', what },
}));
const version = { id: 'a', issuer: 'IATA', name: 'jane', version: '1', atMs: NOW_MS };
export const VERSIONS = [
  { ...version, field: 'note', text: 'Desk 4' },
  { ...version, field: 'name', text: '' },
  { ...version, field: 'issuer', text: 'Agency', issuer: '' },
  { ...version, field: 'key', text: '' },
];

/** @param {object} [change] */
export const folder = (change) => ({ sync: { ...FOLDER, ...change } });
/** @param {object} [change] */
export const account = (change) => ({ sync: { ...ACCOUNT, ...change } });

/** Troubles, and what the user can do about each. @type {[string, string][]} */
const TROUBLES = [
  ['sync-key-needed', '[data-form="join"] [data-other]'],
  ['sync-removed', '[data-act="join-again"].primary'],
  ['sync-ended', '[data-act="leave-sync"]'],
  ['sync-other-vault', '[data-panel="sync"] [data-act="leave-sync"]'],
  ['sync-folder-missing', '[data-act="choose-again"].primary'],
  ['sync-folder-failed', '[data-act="sync-now"]'],
  ['sync-busy', '[data-trouble="sync-busy"].soft'],
  ['sync-off', '[data-trouble="sync-off"].error'],
  ['sync-newer', '[data-trouble="sync-newer"].error'],
  ['vault-locked', '[data-trouble="vault-locked"].soft'],
];

/** After a restart of the browser, what the user has to do needs the folder. */
const WITHOUT_FOLDER = ['sync-key-needed', 'sync-removed', 'sync-ended'];

/** @type {State[]} */
export const SYNC = [
  ...WITHOUT_FOLDER.map(
    (trouble) =>
      /** @type {State} */ ([
        `${trouble}, and the folder is not allowed`,
        folder({ trouble, isAllowed: false }),
        '[data-act="allow-sync"].primary',
      ]),
  ),
  ['off', {}, '[data-panel="sync-off"] [data-act="sync-account"]'],
  ['off, for someone who has Postern elsewhere', { isJoining: true }, '[data-way="account"]'],
  [
    'a folder that can be chosen',
    { folder: { can: true, name: '' } },
    '[data-act="sync-folder"].primary',
  ],
  ['the passphrase of the others', { joining: JOINING }, '[name="secret"][type="password"]'],
  [
    'their recovery key, which was wrong',
    {
      ...{ joining: JOINING, joinWay: 'recovery' },
      failed: { at: 'join', code: 'recovery-wrong', text: 'No.' },
    },
    '[name="secret"][type="text"][aria-invalid="true"]',
  ],
  [
    'two syncs in one folder',
    folder({ isBeside: true }),
    '[data-way="beside"] [data-act="join-beside"]',
  ],
  [
    'a recovery key that stops working',
    { joining: { ...JOINING, rows: ROWS, lost: ['recovery', 'prf'] } },
    '[data-act="join"].primary',
  ],
  ['what joining does', { joining: { ...JOINING, rows: ROWS } }, '[data-act="join"].primary'],
  ['nothing to take over', { joining: { ...JOINING, rows: [] } }, '[data-panel="preview"]'],
  ['on, over a folder', folder(), '[data-sync="folder"] [data-act="sync-now"]'],
  ['on, never synced', folder({ lastMs: undefined }), '[data-last]'],
  ['alone', folder({ computers: [HERE] }), '[data-alone]'],
  ['alone, since a moment', folder({ computers: [] }), '[data-act="rename"]'],
  ['on, over the account', account(), '[data-share]'],
  ['an account that is almost full', account({ share: 0.9 }), '[data-almost-full]'],
  ['an account that is full', account({ trouble: 'sync-full', waiting: 3 }), '[data-waiting]'],
  [
    'a folder that waits for a click',
    folder({ isAllowed: false }),
    '[data-trouble="sync-folder-asks"].soft',
  ],
  ['a computer that was not seen for long', folder(), '[data-away]'],
  ['a computer whose clock is wrong', folder(), '[data-ahead]'],
  ['a new name', { ...folder(), isRenaming: true }, '[data-form="computer"] [name="computer"]'],
  [
    'a computer to remove',
    { ...folder(), question: { what: 'remove', computer: HOME } },
    'dialog [data-change-pass][href="#security"]',
  ],
  [
    'a place that nobody can unlock',
    { joining: JOINING, question: { what: 'replace', engine: 'folder' } },
    '[data-start-over]',
  ],
  [
    'the end of sync',
    { ...folder(), question: { what: 'end' } },
    'dialog [data-act="confirm-question"]',
  ],
  [
    'keys to renew',
    {
      ...folder(),
      renewals: [
        { id: 'a', issuer: 'IATA', name: 'jane', sites: ['portal.example', '*.iata.example'] },
        { id: 'b', issuer: '', name: '', sites: [] },
      ],
    },
    '[data-renewal="b"] [type="checkbox"]',
  ],
  ['edits side by side', { ...folder(), versions: VERSIONS }, '[data-version="key"]'],
  ...TROUBLES.map(
    ([trouble, selector]) => /** @type {State} */ ([trouble, folder({ trouble }), selector]),
  ),
];

/** The place of a failure, in the state in which it can happen. @type {['sync', any, object][]} */
export const SYNC_FAILURES = [
  ['sync', 'sync', {}],
  ['sync', 'sync', account()],
  ['sync', 'join', { joining: JOINING }],
  ['sync', 'join', { joining: { ...JOINING, rows: ROWS } }],
  ['sync', 'join', folder({ trouble: 'sync-key-needed' })],
  ['sync', 'computers', folder()],
  ['sync', 'versions', { versions: VERSIONS }],
];
