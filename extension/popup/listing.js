// The list: asks the core for the rows in view, and draws them again when their codes expire. Searching,
// scrolling and arrow keys change which rows those are.

import { sorting } from '../flows/usage.js';
import { codeTime } from '../platform/clock.js';
import * as actions from './actions.js';
import { model } from './model.js';
import { noteDocked, watchCards } from './steady.js';
import { homeView } from './views/home.js';
import { rowPx, turnRings } from './views/list.js';
import { draw, drawAgain } from './window.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').ListView} ListView */
/** @typedef {import('./model.js').Model} Model */

/** Keys that jump over rows: by pages, or to either end. */
const JUMPS = {
  PageUp: -1,
  PageDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** How often the rings advance. */
const STEP_MS = 1000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let drawing;

/** The time for the codes of the page in front. */
function now() {
  return codeTime(model.page?.origin);
}

/** The rows that are drawn. @type {ListView['rows']} */
let rows = [];
/** How many accounts match, drawn or not. */
let matching = 0;

/** The key of each account's element. @type {Map<string, number>} */
let keys = new Map();
let lastKey = 0;

/**
 * An account keeps its element. While the user types a search, new accounts reuse the elements of
 * others: creating rows takes half of a keystroke's time. At other times they must not, because the
 * element may have the focus or be pressed, and would do for one account what was meant for another.
 * @param {ListView['rows']} rows
 */
function keysFor(rows) {
  const free = new Map(keys);
  for (const { id } of rows) free.delete(id);
  const given = document.activeElement?.matches('.search') ? [...free.values()] : [];
  const key = (/** @type {string} */ id) => keys.get(id) ?? given.shift() ?? ++lastKey;
  return new Map(rows.map(({ id }) => [id, key(id)]));
}

/** @param {Session} session */
export function screen(session) {
  const nowMs = now();
  const list = session.list({ ...request(), from: model.from, count: model.count, nowMs });
  model.forPage = list.forPage;
  rows = list.rows;
  matching = list.matching;
  keys = keysFor(rows);
  drawAgainWhenOld(list, nowMs);
  const listing = { search, scrolled, filter, dragged, focused, offered, cards: watchCards };
  return homeView(model, { list, keys, nowMs, health: session.health() }, actions, listing);
}

/** What the dock says. */
let offer = '';

/** @param {string} kind */
function offered(kind) {
  if (kind !== offer) noteDocked();
  offer = kind;
}

/** The row that has the focus becomes the list's tab stop. @param {FocusEvent} event */
function focused({ target }) {
  const index = /** @type {Element} */ (target).closest('[data-index]')?.getAttribute('data-index');
  const id = rows[Number(index) - model.from]?.id;
  if (!id || id === model.active) return;
  model.active = id;
  draw();
}

function request() {
  const { query, tag, page, settings, usage } = model;
  return { query, tag, origin: page?.origin ?? '', ...sorting(settings, usage) };
}

/** Draws again when a row in view changes its appearance. @param {ListView} list @param {number} nowMs */
function drawAgainWhenOld({ rows }, nowMs) {
  const next = Math.min(...rows.map(({ changesMs }) => changesMs ?? Number.POSITIVE_INFINITY));
  clearTimeout(drawing);
  if (Number.isFinite(next)) drawing = setTimeout(drawAgain, next - nowMs + 5);
}

/** Runs while the list is visible. */
export function tick() {
  const nowMs = now();
  if (document.visibilityState === 'visible') turnRings(nowMs);
  setTimeout(tick, STEP_MS - (nowMs % STEP_MS));
}

/** @param {InputEvent} event */
function search(event) {
  show({ query: /** @type {HTMLInputElement} */ (event.currentTarget).value });
}

/** Shows only the accounts of a tag, or all again. @param {string} tag */
function filter(tag) {
  show({ tag: model.tag === tag ? '' : tag });
}

/** @param {Partial<Model>} change */
function show(change) {
  Object.assign(model, change, { from: 0 });
  document.querySelector('main.scroll')?.scrollTo({ top: 0 });
  draw();
}

/** Keeps only the rows in view drawn, and one more on either side. */
export function scrolled() {
  const scroll = document.querySelector('main.scroll');
  const cards = scroll?.querySelector('[data-cards]');
  if (!scroll || !cards) return;
  const height = rowPx(model.settings);
  const top = Math.floor((scroll.scrollTop - cards.clientHeight) / height) - 1;
  const from = Math.max(0, top);
  const count = Math.ceil(scroll.clientHeight / height) + 3;
  if (from === model.from && count === model.count) return;
  Object.assign(model, { from, count });
  draw();
}

/**
 * Arrow, page, Home and End keys walk the rows; with Alt, arrows move the account. Typing anywhere
 * searches, and Enter in the search uses the first account found.
 * @param {KeyboardEvent} event
 */
export function keyed(event) {
  if (model.screen !== 'list' || event.ctrlKey || event.metaKey || isCovered()) return;
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector('.search'));
  // The fields of a card handle their own keys.
  if (event.target instanceof HTMLInputElement && event.target !== field) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    if (event.altKey) void actions.attempt(() => move(step));
    else walk(step);
  } else if (event.altKey || event.isComposing) {
    return;
  } else if (Object.hasOwn(JUMPS, event.key) && focusedIndex() !== undefined) {
    event.preventDefault();
    jump(event.key);
  } else if (event.key === 'Enter' && event.target === field) {
    event.preventDefault();
    if (model.query && matching > 0) focusRow(0)?.click();
  } else if (event.key === 'Escape' && (model.query || model.tag)) {
    event.preventDefault();
    show({ query: '', tag: '' });
    field?.focus();
  } else if (event.key.length === 1 && event.key !== ' ' && document.activeElement !== field) {
    field?.focus();
  }
}

/** A menu or a sheet handles its own keys. */
function isCovered() {
  return document.querySelector('[role="menu"], [data-sheet]') !== null;
}

function focusedIndex() {
  const row = document.activeElement?.closest('[data-index]');
  return row ? Number(row.getAttribute('data-index')) : undefined;
}

/** @param {number} step */
function walk(step) {
  const at = focusedIndex();
  focusRow(at === undefined ? model.from : at + step);
}

/** @param {string} key one of `JUMPS` */
function jump(key) {
  // Three rows more are drawn than the window has room for, and one row stays in view.
  const page = Math.max(1, model.count - 4);
  const step = /** @type {Record<string, number>} */ (JUMPS)[key] ?? 0;
  const to = Number.isFinite(step) ? (focusedIndex() ?? 0) + step * page : step;
  focusRow(Math.min(Math.max(0, to), matching - 1));
}

/** Focuses a row's button and returns it; before the first row is the search. @param {number} index */
function focusRow(index) {
  if (index < 0) {
    /** @type {HTMLElement | null} */ (document.querySelector('.search'))?.focus();
    return undefined;
  }
  const find = () =>
    /** @type {HTMLElement | null} */ (
      document.querySelector(`[data-index="${index}"] [data-use]`)
    );
  if (!find() && index < matching) scrollTo(index);
  find()?.scrollIntoView({ block: 'nearest' });
  scrolled();
  const row = find();
  row?.focus();
  return row ?? undefined;
}

/** Scrolls to a row that is not drawn. @param {number} index */
function scrollTo(index) {
  const scroll = document.querySelector('main.scroll');
  const cards = scroll?.querySelector('[data-cards]');
  if (!scroll || !cards) return;
  scroll.scrollTop = cards.clientHeight + index * rowPx(model.settings);
  scrolled();
}

/** Swaps the focused account with its neighbour, in the user's own order. @param {number} step */
async function move(step) {
  const at = focusedIndex();
  if (at === undefined || !model.session || !actions.canMove()) return;
  const from = Math.max(0, at - 2);
  const near = model.session.list({ ...request(), from, count: 5, nowMs: now() }).rows;
  const it = near[at - from];
  const neighbour = near[at - from + step];
  if (!it || !neighbour || !isBeside(it, neighbour)) return;
  const before = step < 0 ? neighbour : near[at - from + 2];
  // The last of all rows is also the last of its group.
  await actions.place(it.id, before && isBeside(it, before) ? before.id : undefined);
  focusRow(at + step);
  actions.tell(at + step + 1);
}

/** @param {import('../core/postern.js').RowView} one @param {import('../core/postern.js').RowView} other */
function isBeside(one, other) {
  return one.forPage === other.forPage && one.pinned === other.pinned;
}

/** @type {string | undefined} */
let held;

/** A row is dragged over others and dropped before or after one of them. */
const dragged = {
  /** @param {DragEvent} event */
  start: (event) => {
    held = rowsAt(event).id;
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  },
  /** @param {DragEvent} event */
  over: (event) => {
    if (held === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  },
  /** @param {DragEvent} event */
  drop: (event) => {
    if (held === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { id, following, element } = rowsAt(event);
    const { top, height } = element.getBoundingClientRect();
    const before = event.clientY < top + height / 2 ? id : following;
    const taken = held;
    held = undefined;
    if (taken !== before) void actions.attempt(() => actions.place(taken, before));
  },
  end: () => {
    held = undefined;
  },
};

/** The row that an event targets, and the one below it. @param {DragEvent} event */
function rowsAt({ target }) {
  const row = /** @type {Element} */ (target).closest('[data-index]');
  const at = Number(row?.getAttribute('data-index')) - model.from;
  return {
    id: rows[at]?.id,
    following: rows[at + 1]?.id,
    element: row ?? document.body,
  };
}
