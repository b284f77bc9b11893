// The popup: ask the core → a model → draw. What happens on a click is in actions.js.

import { html, nothing, render } from 'lit-html';
import { failureOf, loadCore } from '../core/core.js';
import { keepFolderFresh, wantsBackup } from '../flows/backup.js';
import { keyInMemory, lock, touch } from '../flows/lock.js';
import { hasDevice, openVault, wholeBefore } from '../flows/vault.js';
import { codeTime } from '../platform/clock.js';
import { onRemembered, onVaultWritten, readStored, recall, remember } from '../platform/storage.js';
import { openSettings, pageInFront } from '../platform/tabs.js';
import { locale, say, sayFailure } from '../platform/words.js';
import { actionsOf } from './actions.js';
import { receiveGiven } from './given.js';
import { lockedModel, unlockingOf } from './unlocking.js';
import { damagedCard, emptyCard, exportedCard, seenCards, unreadableCard } from './views/cards.js';
import { fieldsView } from './views/fields.js';
import { addForm, editForm } from './views/forms.js';
import * as icons from './views/icons.js';
import { listView, ROW_PX } from './views/list.js';
import { lockedView } from './views/locked.js';
import { notices } from './views/notices.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').ListView} ListView */
/** @typedef {import('../core/postern.js').CodeView} CodeView */
/**
 * What a fill needs to know of an account.
 * @typedef {Pick<import('../core/postern.js').RowView, 'id' | 'kind' | 'issuer' | 'name' | 'forPage' | 'chosen'>} Row
 */
/** @typedef {import('./views/cards.js').Candidate} Candidate */
/** @typedef {import('../flows/scan.js').SeenCode} SeenCode */
/** @typedef {{ text: string, action?: { text: string, run: () => void } }} Toast */

// All three start before anything is awaited.
const reading = readStored();
const finding = pageInFront();
void loadCore();

/** How often a use is noted. */
const TOUCH_MS = 5000;

/** Rows that fit the window without scrolling, before it was measured. */
const ROWS_FIRST = 7;

/** Everything the popup draws from. */
export const model = {
  screen: /** @type {'list' | 'add' | 'edit' | 'fields' | 'locked' | 'broken'} */ ('list'),
  session: /** @type {Session | undefined} */ (undefined),
  locked: /** @type {import('./views/locked.js').LockedModel | undefined} */ (undefined),
  /** The vault is unlocked and can be locked. */
  locks: false,
  hidesCodes: false,
  /** Rows whose hidden code was asked for. */
  revealed: /** @type {Set<string>} */ (new Set()),
  page: /** @type {import('../platform/tabs.js').Page | undefined} */ (undefined),
  site: '',
  /** What the page's field takes: `authenticator`, `message`, or nothing. */
  field: '',
  /** The origin of a frame of another site that has a field. */
  elsewhere: /** @type {string | undefined} */ (undefined),
  /** Sites of frames that the browser keeps from us. */
  foreign: /** @type {string[]} */ ([]),
  setUp: /** @type {import('../core/postern.js').SetUpView | undefined} */ (undefined),
  /** A fill into another site's frame that waits for the user's yes. */
  asking: /** @type {{ row: Row, origin: string, isBound: boolean } | undefined} */ (undefined),
  enrolment: /** @type {import('../platform/storage.js').Enrolment | undefined} */ (undefined),
  explained: '',
  /** The context menu was used on a picture. */
  isAskedToScan: false,
  /** How many accounts belong to the page. */
  forPage: 0,
  query: '',
  from: 0,
  count: ROWS_FIRST,
  shown: /** @type {Map<string, CodeView>} */ (new Map()),
  candidates: /** @type {Candidate[]} */ ([]),
  others: /** @type {SeenCode[]} */ ([]),
  lookedAtPictures: false,
  /** QR codes of other apps’ exports that the page shows, as texts: they hold secrets. */
  exported: '',
  settings: /** @type {import('../platform/storage.js').Settings} */ ({}),
  status: '',
  toast: /** @type {Toast | undefined} */ (undefined),
  broken: '',
  previous: false,
  adding: { error: '', offerHex: false, needsPin: false, looking: false },
  editing:
    /** @type {{ id: string, details: import('../core/postern.js').DetailsView, fillsHere: boolean | undefined, site: string } | undefined} */ (
      undefined
    ),
};

const actions = actionsOf(model, { draw, focusBest, breakDown });
const unlocking = unlockingOf(
  () => /** @type {import('./views/locked.js').LockedModel} */ (model.locked),
  { draw, breakDown, opened: () => actions.reopen(), passkey: () => openSettings('#passkey') },
);

/** Draws the model; the core is asked only for the rows in view. */
function draw() {
  render(screen(), document.body);
}

function screen() {
  if (model.screen === 'add') {
    const back = () => actions.show('list');
    return shell(
      addForm(
        { ...model.adding, site: model.site, seen: seenCards(model, actions) },
        {
          submit: actions.addTyped,
          picture: actions.addPicture,
          importFrom: actions.importFrom,
          back,
        },
      ),
    );
  }
  if (model.screen === 'edit' && model.editing) {
    return shell(editForm(model.editing, actions.edit));
  }
  if (model.screen === 'fields') {
    return shell(fieldsView(model.explained, () => actions.show('list')));
  }
  if (model.screen === 'locked' && model.locked) {
    return shell(html`<main class="through">${lockedView(model.locked, unlocking)}</main>`);
  }
  if (model.screen === 'broken' || !model.session) {
    const usePrevious = model.previous ? actions.usePrevious : undefined;
    return shell(model.broken ? unreadableCard(model.broken, usePrevious) : nothing);
  }
  return shell(listScreen(model.session));
}

/** @param {unknown} content */
function shell(content) {
  return html`
    <div class="shell">
      ${content}
      <div class="toast" role="status">${
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

/** @param {Session} session */
function listScreen(session) {
  const nowMs = codeTime();
  const { query, from, count, page, candidates, field, elsewhere } = model;
  const list = session.list({ query, origin: page?.origin ?? '', from, count, nowMs });
  model.forPage = list.forPage;
  const { sound, unreadable } = session.health();
  drawAgainWhenOld(list, nowMs);
  return html`
    <header>
      ${icons.mark}
      <h1 class="unseen">${say('appName')}</h1>
      <input class="search" type="search" placeholder=${say('search')} aria-label=${say('search')}
        .value=${query} @input=${search}>
      <button class="icon-button" title=${say('addAccount')} aria-label=${say('addAccount')}
        @click=${actions.showAdd}>${icons.plus}</button>
      ${
        model.locks
          ? html`<button class="icon-button" data-lock title=${say('lock')} aria-label=${say('lock')}
              @click=${lock}>${icons.lock}</button>`
          : nothing
      }
      <button class="icon-button" data-settings title=${say('settingsTitle')} aria-label=${say('settingsTitle')}
        @click=${() => openSettings('')}>${icons.settings}</button>
    </header>
    <main class="scroll" @scroll=${scrolled}>
      <div data-cards>
        ${sound ? nothing : damagedCard(unreadable, model.previous ? actions.usePrevious : undefined)}
        ${notices(model, actions)}
        ${model.exported ? exportedCard(actions.importSeen) : nothing}
        ${seenCards(model, actions)}
        ${list.total === 0 && candidates.length === 0 ? emptyCard(actions) : nothing}
      </div>
      ${listView({ ...model, list, from, query, field, elsewhere, nowMs }, actions.list)}
    </main>
    ${
      wantsBackup(model.settings, list.total)
        ? html`<footer class="backup-line" data-backup-wanted><span>${say('backupWanted')}</span>
            <button class="link" data-back-up-now @click=${actions.backUp}>${say('backUp')}</button></footer>`
        : nothing
    }
    <p class="status" role="status" hidden=${model.status ? nothing : true}>${model.status}</p>
    ${
      page?.origin
        ? html`<button class="why" data-why @click=${actions.showFields}>${say('fieldsShow')}</button>`
        : nothing
    }
  `;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let drawing;

/** Draws anew when the first code in view has ended; between those moments nothing runs. @param {ListView} list @param {number} nowMs */
function drawAgainWhenOld({ rows }, nowMs) {
  const ends = rows.map(({ code }) => code?.validUntilMs ?? Number.POSITIVE_INFINITY);
  const next = Math.min(...ends);
  clearTimeout(drawing);
  if (Number.isFinite(next)) drawing = setTimeout(drawAgain, next - nowMs + 5);
}

/** The alarm that locks may be late: new codes are not drawn past the deadline. */
async function drawAgain() {
  if (model.locks) await keyInMemory();
  if (model.session) draw();
}

/** @param {InputEvent} event */
function search(event) {
  model.query = /** @type {HTMLInputElement} */ (event.currentTarget).value;
  model.from = 0;
  draw();
}

/** Keeps just the rows in view, and one more on either side, drawn. */
function scrolled() {
  const scroll = document.querySelector('main.scroll');
  const cards = scroll?.querySelector('[data-cards]');
  if (!scroll || !cards) return;
  const top = Math.floor((scroll.scrollTop - cards.clientHeight) / ROW_PX) - 1;
  const from = Math.max(0, top);
  const count = Math.ceil(scroll.clientHeight / ROW_PX) + 3;
  if (from === model.from && count === model.count) return;
  Object.assign(model, { from, count });
  draw();
}

/** Arrows walk the rows; typing anywhere searches. @param {KeyboardEvent} event */
function keyed(event) {
  if (model.screen !== 'list' || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector('.search'));
  // The fields of a card keep their own keys.
  if (event.target instanceof HTMLInputElement && event.target !== search) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    walk(event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key.length === 1 && event.key !== ' ' && document.activeElement !== search) {
    search?.focus();
  }
}

/** @param {number} step */
function walk(step) {
  const row = document.activeElement?.closest('[data-index]');
  const index = row ? Number(row.getAttribute('data-index')) + step : model.from;
  const find = () =>
    /** @type {HTMLElement | null} */ (
      document.querySelector(`[data-index="${index}"] [data-use]`)
    );
  if (index < 0) {
    /** @type {HTMLElement | null} */ (document.querySelector('.search'))?.focus();
    return;
  }
  find()?.scrollIntoView({ block: 'nearest' });
  scrolled();
  find()?.focus();
}

/** Puts the focus where the next key press is useful, unless the user has put it somewhere. */
function focusBest() {
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body) return;
  const first = ['[autofocus]', '[data-add]', '.row.here [data-use]', '.search'];
  for (const selector of first) {
    const element = /** @type {HTMLElement | null} */ (document.querySelector(selector));
    if (element) return element.focus();
  }
}

/** A bug: the core's instance is given up, and one honest sentence is shown. @param {unknown} thrown */
function breakDown(thrown) {
  const failure = failureOf(thrown);
  Object.assign(model, { screen: 'broken', session: undefined, broken: sayFailure(failure) });
  draw();
}

async function start() {
  model.page = await finding;
  try {
    model.session = await openVault(reading);
    const stored = await reading;
    model.settings = stored.settings ?? {};
    model.hidesCodes = model.settings.hidesCodes ?? false;
    model.previous = !model.session.health().sound && (await wholeBefore(stored)) !== undefined;
    model.locks = stored.vault !== undefined && !hasDevice(stored.vault);
  } catch (thrown) {
    if (failureOf(thrown)?.code === 'vault-locked') return showLocked();
    model.previous = (await wholeBefore(await reading)) !== undefined;
    breakDown(thrown);
    return;
  }
  draw();
  focusBest();
  await readMemory();
  // The page is looked at only after the codes are on screen.
  requestAnimationFrame(() =>
    setTimeout(() => void actions.lookAtPage().then(() => keepFolderFresh())),
  );
}

/** The vault was locked, before or while the popup is open. */
async function showLocked() {
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
    locked: await lockedModel(),
  });
  draw();
  focusBest();
}

/** The key came into memory, went, or was only used. */
async function followLock() {
  const isUnlocked = (await recall('unlocked')) !== undefined;
  if (!isUnlocked && model.locks) await showLocked();
  else if (isUnlocked && model.screen === 'locked') location.reload();
  else model.locks = isUnlocked;
}

let touchedMs = 0;

/** Whoever uses the popup keeps it unlocked. */
function touched() {
  if (!model.locks || Date.now() < touchedMs + TOUCH_MS) return;
  touchedMs = Date.now();
  void touch();
}

/** What the service worker left for the popup of this tab. */
async function readMemory() {
  const [enrolment, wish] = await Promise.all([recall('enrolment'), recall('wish')]);
  const isHere = (/** @type {{ tabId: number } | undefined} */ left) =>
    left !== undefined && left.tabId === model.page?.id;
  model.enrolment = isHere(enrolment) ? enrolment : undefined;
  if (!isHere(wish)) return;
  model.isAskedToScan = true;
  await remember('wish', undefined);
}

Object.assign(document.documentElement, locale());
document.addEventListener('keydown', keyed);
receiveGiven(model, actions);
addEventListener('unhandledrejection', ({ reason }) => breakDown(reason));
onVaultWritten(() => void actions.reopen().then(() => keepFolderFresh()));
onRemembered('enrolment', () => void readMemory().then(draw));
onRemembered('unlocked', () => void followLock());
document.addEventListener('keydown', touched);
document.addEventListener('pointerdown', touched);
void start();
