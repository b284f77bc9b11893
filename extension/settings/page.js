// What every section works with: the page's state, how an action runs, and where its result is said.

import { failureOf } from '../core/core.js';
import { trace } from '../platform/trace.js';
import { ownVersion, say, sayFailure } from '../platform/words.js';
import { noImport } from '../ui/review.js';
import { askProof } from './proving.js';

/** @typedef {import('../core/postern.js').SlotView} SlotView */
/** @typedef {import('../core/core.js').Session} Session */
/**
 * Where the message of a failure stands: beside the controls of one task.
 * @typedef {'aside' | 'backup' | 'bin' | 'clock' | 'details' | 'export' | 'filling' | 'folder' | 'group' | 'import'
 *   | 'locking' | 'look' | 'older' | 'pass' | 'passkey' | 'recovery' | 'rescue' | 'restore' | 'table' | 'sync' | 'join'
 *   | 'computers' | 'versions'} Place
 */
/** @typedef {{ text: string, undo?: (() => void) | undefined }} Toast */
/**
 * @typedef {object} Page
 * @property {Model} model
 * @property {() => void} draw
 * @property {() => Promise<void>} read storage → the model
 * @property {(thrown: unknown) => void} breakDown shows one honest message about a bug
 * @property {ReturnType<typeof import('../ui/editing.js').editingOf>} edit the form of one account
 */

export const noForm = () => ({
  /** Which form of the section “Security” is open. */
  form: /** @type {'' | 'pass' | 'recovery'} */ (''),
  strength: /** @type {number | undefined} */ (undefined),
  /** A recovery key, shown only this once. */
  paper: '',
  /** The groups of it that must be typed back. */
  asked: /** @type {number[]} */ ([]),
  /** The dialog of the first time is open. */
  protecting: /** @type {import('./protecting.js').Protecting | undefined} */ (undefined),
});

export const noSyncForm = () => ({
  /** The computers that sync at the chosen place already. */
  joining: /** @type {import('./joining.js').Joining | undefined} */ (undefined),
  /** The secret that is being typed. */
  joinWay: /** @type {import('./joining.js').Way} */ ('pass'),
  /** What must be confirmed. */
  question: /** @type {import('./questions.js').Question | undefined} */ (undefined),
  /** This computer’s name is being changed. */
  isRenaming: false,
});

export const noTable = () => ({
  query: '',
  /** Ids. @type {Set<string>} */
  selected: new Set(),
  /** The first row that is drawn, and how many are. */
  from: 0,
  count: 20,
  /** The row that the Tab key reaches. */
  active: 0,
  /** The row where the next range starts. */
  anchor: 0,
  /** Of open tabs, once the user has asked for them. @type {string[] | undefined} */
  openSites: undefined,
  /** How many accounts match the query. */
  matching: 0,
  /** The form that adds the selected accounts to a group is open. */
  form: /** @type {'' | 'group' | 'site'} */ (''),
});

/** @returns {ExportModel} */
export const noExport = () => ({
  way: '',
  ids: [],
  pages: [],
  sheets: [],
  target: 'aegis',
  drawn: 0,
});

/** @typedef {import('../ui/growing.js').Growth} Growth */
/**
 * @typedef {Growth & {
 *   way: 'aegis' | 'shared' | 'app' | 'links' | 'pages' | 'sheets' | '',
 *   ids: string[],
 *   pages: import('../flows/exporting.js').Qr[],
 *   sheets: import('../flows/exporting.js').Sheet[],
 *   target: import('../flows/exporting.js').Target,
 *   lost?: import('../flows/exporting.js').Lost,
 *   writing?: AbortController,
 * }} ExportModel `way`: whose form is open; `ids`: of the selected accounts, empty for all; `lost`: in the target
 */

export const newModel = () => ({
  /** The section in the address. */
  section: /** @type {import('./sections.js').Section} */ ('accounts'),
  /** The deleted accounts are shown instead of the others. */
  isBin: false,
  locked: /** @type {import('../ui/locked.js').LockedModel | undefined} */ (undefined),
  /** The open vault: rows are asked for when they come into view. */
  session: /** @type {Session | undefined} */ (undefined),
  /** How many accounts there are. */
  total: 0,
  tags: /** @type {string[]} */ ([]),
  brandOf: /** @type {typeof import('../ui/brands.js').brandOf | undefined} */ (undefined),
  slots: /** @type {SlotView[]} */ ([]),
  bin: /** @type {import('../core/postern.js').BinnedView[]} */ ([]),
  settings: /** @type {import('../platform/storage.js').Settings} */ ({}),
  languages: /** @type {string[]} */ ([]),
  version: ownVersion(),
  ...noForm(),
  table: noTable(),
  /** The chosen backup, and how it can be opened. */
  backup: /** @type {import('../flows/backup.js').Backup | undefined} */ (undefined),
  /** The result of its last check. */
  comparison: /** @type {import('./backup.js').Comparison | undefined} */ (undefined),
  /** The passphrase that opened a backup, until the user says whether to use it here too. */
  reuse: '',
  folder: {
    can: false,
    .../** @type {import('../flows/saving.js').FolderState} */ ({
      name: '',
      isAllowed: false,
      isGranted: false,
      isFailing: false,
    }),
  },
  sync: /** @type {import('../flows/sync.js').SyncState} */ ({ isOn: false }),
  /** The user has Postern on another computer. */
  isJoining: false,
  ...noSyncForm(),
  /** Edits that lost against one made at the same time on another computer. */
  versions: /** @type {import('../core/postern.js').LostVersionView[]} */ ([]),
  /** The accounts whose keys a removed computer had. */
  renewals: /** @type {import('./computers.js').Renewal[]} */ ([]),
  /** The account whose details are shown. */
  editing: /** @type {import('../ui/editing.js').Editing | undefined} */ (undefined),
  /** This page has no page in front of it. */
  page: undefined,
  site: '',
  importing: /** @type {import('../ui/review.js').ImportModel} */ (noImport()),
  exporting: noExport(),
  /** The user must prove their identity before the action continues. */
  proof: /** @type {import('./proving.js').Proof | undefined} */ (undefined),
  /** The vault cannot be opened, or part of it cannot be read: the reason, and whether there is a previous vault. */
  lost: /** @type {{ reason: string, previous: boolean, opens: boolean } | undefined} */ (
    undefined
  ),
  health: { sound: true, lost: 0 },
  /** How many writes the vault is missing. */
  missing: 0,
  /** The user has nothing that opens the vault. */
  isStuck: location.hash === '#rescue',
  aside: /** @type {import('../platform/storage.js').Aside[]} */ ([]),
  clock: /** @type {import('../platform/storage.js').Clock} */ ({ portals: {} }),
  /** For a bug report. */
  trace: '',
  isBusy: false,
  /** The last action failed. */
  failed: /** @type {{ at: Place, code: string, text: string } | undefined} */ (undefined),
  broken: '',
  toast: /** @type {Toast | undefined} */ (undefined),
});
/** @typedef {ReturnType<typeof newModel>} Model */

/**
 * Runs an action of the user. A failure is said beside the control that caused it, success at the window's edge.
 * @param {Page} page
 * @param {Place} at
 * @param {() => unknown} act
 * @param {import('../platform/words.js').Word} [done]
 */
export async function attempt(page, at, act, done) {
  const { model } = page;
  const pressed = document.activeElement;
  Object.assign(model, { isBusy: true, failed: undefined, toast: undefined });
  page.draw();
  try {
    await act();
    if (done) tell(page, say(done));
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure?.code === 'proof-needed')
      askProof(page, () => attempt(page, at, act, done), at === 'join');
    else if (failure && failure.code !== 'bad-request')
      model.failed = { at, code: failure.code, text: sayFailure(failure) };
    else {
      await trace('settings', thrown);
      return page.breakDown(thrown);
    }
  }
  model.isBusy = false;
  await page.read();
  // The control is gone, for example because the user went elsewhere.
  if (model.failed && !model.locked && !document.querySelector('[data-error]')) {
    tell(page, model.failed.text);
    page.draw();
  }
  keepFocus(pressed);
}

/** A pressed button was disabled meanwhile, which takes the focus from it. @param {Element | null} pressed */
function keepFocus(pressed) {
  const wrong = /** @type {HTMLElement | null} */ (document.querySelector('[aria-invalid="true"]'));
  const message = document.querySelector('[data-error]');
  const dialog = document.querySelector('dialog[open]');
  if (wrong && (!dialog || dialog.contains(wrong))) wrong.focus();
  else if (!dialog) {
    if (document.activeElement === document.body && pressed?.isConnected)
      /** @type {HTMLElement} */ (pressed).focus();
  }
  message?.scrollIntoView({ block: 'nearest' });
}

/** How long a message is shown; one with an Undo button longer. */
const TOAST_MS = 10_000;
const UNDO_MS = 30_000;

/** Says a result. @param {Page} page @param {string} text @param {() => void} [undo] */
export function tell(page, text, undo) {
  const toast = { text, undo };
  page.model.toast = toast;
  setTimeout(
    () => {
      if (page.model.toast !== toast) return;
      page.model.toast = undefined;
      page.draw();
    },
    undo ? UNDO_MS : TOAST_MS,
  );
}
