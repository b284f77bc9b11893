// The menus and the sheet: opening and closing them, and what an account's menu does.

import { openSettings } from '../platform/tabs.js';
import { removerOf } from '../ui/editing.js';
import { nameOf } from '../ui/parts.js';
import { model } from './model.js';
import { attempt, change, draw, open, toast } from './window.js';

/** @typedef {import('../core/postern.js').RowView} RowView */

const removeAccount = removerOf({ draw, toast, attempt, change });

/** @param {string} id of the account, or empty for the popup's own menu @param {Event} event */
export function openMenu(id, event) {
  event.preventDefault();
  const row = /** @type {Element} */ (event.currentTarget).closest('.row');
  const button = row?.querySelector('[data-more]') ?? /** @type {Element} */ (event.currentTarget);
  const { top, bottom, left, right } = button.getBoundingClientRect();
  Object.assign(model, {
    menu: { id, at: { top, bottom, left, right } },
    ...(id && { active: id }),
  });
  draw();
}

/** The focus returns to the row or button that the menu belongs to. @param {boolean} isBack */
export function closeMenu(isBack) {
  const id = model.menu?.id;
  model.menu = undefined;
  draw();
  if (isBack) focusOn(id ? '[data-use][tabindex="0"]' : '[data-act="more"]');
}

/** Shows all that the dock has no room for. */
export function expand() {
  model.isExpanded = true;
  draw();
  focusOn('[data-sheet] .primary');
}

export function collapse() {
  model.isExpanded = false;
  draw();
  focusOn('[data-expand]');
}

/** Pins an account, or releases it. @param {RowView} row */
export function pin(row) {
  return attempt(async () => {
    const { sites, recovery, ...details } = open().details(row.id, '');
    const kept = {
      sites: sites.map(({ site }) => site),
      recovery: recovery.map(({ code }) => code),
      used: recovery.flatMap(({ code, used }) => (used ? [code] : [])),
    };
    const request = { ...details, ...kept, id: row.id, pinned: !row.pinned };
    await change((session, nowMs) => session.edit(request, nowMs));
    draw();
  });
}

/** The settings have room for the code, and ask who is there. @param {RowView} row */
export function showQr({ id }) {
  return attempt(() => openSettings(`#export=${id}`));
}

/** @param {RowView} row */
export function remove(row) {
  return attempt(() => removeAccount(row.id, nameOf(row)));
}

/** @param {string} selector */
function focusOn(selector) {
  /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
}
