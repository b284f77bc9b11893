// The settings page: how the vault is unlocked, when it locks, what was deleted. `#passkey` is the window
// in which the popup asks for a passkey: the system's dialog would close the popup.

import { html, nothing, render } from 'lit-html';
import { failureOf, loadCore, makeRecoveryKey, slotsOf } from '../core/core.js';
import { needProof } from '../flows/authenticate.js';
import { keepFolderFresh } from '../flows/backup.js';
import { correctClock } from '../flows/clock.js';
import { changeLocking } from '../flows/locking.js';
import { waitsForKey, wholeBefore } from '../flows/rescue.js';
import {
  addPasskey,
  addRecovery,
  removeSlot,
  setPassphrase,
  unlockWithPasskey,
  useDevice,
} from '../flows/unlock.js';
import { changeSettings, editVault, openVault, vaultsOf, writesMissing } from '../flows/vault.js';
import { askForClipboard, giveClipboardBack } from '../platform/clipboard.js';
import { loadStrength, readLanguages, receiveFiles } from '../platform/files.js';
import { onRemembered, recall } from '../platform/memory.js';
import { onVaultWritten, readAside, readStored } from '../platform/storage.js';
import { openShortcuts } from '../platform/tabs.js';
import { hearErrors, readTrace, trace, traceText } from '../platform/trace.js';
import { ownVersion, say, sayCount, sayFailure } from '../platform/words.js';
import * as icons from '../ui/icons.js';
import { lockedView } from '../ui/locked.js';
import { dress } from '../ui/look.js';
import { brokenCard } from '../ui/trouble.js';
import { lockedModel, unlockingOf } from '../ui/unlocking.js';
import { accountsOf } from './accounts.js';
import { backupsOf, folderModel } from './backups.js';
import { exportingOf, noExport } from './exporting.js';
import { importingOf, noImport } from './importing.js';
import { proofView, provingOf } from './proving.js';
import { rescuingOf } from './rescue.js';
import { lostView, settingsView } from './views.js';

/** @typedef {import('../core/postern.js').SlotView} SlotView */
/** @typedef {import('../core/postern.js').BinnedView} BinnedView */

/** How a vault that is created with its first account will open. @type {SlotView} */
const FIRST_SLOT = {
  id: '',
  kind: 'device',
  kdf: undefined,
  credential: undefined,
  prfSalt: undefined,
};

export const model = {
  locked: /** @type {import('../ui/locked.js').LockedModel | undefined} */ (undefined),
  slots: /** @type {SlotView[]} */ ([]),
  bin: /** @type {BinnedView[]} */ ([]),
  settings: /** @type {import('../platform/storage.js').Settings} */ ({}),
  languages: /** @type {string[]} */ ([]),
  version: ownVersion(),
  /** Which form is open. */
  form: /** @type {'' | 'pass' | 'recovery'} */ (''),
  strength: /** @type {number | undefined} */ (undefined),
  /** A recovery key, shown only this once. */
  paper: '',
  /** The groups of it that must be typed back. */
  asked: /** @type {number[]} */ ([]),
  /** The chosen backup, and how it can be opened. */
  backup: /** @type {import('../flows/backup.js').Backup | undefined} */ (undefined),
  /** The result of its last check. */
  rehearsal: /** @type {import('./backups.js').Rehearsal | undefined} */ (undefined),
  /** The passphrase that opened a backup, until the user says whether to use it here too. */
  reuse: '',
  folder: { can: false, name: '', isAllowed: false, isFailing: false },
  /** The accounts to choose from for editing and exporting. */
  accounts: /** @type {import('../core/postern.js').RowView[]} */ ([]),
  /** The account whose details are shown. */
  editing: /** @type {import('../ui/editing.js').Editing | undefined} */ (undefined),
  /** This page has no page in front of it. */
  page: undefined,
  site: '',
  importing: noImport(),
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
  error: '',
  broken: '',
  toast: '',
};
/** @typedef {typeof model} Model */

const isPasskeyWindow = location.hash === '#passkey';

const unlocking = unlockingOf(
  () => /** @type {import('../ui/locked.js').LockedModel} */ (model.locked),
  {
    draw,
    breakDown,
    passkey: unlockWithPasskey,
    stuck: () => {
      model.isStuck = true;
      draw();
    },
    opened: () => (isPasskeyWindow ? close() : read()),
  },
);

const actions = actionsOf();
/** @typedef {ReturnType<typeof actionsOf>} Actions */

/** The page's actions. */
export function actionsOf() {
  /** @param {() => unknown} act @param {import('../platform/words.js').Word} [done] */
  const attempt = async (act, done) => {
    Object.assign(model, { isBusy: true, error: '', toast: '' });
    draw();
    try {
      await act();
      if (done) model.toast = say(done);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure?.code === 'proof-needed') proving.ask(() => attempt(act, done));
      else if (failure && failure.code !== 'bad-request') model.error = sayFailure(failure);
      else {
        await trace('settings', thrown);
        return breakDown(thrown);
      }
    }
    model.isBusy = false;
    await read();
  };
  const proving = provingOf(model, { draw });
  const closed = { form: /** @type {const} */ (''), strength: undefined, paper: '' };

  return {
    /** @param {'pass' | 'recovery'} form */
    open: (form) =>
      attempt(async () => {
        await needProof();
        const paper = form === 'recovery' ? makeRecoveryKey() : '';
        Object.assign(model, closed, { form, paper, asked: someGroups() });
        draw();
        /** @type {HTMLElement | null} */ (document.querySelector('[autofocus]'))?.focus();
      }),
    close: () => {
      Object.assign(model, closed, { error: '' });
      draw();
    },
    print: () => print(),
    /** @param {InputEvent} event */
    typed: async (event) => {
      const { value } = /** @type {HTMLInputElement} */ (event.currentTarget);
      const { strengthOf } = await loadStrength();
      model.strength = value ? strengthOf(value) : undefined;
      draw();
    },
    /** @param {HTMLFormElement} form */
    setPassphrase: (form) => {
      const data = new FormData(form);
      const [first, again] = ['passphrase', 'again'].map((name) => String(data.get(name) ?? ''));
      return attempt(async () => {
        if (first !== again) throw { code: 'passphrase-differs' };
        await setPassphrase(first ?? '');
        form.reset();
        Object.assign(model, closed);
      }, 'passphraseSaved');
    },
    turnOff: () => attempt(useDevice, 'passphraseGone'),
    addPasskey: () => attempt(addPasskey, 'passkeySaved'),
    /** @param {string} id */
    remove: (id) => attempt(() => removeSlot(id), 'removed'),
    /** @param {HTMLFormElement} form */
    confirmPaper: (form) => {
      const data = new FormData(form);
      const groups = model.paper.split('-');
      const isRight = model.asked.every((at) => {
        const typed = String(data.get(`group-${at}`) ?? '').replace(/[\s-]/g, '');
        return typed.toUpperCase() === groups[at];
      });
      return attempt(async () => {
        if (!isRight) throw { code: 'recovery-differs' };
        await addRecovery(model.paper);
        Object.assign(model, closed);
      }, 'recoverySaved');
    },
    /** @param {import('../platform/storage.js').Choice} change */
    choose: (change) => attempt(() => changeSettings(change)),
    /** @param {number} minutes */
    lockAfter: (minutes) => attempt(() => changeLocking(minutes)),
    /** @param {string} origin */
    forgetClock: (origin) => attempt(() => correctClock(origin)),
    /** The browser asks the user before Postern may access the clipboard. @param {number} clearS 0: never */
    clearAfter: (clearS) =>
      attempt(async () => {
        if (clearS === 0) await giveClipboardBack();
        const isAllowed = clearS > 0 && (await askForClipboard());
        await changeSettings({ clearS: isAllowed ? clearS : undefined });
      }),
    openShortcuts,
    ...accountsOf(model, { draw, attempt }),
    ...backupsOf(model, { attempt }),
    ...importingOf(model, { draw, attempt }),
    ...exportingOf(model, { draw, attempt }),
    ...rescuingOf(model, { attempt }),
    ...proving,
    /** @param {string} id */
    restore: (id) =>
      attempt(() => editVault((session, nowMs) => session.restore(id, nowMs)), 'restored'),
  };
}

/** Two random groups of the recovery key. */
function someGroups() {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint8Array(2));
  const first = one % 8;
  return [first, (first + 1 + (other % 7)) % 8].sort((a, b) => a - b);
}

function draw() {
  document.title = say('settingsTitle');
  const content = model.broken
    ? brokenCard(
        { ...model, breakage: 'bug', previous: false },
        { reload: () => location.reload() },
      )
    : (model.lost && !model.lost.opens) || (model.locked && model.isStuck)
      ? lostView(model, actions)
      : model.locked
        ? lockedView(model.locked, unlocking)
        : settingsView(model, actions);
  render(
    html`
      <main>
        <h1>${icons.mark}${say('settingsTitle')}</h1>
        ${model.error ? html`<p class="card bad" role="alert" data-error>${model.error}</p>` : nothing}
        ${content}
      </main>
      ${model.proof ? proofView(model.proof, actions) : nothing}
      <div class="toast" role="status">${model.toast ? html`<span>${model.toast}</span>` : nothing}</div>
    `,
    document.body,
  );
}

/** A bug: shows one honest message. @param {unknown} thrown */
function breakDown(thrown) {
  if (model.broken) return;
  model.broken = sayFailure(failureOf(thrown));
  draw();
  void readTrace().then((events) => {
    model.trace = traceText(events);
    draw();
  });
}

/** @type {Promise<void>} */
let readBefore = Promise.resolve();

/** Storage → the model. Runs one at a time: an older read must not be drawn last. */
function read() {
  readBefore = readBefore.catch(() => undefined).then(readNow);
  return readBefore;
}

async function readNow() {
  const reading = readStored();
  try {
    const stored = await reading;
    model.settings = stored.settings;
    model.clock = stored.clock;
    model.aside = await readAside();
    model.trace = traceText(await readTrace());
    await dress(model.settings);
    const session = await openVault(reading);
    model.bin = session.bin(Date.now()).accounts;
    model.accounts = allOf(session);
    model.health = session.health();
    model.missing = writesMissing(session, stored.mark);
    session.free();
    const [vault] = vaultsOf(stored);
    model.slots = vault ? slotsOf(vault).slots : [FIRST_SLOT];
    if (model.slots.some(({ kind }) => kind === 'pass')) model.reuse = '';
    Object.assign(model, { locked: undefined, lost: undefined, isStuck: false });
    if (!model.health.sound)
      await readLost(sayCount('damagedText', model.health.lost), reading, true);
    model.folder = await folderModel();
  } catch (thrown) {
    await readUnopened(thrown, reading);
  }
  draw();
}

/** The vault did not open. @param {unknown} thrown @param {Promise<import('../platform/storage.js').Stored>} reading */
async function readUnopened(thrown, reading) {
  try {
    const code = failureOf(thrown)?.code;
    const isLocked = code === 'vault-locked' || (code !== undefined && (await waitsForKey()));
    if (!isLocked) throw thrown;
    await readLocked();
  } catch (why) {
    const failure = failureOf(why);
    if (failure?.code.startsWith('vault-')) await readLost(sayFailure(failure), reading);
    else {
      await trace('settings', why);
      breakDown(why);
    }
  }
}

/** @throws `vault-damaged` if its header cannot be read either */
async function readLocked() {
  const gone = {
    form: '',
    paper: '',
    reuse: '',
    bin: [],
    accounts: [],
    editing: undefined,
    proof: undefined,
  };
  const none = { importing: noImport(), exporting: noExport(), rehearsal: undefined };
  Object.assign(model, gone, none, { lost: undefined, locked: await lockedModel() });
}

/** @param {string} reason @param {Promise<import('../platform/storage.js').Stored>} reading @param {boolean} [opens] part of it can be read */
async function readLost(reason, reading, opens = false) {
  const previous = (await wholeBefore(reading)) !== undefined;
  Object.assign(model, { locked: undefined, lost: { reason, previous, opens } });
}

/** @param {import('../core/core.js').Session} session */
function allOf(session) {
  const nowMs = Date.now();
  return session.list({ query: '', origin: '', from: 0, count: 5000, nowMs }).rows;
}

/** Files may be dropped anywhere on the page, and text or pictures pasted. @param {DataTransfer | null} given */
function filesIn(given) {
  const files = [...(given?.files ?? [])];
  const text = given?.getData('text') ?? '';
  return files.length > 0 || !text ? files : [new Blob([text])];
}

/** @param {DragEvent} event */
function dropped(event) {
  event.preventDefault();
  receive(filesIn(event.dataTransfer));
}

/** @param {ClipboardEvent} event */
function pasted(event) {
  if (/** @type {Element} */ (event.target).closest('input, textarea')) return;
  event.preventDefault();
  receive(filesIn(event.clipboardData));
}

/** @param {Blob[]} files */
function receive(files) {
  if (files.length === 0 || model.locked || model.lost || model.broken) return;
  document.getElementById('import')?.scrollIntoView();
  void actions.addFiles(files);
}

async function start() {
  await loadCore();
  model.languages = await readLanguages();
  await read();
  onVaultWritten(() => void read().then(() => keepFolderFresh()));
  onRemembered('unlocked', async () => {
    if (!(await recall('unlocked')) !== (model.locked !== undefined)) await read();
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', dropped);
  document.addEventListener('paste', pasted);
  const [place = '', id] = location.hash.slice(1).split('=');
  if (id) await actions.showDetails(id);
  document.getElementById(place)?.scrollIntoView();
  if (location.hash === '#import') receiveFiles(receive);
  if (isPasskeyWindow && model.locked) void unlocking.passkey();
}

hearErrors('settings', breakDown);
void start();
