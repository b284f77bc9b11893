// What can be done with the selected accounts: delete them, add them to a group, export them.

import { html } from 'lit-html';
import { failureOf } from '../core/core.js';
import { editVault } from '../flows/vault.js';
import { say, sayCount } from '../platform/words.js';
import { submitting } from '../ui/parts.js';
import { attempt, noExport, tell } from './page.js';
import { button, errorAt, faultOf } from './parts.js';
import { readIds } from './table.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../core/core.js').Session} Session */

/** All accounts found, or none. @param {Page} page @param {boolean} isOn */
export async function selectFound(page, isOn) {
  const { table } = page.model;
  table.selected = new Set(isOn ? await readIds(page, 0, table.matching) : []);
  page.draw();
}

/** @param {Page} page */
export function bulkActions(page) {
  const { isBusy, table } = page.model;
  const isOff = { isOff: isBusy };
  const group = () => {
    table.isGrouping = !table.isGrouping;
    page.draw();
    /** @type {HTMLElement | null} */ (document.querySelector('[name="group"]'))?.focus();
  };
  return html`<span class="bulk">
    ${button('group', 'groupAdd', group, isOff)}
    ${button('export-selected', 'exportStart', () => exportSelected(page), isOff)}
    ${button('delete-selected', 'deleteSelected', () => deleteSelected(page), { ...isOff, look: 'danger' })}
  </span>`;
}

/**
 * Does something with each account that still exists: another window may have deleted some.
 * @param {string[]} ids
 * @param {(id: string) => void} act
 * @returns {string[]} the accounts it was done with
 */
function each(ids, act) {
  return ids.filter((id) => {
    try {
      act(id);
      return true;
    } catch (thrown) {
      if (failureOf(thrown)?.code !== 'account-unknown') throw thrown;
      return false;
    }
  });
}

/** @param {Page} page */
function deleteSelected(page) {
  return attempt(page, 'table', async () => {
    const { table } = page.model;
    const ids = [...table.selected];
    const gone = await editVault((session, nowMs) => each(ids, (id) => session.remove(id, nowMs)));
    Object.assign(table, { selected: new Set(), isGrouping: false, active: 0, anchor: 0 });
    tell(page, sayCount('accountsDeleted', gone.length), () => restoreAll(page, gone));
  });
}

/** @param {Page} page @param {string[]} ids */
function restoreAll(page, ids) {
  return attempt(page, 'table', async () => {
    const back = await editVault((session, nowMs) => each(ids, (id) => session.restore(id, nowMs)));
    tell(page, sayCount('accountsRestored', back.length));
  });
}

/** @param {Page} page */
function exportSelected({ model }) {
  model.exporting = { ...noExport(), ids: [...model.table.selected] };
  location.hash = 'export';
}

/** @param {Page} page */
export function groupForm(page) {
  const { tags, isBusy } = page.model;
  const fault = faultOf(page, 'group');
  return html`<form class="group-form" autocomplete="off" data-form="group" @submit=${submitting((form) => addToGroup(page, form))}>
    <label class="field">${say('groupName')}
      <input name="group" list="groups" spellcheck="false" required aria-invalid=${fault.invalid} aria-describedby=${fault.by}></label>
    <datalist id="groups">${tags.map((tag) => html`<option value=${tag}></option>`)}</datalist>
    <button class="button primary" data-add-group ?disabled=${isBusy}>${say('add')}</button>
    ${errorAt(page, 'group')}
  </form>`;
}

/** @param {Page} page @param {HTMLFormElement} form */
function addToGroup(page, form) {
  const group = String(new FormData(form).get('group') ?? '').trim();
  return attempt(page, 'group', async () => {
    const { table } = page.model;
    if (group === '') return;
    const ids = [...table.selected];
    const changed = await editVault((session, nowMs) =>
      each(ids, (id) => tag(session, id, group, nowMs)),
    );
    Object.assign(table, { selected: new Set(), isGrouping: false });
    tell(page, sayCount('groupAdded', changed.length));
  });
}

/** @param {Session} session @param {string} id @param {string} group @param {number} nowMs */
function tag(session, id, group, nowMs) {
  const { sites, recovery, tags, issuer, name, presses, appends, pinned, note } = session.details(
    id,
    '',
  );
  const used = recovery.filter((one) => one.used).map(({ code }) => code);
  const request = { id, issuer, name, presses, appends, pinned, note, used };
  session.edit(
    {
      ...request,
      sites: sites.map(({ site }) => site),
      recovery: recovery.map(({ code }) => code),
      tags: [...tags, group],
    },
    nowMs,
  );
}
