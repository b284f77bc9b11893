// The table of accounts: which rows are drawn, and how keys and the mouse move through it and select.

import { failureOf } from '../core/core.js';
import { nextFrame } from '../ui/growing.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../core/core.js').Session} Session */

/** Height of a row in CSS pixels at the usual text size; the same as --account in settings.css. */
const ROW_PX = 56;

/** Rows drawn above and below the window, so that scrolling shows no gap. */
const MARGIN_ROWS = 6;

/** How many ids are read at once: the core computes codes with each row, 200 in 10 ms. */
const IDS_SLICE = 200;

/** @param {import('../platform/storage.js').Settings} settings */
export function rowPx({ text = 1 }) {
  return ROW_PX * text;
}

/** @param {Page} page @param {number} from @param {number} count */
function ask({ model }, from, count) {
  const { session, table } = model;
  const request = { query: table.query, origin: '', from, count, nowMs: Date.now() };
  return session?.list({ ...request, order: 'name' }) ?? { rows: [], matching: 0 };
}

/** The rows to draw. @param {Page} page */
export function listOf(page) {
  const { table } = page.model;
  const list = ask(page, table.from, table.count);
  table.matching = list.matching;
  return list;
}

/** @param {Session} session whether an account exists is asked without its details */
export function idsOf(session) {
  return {
    /** @param {string} id */
    has: (id) => {
      try {
        return session.details(id, '') !== undefined;
      } catch (thrown) {
        if (!failureOf(thrown)) throw thrown;
        return false;
      }
    },
  };
}

/** The ids of consecutive rows, read in slices between which the page answers. @param {Page} page @param {number} from @param {number} to exclusive */
export async function readIds(page, from, to) {
  /** @type {string[]} */
  const ids = [];
  for (let at = from; at < to; at += IDS_SLICE) {
    if (at > from) await nextFrame();
    const { rows } = ask(page, at, Math.min(IDS_SLICE, to - at));
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

/** Keeps only the rows in view drawn. @param {Page} page */
export function scrolled(page) {
  const { table, settings } = page.model;
  const above = document.querySelector('[data-rows]');
  if (!above) return;
  const height = rowPx(settings);
  const first = Math.floor(-above.getBoundingClientRect().top / height) - MARGIN_ROWS;
  const from = Math.max(0, Math.min(first, table.matching - 1));
  const count = Math.ceil(innerHeight / height) + 2 * MARGIN_ROWS;
  if (from === table.from && count === table.count) return;
  Object.assign(table, { from, count });
  page.draw();
}

/** @param {Page} page @param {string} query */
export function search(page, query) {
  Object.assign(page.model.table, { query, from: 0, active: 0, anchor: 0, selected: new Set() });
  page.draw();
  scrolled(page);
}

/**
 * Selects a row or the opposite; with the Shift key, all rows from the last one that was clicked.
 * @param {Page} page
 * @param {number} index
 * @param {string} id
 * @param {boolean} isRange
 */
export async function pick(page, index, id, isRange) {
  const { table } = page.model;
  const isOn = !table.selected.has(id);
  const [from, to] = [Math.min(index, table.anchor), Math.max(index, table.anchor) + 1];
  const ids = isRange ? await readIds(page, from, to) : [id];
  for (const one of ids) {
    if (isOn) table.selected.add(one);
    else table.selected.delete(one);
  }
  Object.assign(table, { anchor: index, active: index });
  page.draw();
}

/** The row that has the focus. @param {Event} event */
function rowOf(event) {
  const row = /** @type {Element} */ (event.target).closest('[data-row]');
  return row ? Number(row.getAttribute('data-row')) : undefined;
}

/** Where keys lead from a row. @param {number} at @param {number} last @returns {Record<string, number>} */
function stepsFrom(at, last) {
  const window = Math.max(1, Math.floor(innerHeight / ROW_PX) - 4);
  return {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + window,
    PageUp: at - window,
    Home: 0,
    End: last,
  };
}

/**
 * Arrow, page, Home and End keys walk the rows, with Shift selecting them; Space selects one.
 * @param {Page} page
 * @param {KeyboardEvent} event
 */
export function keyPressed(page, event) {
  const { table } = page.model;
  const at = rowOf(event);
  if (at === undefined || event.altKey) return;
  if (event.key === ' ' && event.target instanceof HTMLAnchorElement) {
    event.preventDefault();
    const [row] = ask(page, at, 1).rows;
    if (row) void pick(page, at, row.id, event.shiftKey);
    return;
  }
  const last = table.matching - 1;
  const steps = stepsFrom(at, last);
  if (!Object.hasOwn(steps, event.key) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const to = Math.min(last, Math.max(0, steps[event.key] ?? 0));
  if (event.shiftKey) void extend(page, at, to);
  focusRow(page, to);
}

/** Adds the rows between two to the selection. @param {Page} page @param {number} from @param {number} to */
async function extend(page, from, to) {
  const { table } = page.model;
  const ids = await readIds(page, Math.min(from, to), Math.max(from, to) + 1);
  for (const id of ids) table.selected.add(id);
  table.anchor = to;
  page.draw();
}

/** Focuses a row, drawing it first if it is out of view. @param {Page} page @param {number} index */
export function focusRow(page, index) {
  const { table, settings } = page.model;
  table.active = index;
  const find = () =>
    /** @type {HTMLElement | null} */ (document.querySelector(`[data-row="${index}"] [data-open]`));
  const above = document.querySelector('[data-rows]');
  if (!find() && above) {
    const top = above.getBoundingClientRect().top + scrollY;
    scrollTo({ top: top + (index - 3) * rowPx(settings) });
    scrolled(page);
  }
  find()?.focus({ preventScroll: true });
  find()?.closest('[data-row]')?.scrollIntoView({ block: 'nearest' });
  scrolled(page);
  page.draw();
  return find() !== null;
}
