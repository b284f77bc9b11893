// The popup's state: everything that its views draw from.

import { whereShown } from '../platform/tabs.js';
import { nothingDeclared } from '../ui/coding.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').CodeView} CodeView */
/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('../flows/scan.js').SeenCode} SeenCode */
/** @typedef {typeof model} Model */
/**
 * The account data that a fill needs.
 * @typedef {Pick<RowView, 'id' | 'kind' | 'issuer' | 'name' | 'forPage' | 'chosen'>} Row
 */
/** @typedef {{ text: string, isQuiet: boolean, action?: { text: string, run: () => void } }} Toast */
/**
 * A key on the page: scanned, with its position in the picture, or printed.
 * @typedef {object} Candidate
 * @property {string} text holds the secret
 * @property {import('../core/postern.js').PreviewView} preview
 * @property {ImageBitmap} [cutOut]
 * @property {boolean} [isPrinted] found without a QR code
 * @property {'same' | 'other'} [printed] how the key printed beside its QR code compares
 * @property {string} [issuer] the user's name for it, or the page's host for a bare key
 * @property {string} [name]
 * @property {boolean} [isEdited] its names are being changed
 */
/**
 * An open menu, and the place of the button that opened it.
 * @typedef {object} Menu
 * @property {string} id of the account, or empty for the popup's own menu
 * @property {{ top: number, bottom: number, left: number, right: number }} at in CSS pixels
 */

/** Rows that fit the window without scrolling, before it has been measured. */
const ROWS_FIRST = 6;

/** The state of a page that has not been looked at yet. */
export const nothingSeen = () => ({
  /** The first look is still in progress. */
  isLooking: true,
  site: '',
  /** What the page's field takes: `authenticator`, `message`, or nothing. */
  field: '',
  /** The origin of a frame of another site that has a field. */
  elsewhere: /** @type {string | undefined} */ (undefined),
  /** Sites of frames that the browser does not let us access. */
  foreign: /** @type {string[]} */ ([]),
  setUp: /** @type {import('../core/postern.js').SetUpView | undefined} */ (undefined),
  /** A fill that needs consent: into another site's frame or form, or in place of a code sent by message. */
  asking:
    /** @type {{ row: Row, origin: string, isBound: boolean, sendsTo: string[], message: boolean, asked: import('../flows/fill.js').Asked } | undefined} */ (
      undefined
    ),
  /** An account of another site whose code was requested here: the user must choose. */
  stranger: /** @type {import('../core/postern.js').RowView | undefined} */ (undefined),
  candidates: /** @type {Candidate[]} */ ([]),
  others: /** @type {SeenCode[]} */ ([]),
  lookedAtPictures: false,
  /** The user asked for a QR code, and there was none. */
  isNoneSeen: false,
  /** QR codes of other apps’ exports on the page, as texts, which hold secrets. */
  exported: '',
  status: '',
});

/** Resolves once the page's fields have been searched, or when that turns out to be forbidden. */
export function looking() {
  let tellKnown = () => {};
  const firstLook = /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      tellKnown = resolve;
    })
  );
  /** Waits for the first look at the page. @param {number} maxMs */
  const known = (maxMs) =>
    Promise.race([firstLook, new Promise((done) => setTimeout(done, maxMs))]);
  return { known, tellKnown };
}

/** The form to add an account, before anything was typed. */
export const nothingTyped = () => ({
  ...nothingDeclared(),
  /** What is wrong with a picture that was chosen. */
  error: '',
  offersHex: false,
  /** A picture is being searched. */
  isLooking: false,
  /** The user opened “More options”. */
  isMore: false,
  /** The site that the user typed instead of that of the page in front. */
  site: /** @type {string | undefined} */ (undefined),
  preview: /** @type {import('../core/postern.js').PreviewView | undefined} */ (undefined),
});

/** Everything the popup draws from. */
export const model = {
  ...nothingSeen(),
  screen: /** @type {'list' | 'add' | 'edit' | 'fields' | 'locked' | 'broken'} */ ('list'),
  session: /** @type {Session | undefined} */ (undefined),
  locked: /** @type {import('../ui/locked.js').LockedModel | undefined} */ (undefined),
  /** The vault is unlocked and can be locked. */
  locks: false,
  /** Rows whose hidden code the user revealed. */
  revealed: /** @type {Set<string>} */ (new Set()),
  page: /** @type {import('../platform/tabs.js').Page | undefined} */ (undefined),
  ...looking(),
  outcome: /** @type {import('../platform/memory.js').Outcome | undefined} */ (undefined),
  clock: /** @type {import('../platform/storage.js').Clock} */ ({ portals: {} }),
  explained: '',
  /** The context menu was used on a picture. */
  isAskedToScan: false,
  /** How many accounts belong to the page. */
  forPage: 0,
  query: '',
  /** The only tag whose accounts are shown; empty for all. */
  tag: '',
  /** What has run out of room. */
  full: /** @type {'' | 'vault-full' | 'storage-full'} */ (''),
  where: whereShown(),
  /** The folder that gets a backup after each change, once it is known. */
  folder: /** @type {import('../flows/saving.js').FolderState | undefined} */ (undefined),
  /** Sync with other computers, once it is known. */
  sync: /** @type {import('../flows/sync.js').SyncState | undefined} */ (undefined),
  usage: /** @type {import('../platform/storage.js').Usage} */ ({}),
  /** The service logos, once they are loaded. */
  brandOf: /** @type {typeof import('../ui/brands.js').brandOf | undefined} */ (undefined),
  from: 0,
  count: ROWS_FIRST,
  shown: /** @type {Map<string, CodeView>} */ (new Map()),
  settings: /** @type {import('../platform/storage.js').Settings} */ ({}),
  toast: /** @type {Toast | undefined} */ (undefined),
  menu: /** @type {Menu | undefined} */ (undefined),
  /** The first look at a page has ended, or takes too long to wait for. */
  hasLooked: false,
  /** The user asked for the details of what the page offers. */
  isExpanded: false,
  /** The account whose row has the list's only tab stop; empty: the first row in view. */
  active: '',
  /** How far the list was scrolled when another screen replaced it, in CSS pixels. */
  top: 0,
  /** The form in front has been changed. */
  isEdited: false,
  /** The user wants to leave a changed form, and decides about the changes. */
  isLeaving: false,
  broken: '',
  /** What can be done about it: `vault` if the vault is lost, `bug` if Postern failed. */
  breakage: /** @type {'vault' | 'bug'} */ ('bug'),
  /** For a bug report. */
  trace: '',
  previous: false,
  /** How many writes the vault is missing compared with the newest version written here. */
  missing: 0,
  adding: nothingTyped(),
  editing: /** @type {import('../ui/editing.js').Editing | undefined} */ (undefined),
};
