// The settings page: sections with addresses of their own, below a list of links. `#passkey` is the window in which the
// popup asks for a passkey: the system's dialog would close the popup.

import { render } from 'lit-html';
import { failureOf, loadCore, slotsOf } from '../core/core.js';
import { ageBin } from '../flows/bin.js';
import { wholeBefore } from '../flows/rescue.js';
import { keepFolderFresh } from '../flows/saving.js';
import { syncQuietly, syncSoon, syncState } from '../flows/sync.js';
import { unlockWithPasskey } from '../flows/unlock.js';
import { editVault, openVault, vaultsOf, writesMissing } from '../flows/vault.js';
import { loadBrands, readLanguages, receiveFiles } from '../platform/files.js';
import { onRemembered } from '../platform/memory.js';
import { onSync, onVaultWritten, readAside, readStored } from '../platform/storage.js';
import { hearErrors, readTrace, trace, traceText } from '../platform/trace.js';
import { say, sayCount, sayFailure } from '../platform/words.js';
import { editingOf } from '../ui/editing.js';
import { dress } from '../ui/look.js';
import { readingOf } from '../ui/reading.js';
import { lockedAfter, unlockingOf } from '../ui/unlocking.js';
import { loadAccount } from './accounts.js';
import { backUpNow, folderModel } from './backup.js';
import { renewalsOf } from './computers.js';
import { showOne, stopExport } from './export.js';
import { settingsView } from './frame.js';
import { addFiles, endImport } from './import.js';
import { attempt, newModel, noForm, noSyncForm, noTable, tell } from './page.js';
import { placeOf, titleOf } from './sections.js';
import { focusRow, scrolled } from './table.js';

/** @typedef {import('./page.js').Page} Page */

/** How a vault that is created with its first account will open. @type {import('./page.js').SlotView} */
const FIRST_SLOT = {
  id: '',
  kind: 'device',
  kdf: undefined,
  credential: undefined,
  prfSalt: undefined,
};

const model = newModel();

const { read, followLock } = readingOf(readNow, () => model.locked !== undefined);

const edit = editingOf(model, {
  draw,
  attempt: (act) => attempt(page, 'details', act),
  change: editVault,
  details: async (id, origin) => {
    const session = await openVault();
    try {
      return session.details(id, origin);
    } finally {
      session.free();
    }
  },
  isFull: true,
  show: (screen) => (screen === 'list' ? leaveAccount() : draw()),
  toast: (text, undo) => tell(page, text, undo?.run),
});

/** @type {Page} */
const page = { model, draw, read, breakDown, edit };

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
    opened: () => (isPasskeyWindow ? close() : read().then(enter).then(syncQuietly)),
  },
);

function draw() {
  document.title = `${titleOf(model.section)} – ${say('settingsTitle')}`;
  render(settingsView(page, unlocking), document.body);
}

/** Shows what the address names. */
async function enter() {
  if (model.locked || model.broken) return draw();
  const was = model.editing;
  const { hash } = location;
  const { account, exported, savesBackup, ...place } = placeOf(hash);
  // What was done in another section is old news, unless it can still be undone.
  if (place.section !== model.section && !model.toast?.undo) model.toast = undefined;
  Object.assign(model, place, noForm(), noSyncForm(), { failed: undefined });
  if (place.section !== 'export') stopExport(model);
  const opened = account ? await loadAccount(page, account) : undefined;
  // The user went on meanwhile, and that address has been entered already.
  if (location.hash !== hash || model.locked) return;
  model.editing = opened;
  if (account && !opened) location.replace('#accounts');
  draw();
  scrollTo(0, 0);
  // Back from an account: the focus returns to its row.
  if (was && !account && !place.isBin && place.section === 'accounts' && model.table.matching > 0)
    return focusRow(page, model.table.active);
  scrolled(page);
  if (exported) return showOne(page, exported);
  if (savesBackup) {
    // Once, and not again when the page is reloaded.
    history.replaceState(null, '', '#backup');
    return backUpNow(page);
  }
  /** @type {HTMLElement | null} */ (document.getElementById('heading'))?.focus({
    preventScroll: true,
  });
}

/** How many addresses this page has shown: before the first one is another page. */
let visits = 0;

function leaveAccount() {
  if (visits > 0) history.back();
  else location.replace('#accounts');
}

/** A bug: shows one honest message. @param {unknown} thrown */
function breakDown(thrown) {
  if (model.broken) return;
  model.broken = sayFailure(failureOf(thrown));
  model.session = undefined;
  draw();
  void readTrace().then((events) => {
    model.trace = traceText(events);
    draw();
  });
}

/** Storage → the model. */
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
    keep(session);
    model.missing = writesMissing(session, stored.mark);
    const [vault] = vaultsOf(stored);
    model.slots = vault ? slotsOf(vault).slots : [FIRST_SLOT];
    if (model.slots.some(({ kind }) => kind === 'pass')) model.reuse = '';
    Object.assign(model, { locked: undefined, lost: undefined, isStuck: false });
    if (!model.health.sound)
      await readLost(sayCount('damagedText', model.health.lost), reading, true);
    model.folder = await folderModel();
    model.sync = await syncState();
    model.renewals = renewalsOf(page);
  } catch (thrown) {
    await readUnopened(thrown, reading);
  }
  draw();
  scrolled(page);
}

/** Rows are read from the open vault when they come into view. @param {import('../core/core.js').Session} session */
function keep(session) {
  model.session?.free();
  model.session = session;
  const nowMs = Date.now();
  const { total, tags } = session.list({ query: '', origin: '', from: 0, count: 0, nowMs });
  const { accounts: bin } = session.bin(nowMs);
  Object.assign(model, {
    total,
    tags,
    bin,
    health: session.health(),
    versions: session.lostVersions().versions,
  });
}

/** The vault did not open. @param {unknown} thrown @param {Promise<import('../platform/storage.js').Stored>} reading */
async function readUnopened(thrown, reading) {
  forget();
  try {
    // Throws `vault-damaged` if its header cannot be read either.
    Object.assign(model, { lost: undefined, locked: await lockedAfter(thrown) });
  } catch (why) {
    const failure = failureOf(why);
    if (failure?.code.startsWith('vault-')) await readLost(sayFailure(failure), reading);
    else {
      await trace('settings', why);
      breakDown(why);
    }
  }
}

/** Nothing of a vault stays in this window after it was locked. */
function forget() {
  if (model.editing) history.replaceState(null, '', '#accounts');
  model.session?.free();
  endImport(model);
  stopExport(model);
  const gone = { session: undefined, total: 0, tags: [], bin: [], reuse: '', table: noTable() };
  const closed = { editing: undefined, proof: undefined, comparison: undefined, toast: undefined };
  const untold = { versions: [], renewals: [] };
  Object.assign(model, noForm(), noSyncForm(), gone, closed, untold);
}

/** @param {string} reason @param {Promise<import('../platform/storage.js').Stored>} reading @param {boolean} [opens] part of it can be read */
async function readLost(reason, reading, opens = false) {
  const previous = (await wholeBefore(reading)) !== undefined;
  Object.assign(model, { locked: undefined, lost: { reason, previous, opens } });
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
  if (model.section !== 'import') location.hash = 'import';
  void addFiles(page, files);
}

/** How long ago something happened is said to the minute. */
const MINUTE_MS = 60_000;

/** Sync has found or done something. An action of the user reads it at its end. */
async function readSync() {
  if (model.isBusy) return;
  model.sync = await syncState();
  draw();
}

async function start() {
  await loadCore();
  model.languages = await readLanguages();
  Object.assign(model, placeOf(location.hash));
  await read();
  onVaultWritten(() => void read().then(() => keepFolderFresh()));
  onVaultWritten(syncSoon);
  onSync(() => void readSync());
  setInterval(() => model.section === 'sync' && draw(), MINUTE_MS);
  onRemembered('unlocked', async () => {
    if (await followLock()) await syncQuietly();
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', dropped);
  document.addEventListener('paste', pasted);
  addEventListener('scroll', () => scrolled(page), { passive: true });
  addEventListener('resize', () => scrolled(page));
  addEventListener('hashchange', () => {
    visits += 1;
    void enter();
  });
  if (!model.locked) await enter();
  receiveFiles(receive);
  if (isPasskeyWindow && model.locked) void unlocking.passkey();
  model.brandOf = (await loadBrands()).brandOf;
  draw();
  await syncQuietly();
  await ageBin(model.session);
  addEventListener('focus', () => void syncQuietly());
}

hearErrors('settings', breakDown);
void start();
