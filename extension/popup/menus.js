// The menus and the sheet: opening and closing them, and what an account's menu does.

import { openSettings } from '../platform/tabs.js';
import { removerOf } from '../ui/editing.js';
import { nameOf } from '../ui/parts.js';

/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('./model.js').Model} Model */

/**
 * @param {Model} model
 * @param {import('./actions.js').Popup} popup
 */
export function menusOf(model, popup) {
  const { draw, attempt, change, open } = popup;
  const remove = removerOf(popup);

  /** @param {string} id of the account, or empty for the popup's own menu @param {Event} event */
  function openMenu(id, event) {
    event.preventDefault();
    const row = /** @type {Element} */ (event.currentTarget).closest('.row');
    const button =
      row?.querySelector('[data-more]') ?? /** @type {Element} */ (event.currentTarget);
    const { top, bottom, left, right } = button.getBoundingClientRect();
    Object.assign(model, {
      menu: { id, at: { top, bottom, left, right } },
      ...(id && { active: id }),
    });
    draw();
  }

  /** The focus returns to the row or button that the menu belongs to. @param {boolean} isBack */
  function closeMenu(isBack) {
    const id = model.menu?.id;
    model.menu = undefined;
    draw();
    if (isBack) focusOn(id ? '[data-use][tabindex="0"]' : '[data-act="more"]');
  }

  return {
    openMenu,
    closeMenu,
    expand: () => {
      model.isExpanded = true;
      draw();
      focusOn('[data-sheet] .primary');
    },
    collapse: () => {
      model.isExpanded = false;
      draw();
      focusOn('[data-expand]');
    },
    /** @param {RowView} row */
    pin: (row) =>
      attempt(async () => {
        const { sites, recovery, ...details } = open().details(row.id, '');
        const kept = {
          sites: sites.map(({ site }) => site),
          recovery: recovery.map(({ code }) => code),
          used: recovery.flatMap(({ code, used }) => (used ? [code] : [])),
        };
        const request = { ...details, ...kept, id: row.id, pinned: !row.pinned };
        await change((session, nowMs) => session.edit(request, nowMs));
        draw();
      }),
    /** The settings have room for the code, and ask who is there. @param {RowView} row */
    showQr: ({ id }) => attempt(() => openSettings(`#export=${id}`)),
    /** @param {RowView} row */
    remove: (row) => attempt(() => remove(row.id, nameOf(row))),
  };
}

/** @param {string} selector */
function focusOn(selector) {
  /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
}
