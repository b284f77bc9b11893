// The popup: ask the core → a model → draw. Click handlers are in actions.js.

import { html, nothing, render } from 'lit-html';
import { failureOf } from '../core/core.js';
import { ageBin } from '../flows/bin.js';
import { touch } from '../flows/lock.js';
import { outcomeAt } from '../flows/outcome.js';
import { isLock, wholeBefore } from '../flows/rescue.js';
import { folderState, keepFolderFresh, resumeFolder } from '../flows/saving.js';
import { resumeSync, syncQuietly, syncSoon, syncState } from '../flows/sync.js';
import { hasDevice, openVault, writesMissing } from '../flows/vault.js';
import { loadBrands } from '../platform/files.js';
import { onRemembered, recall, remember } from '../platform/memory.js';
import { onSync, onVaultWritten, readLast, readUsage } from '../platform/storage.js';
import { onPageInFront, openSettings, pageInFront } from '../platform/tabs.js';
import { hearErrors, trace } from '../platform/trace.js';
import { lockedView } from '../ui/locked.js';
import { dress } from '../ui/look.js';
import { brokenCard } from '../ui/trouble.js';
import { lockedModel, unlockingOf } from '../ui/unlocking.js';
import * as actions from './actions.js';
import { receiveGiven } from './given.js';
import * as listing from './listing.js';
import { looking, model, nothingSeen } from './model.js';
import { keepSteady, noteMoved, watchCards } from './steady.js';
import { seenCards } from './views/cards.js';
import { fieldsView } from './views/fields.js';
import { addForm, editForm } from './views/forms.js';
import { discardCard, sheetView } from './views/sheet.js';
import { breakDown, draw, drawAgain, drawWith, focusBest } from './window.js';

// All of these start before the first await.
const reading = readLast();
const finding = pageInFront();
const opening = openVault(reading);
// The awaiter reports errors; this only avoids an unhandled-rejection warning.
opening.catch(() => undefined);

/** How often to record that the popup is in use. */
const TOUCH_MS = 5000;

/** A frame reaches the screen within this time, or the machine is too busy to wait for it. */
const PAINT_MS = 100;

const unlocking = unlockingOf(
  () => /** @type {import('../ui/locked.js').LockedModel} */ (model.locked),
  {
    draw,
    breakDown,
    opened: () => actions.reopen(),
    passkey: () => openSettings('#passkey'),
    stuck: () => openSettings('#rescue'),
  },
);

drawWith(() => render(content(), document.body));

function content() {
  if (model.screen === 'add') {
    return form(
      addForm(
        {
          adding: model.adding,
          site: model.site,
          seen: seenCards(model, actions),
          cards: watchCards,
        },
        {
          submit: actions.addTyped,
          typing: actions.typing,
          showKey: actions.showKey,
          showMore: actions.showMore,
          picture: actions.addPicture,
          camera: actions.openCamera,
          importFrom: actions.importFrom,
          back: actions.leave,
          cancel: () => actions.show('list'),
        },
      ),
    );
  }
  if (model.screen === 'edit' && model.editing) {
    return form(editForm(model.editing, actions.edit));
  }
  if (model.screen === 'fields') {
    return shell(fieldsView(model.explained, () => actions.show('list')));
  }
  if (model.screen === 'locked' && model.locked) {
    return shell(html`<main class="through">${lockedView(model.locked, unlocking)}</main>`);
  }
  if (model.screen === 'broken' || !model.session) {
    return shell(
      model.broken ? html`<main class="scroll">${brokenCard(model, actions)}</main>` : nothing,
    );
  }
  return shell(listing.screen(model.session));
}

/** A form, and the question that is asked before its changes are lost. @param {unknown} content */
function form(content) {
  const discard = () => actions.show('list');
  return shell(html`
    <div class="through" ?inert=${model.isLeaving}>${content}</div>
    ${model.isLeaving ? sheetView({ cards: discardCard({ discard, stay: actions.stay }), close: actions.stay }) : nothing}
  `);
}

/** @param {unknown} content */
function shell(content) {
  return html`
    <div class="shell">
      ${content}
      <div class="toast" role="status" aria-live=${model.toast?.isQuiet ? 'off' : 'polite'}>${
        model.toast
          ? html`<span>${model.toast.text}</span>${
              model.toast.action
                ? html`<button data-action @click=${model.toast.action.run}>${model.toast.action.text}</button>`
                : nothing
            }`
          : nothing
      }</div>
    </div>
  `;
}

/** The script runs before the document has a body. */
const parsed = new Promise((resolve) => addEventListener('DOMContentLoaded', resolve));

async function start() {
  model.page = await finding;
  await parsed;
  try {
    const stored = await reading;
    const { settings, usage, clock } = stored;
    Object.assign(model, { settings, usage, clock });
    await dress(model.settings);
    model.session = await opening;
    model.missing = writesMissing(model.session, stored.mark);
    model.previous = !model.session.health().sound && (await wholeBefore()) !== undefined;
    model.locks = stored.vault !== undefined && !hasDevice(stored.vault);
  } catch (thrown) {
    if (await isLock(thrown)) return showLocked();
    // After a bug, the last change is not undone.
    if (failureOf(thrown)) model.previous = (await wholeBefore()) !== undefined;
    await trace('popup', thrown);
    breakDown(thrown);
    return;
  }
  draw();
  await painted();
  listing.scrolled();
  focusBest();
  await readMemory();
  void showBrands();
  void actions
    .lookAtPage()
    .then(keepFolder)
    .then(syncQuietly)
    .then(() => ageBin(model.session));
  // The side panel can stay open for days.
  addEventListener('focus', () => void syncQuietly());
}

/** Resolves once the drawing is on screen. A timer would fire earlier, during the browser's work on the frame. */
function painted() {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestIdleCallback(resolve, { timeout: PAINT_MS })),
  );
}

/** Writes the backup into the user's folder, or finds out that the browser does not let Postern do that now. */
async function keepFolder() {
  await keepFolderFresh();
  model.folder = await folderState();
  await readSync();
}

/** What sync waits for, if anything. */
async function readSync() {
  model.sync = await syncState();
  if (model.screen === 'list') await drawAgain();
}

/**
 * The browser takes the permission back when the last tab of Postern closes, and gives it again without a question,
 * but only during a click or a key press.
 */
function resume() {
  const { folder, sync } = model;
  if (folder?.name && !folder.isAllowed && folder.isGranted) {
    model.folder = undefined;
    void actions.attempt(() => resumeFolder(false).then(keepFolder));
  }
  if (sync?.isOn && sync.engine === 'folder' && !sync.isAllowed && sync.isGranted) {
    model.sync = undefined;
    void actions.attempt(() => resumeSync().then(keepFolder));
  }
}

async function showBrands() {
  model.brandOf = (await loadBrands()).brandOf;
  draw();
}

/** In the side panel or a separate window, another page may be in front now. @param {number} [loadedTabId] */
async function followPage(loadedTabId) {
  const page = await pageInFront();
  const isSame = page?.id === model.page?.id && page?.origin === model.page?.origin;
  // The page's tab may be in another window now.
  if (isSame) model.page = page;
  // A click into the window leaves the same page in front, and pages also load in other windows.
  if (isSame && loadedTabId !== page?.id) return;
  // Loading a page does not dismiss a question that it raised.
  const { asking, stranger, candidates } = model;
  if (isSame && (asking || stranger || candidates.some(({ isEdited }) => isEdited))) return;
  // A view that stays open is sorted again when nobody is reading it.
  Object.assign(model, nothingSeen(), looking(), { page, usage: await readUsage() });
  noteMoved();
  await readMemory();
  draw();
  await actions.lookAtPage();
}

/** The vault was locked, before or while the popup is open. */
async function showLocked() {
  const locked = await lockedModel();
  // Called a second time: keep what the user has typed since.
  if (model.screen === 'locked') return;
  model.session?.free();
  Object.assign(model, {
    session: undefined,
    editing: undefined,
    candidates: [],
    exported: '',
    others: [],
    shown: new Map(),
    revealed: new Set(),
    locks: false,
    screen: 'locked',
    locked,
  });
  draw();
  focusBest();
}

/** The key was put into memory, removed, or only used. */
async function followLock() {
  const opens = (await recall('unlocked')) !== undefined;
  if (!opens && model.locks) await followClosing();
  else if (opens && model.screen === 'locked') location.reload();
  else model.locks = opens;
}

/** The key is gone: the vault was locked, or now opens without one. */
async function followClosing() {
  try {
    (await openVault()).free();
    location.reload();
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    await showLocked();
  }
}

let touchedMs = 0;

/** Using the popup keeps it unlocked. */
function touched() {
  if (!model.locks || Date.now() < touchedMs + TOUCH_MS) return;
  touchedMs = Date.now();
  void touch();
}

/** Reads what the service worker left for the popup of this tab. */
async function readMemory() {
  const [outcome, wish, unfilled] = await Promise.all([
    outcomeAt(model.page),
    recall('wish'),
    recall('unfilled'),
  ]);
  model.outcome = outcome;
  const isHere = (/** @type {{ tabId: number } | undefined} */ left) =>
    left !== undefined && left.tabId === model.page?.id;
  // It is meant for the popup that reopens over the page.
  const isForUs = model.where === 'popup' && model.screen !== 'locked' && isHere(unfilled);
  if (unfilled && isForUs) await actions.sayUnfilled(unfilled);
  if (!isHere(wish)) return;
  model.isAskedToScan = true;
  await remember('wish', undefined);
}

/** Escape goes back one step; on the list, it closes the popup. @param {KeyboardEvent} event */
function goBack(event) {
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
  if (!['add', 'edit', 'fields'].includes(model.screen)) return;
  event.preventDefault();
  actions.leave();
}

function noteEdit() {
  if (model.screen === 'add' || model.screen === 'edit') model.isEdited = true;
}

/** On a small screen, a body that is taller than the popup can become gets a scroll bar, whatever its style. */
function fitScreen() {
  const room = screen.availHeight - window.screenY;
  document.documentElement.style.setProperty('--room', `${room}px`);
}

document.documentElement.dataset.where = model.where;
document.addEventListener('keydown', listing.keyed);
document.addEventListener('keydown', goBack);
document.addEventListener('input', noteEdit);
addEventListener('resize', listing.scrolled);
if (model.where === 'popup') addEventListener('resize', fitScreen);
addEventListener('online', draw);
addEventListener('offline', draw);
if (model.where !== 'popup') onPageInFront((tabId) => void followPage(tabId));
receiveGiven(model, actions);
hearErrors('popup', breakDown);
keepSteady();
listing.tick();
onVaultWritten(() => void actions.reopen().then(keepFolder));
onVaultWritten(syncSoon);
onSync(() => void readSync());
onRemembered('outcome', () => void readMemory().then(draw));
onRemembered('unlocked', () => void followLock());
document.addEventListener('keydown', touched);
document.addEventListener('pointerdown', touched);
document.addEventListener('keydown', resume);
document.addEventListener('click', resume);
void start();
