// What can be done with the selected accounts: delete them, add them to a group or a site, export them.

import { html, nothing } from 'lit-html';
import { failureOf, siteOf } from '../core/core.js';
import { editVault } from '../flows/vault.js';
import { openSites } from '../platform/tabs.js';
import { say, sayCount } from '../platform/words.js';
import { SITE_EXAMPLE } from '../ui/coding.js';
import { openTabsView } from '../ui/openTabs.js';
import { siteTyped, submitting } from '../ui/parts.js';
import { attempt, noExport, tell } from './page.js';
import { button, errorAt, faultOf } from './parts.js';
import { readIds } from './table.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').EditRequest} EditRequest */

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
  const open = (/** @type {'group' | 'site'} */ form) => () => {
    Object.assign(table, { form: table.form === form ? '' : form, openSites: undefined });
    page.draw();
    /** @type {HTMLElement | null} */ (document.querySelector(`[name="${form}"]`))?.focus();
  };
  return html`<span class="bulk">
    ${button('group', 'groupAdd', open('group'), isOff)}
    ${button('site', 'addSite', open('site'), isOff)}
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
    Object.assign(table, { selected: new Set(), form: '', active: 0, anchor: 0 });
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

/** The form for the selected accounts that is open, if any. @param {Page} page */
export function bulkForm(page) {
  const { form } = page.model.table;
  if (form === 'group') return groupForm(page);
  return form === 'site' ? siteForm(page) : nothing;
}

/** @param {Page} page */
function groupForm(page) {
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

/** @param {Page} page */
function siteForm(page) {
  const fault = faultOf(page, 'group');
  const ask = () =>
    attempt(page, 'group', async () => {
      page.model.table.openSites = await openSites();
    });
  const pick = (/** @type {string} */ site) => {
    const input = /** @type {HTMLInputElement} */ (
      document.querySelector('[data-form="site"] [name="site"]')
    );
    input.value = site;
    input.focus();
  };
  return html`<form class="group-form" autocomplete="off" data-form="site" @submit=${submitting((form) => addToSite(page, form))}>
    <label class="field">${say('fieldSite')}
      <input name="site" inputmode="url" spellcheck="false" required placeholder=${SITE_EXAMPLE}
        aria-invalid=${fault.invalid} aria-describedby=${fault.by}></label>
    <button class="button primary" data-add-site ?disabled=${page.model.isBusy}>${say('add')}</button>
    ${openTabsView(page.model.table.openSites, ask, pick)}
    ${errorAt(page, 'group')}
  </form>`;
}

/** @param {Page} page @param {HTMLFormElement} form */
async function addToGroup(page, form) {
  const group = String(new FormData(form).get('group') ?? '').trim();
  await attempt(page, 'group', async () => {
    if (group === '') return;
    const changed = await changeSelected(page, ({ tags }) => ({ tags: [...tags, group] }));
    tell(page, sayCount('groupAdded', changed));
  });
  focusSearch();
}

/** The form has gone, and the focus with it. */
function focusSearch() {
  if (document.activeElement !== document.body) return;
  /** @type {HTMLElement | null} */ (document.querySelector('[data-find]'))?.focus();
}

/** @param {Page} page @param {HTMLFormElement} form */
async function addToSite(page, form) {
  const typed = siteTyped(String(new FormData(form).get('site') ?? ''));
  await attempt(page, 'group', async () => {
    const { site } = siteOf(typed);
    const changed = await changeSelected(page, ({ sites }) => ({ sites: [...sites, site] }));
    tell(page, sayCount('siteAdded', changed));
  });
  focusSearch();
}

/**
 * Changes what the selected accounts say about themselves, in one write.
 * @param {Page} page
 * @param {(before: EditRequest) => Partial<EditRequest>} changeOf
 * @returns {Promise<number>} how many were changed
 */
async function changeSelected({ model: { table } }, changeOf) {
  const ids = [...table.selected];
  const changed = await editVault((session, nowMs) =>
    each(ids, (id) => {
      const before = requestOf(session, id);
      session.edit({ ...before, ...changeOf(before) }, nowMs);
    }),
  );
  Object.assign(table, { selected: new Set(), form: '' });
  return changed.length;
}

/** What an account says about itself. @param {Session} session @param {string} id @returns {EditRequest} */
function requestOf(session, id) {
  const { issuer, name, presses, appends, pinned, note, tags, sites, recovery } = session.details(
    id,
    '',
  );
  return {
    ...{ id, issuer, name, presses, appends, pinned, note, tags },
    sites: sites.map(({ site }) => site),
    recovery: recovery.map(({ code }) => code),
    used: recovery.filter((one) => one.used).map(({ code }) => code),
  };
}
