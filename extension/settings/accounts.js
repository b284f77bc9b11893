// The section “Accounts”: a table to find, select and change accounts, of which only the rows in view are drawn; the
// form of one account; and the deleted ones.

import { html, nothing } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { failureOf } from '../core/core.js';
import { editVault } from '../flows/vault.js';
import { say, sayCount } from '../platform/words.js';
import { detailsForm } from '../ui/accountForm.js';
import { nameOf, selectAll } from '../ui/parts.js';
import { tileOf } from '../ui/tile.js';
import { windowed } from '../ui/windowed.js';
import { attempt } from './page.js';
import { button, errorAt, line, panel } from './parts.js';
import { bulkActions, bulkForm, selectFound } from './selection.js';
import { focusRow, idsOf, keyPressed, listOf, pick, rowPx, search } from './table.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../core/postern.js').RowView} RowView */

/** @param {Page} page */
export function accountsSection(page) {
  const { editing, isBin, total, bin } = page.model;
  if (editing) return editorView(page);
  if (isBin) return binView(page);
  return html`
    ${total === 0 ? emptyPanel() : tableView(page)}
    ${total === 0 && bin.length > 0 ? html`<p class="after">${binLink()}</p>` : nothing}
  `;
}

/** The deleted accounts. */
const binLink = () => html`<a href="#bin" data-bin-link>${say('binTitle')}</a>`;

/** What to do first. */
function emptyPanel() {
  return panel(
    say('emptyTitle'),
    html`
      <p class="soft">${say('emptyText')}</p>
      <div class="actions">
        <a class="button primary" href="#backup">${say('restoreBackup')}</a>
        <a class="button" href="#import">${say('importFrom')}</a>
      </div>
    `,
    'empty',
  );
}

/** @param {Page} page */
function tableView(page) {
  const { table } = page.model;
  const list = listOf(page);
  const height = rowPx(page.model.settings);
  const after = Math.max(0, list.matching - table.from - list.rows.length);
  return html`<div class="panel table" data-panel="accounts">
    ${toolbar(page)}
    ${
      list.matching === 0
        ? html`<p class="soft none" role="status">${say('noMatch', table.query)}</p>`
        : html`
            <div data-rows .style=${`height:${table.from * height}px`}></div>
            <div role="grid" aria-label=${say('listTitle')} aria-multiselectable="true" aria-rowcount=${list.matching}
              @keydown=${(/** @type {KeyboardEvent} */ event) => keyPressed(page, event)}>
              ${repeat(
                list.rows,
                ({ id }) => id,
                (row, at) => rowView(page, row, table.from + at),
              )}
            </div>
            <div .style=${`height:${after * height}px`}></div>`
    }
  </div>`;
}

/** @param {Page} page */
function toolbar(page) {
  const { table } = page.model;
  const { selected, matching, query } = table;
  const typed = (/** @type {Event} */ event) =>
    search(page, /** @type {HTMLInputElement} */ (event.currentTarget).value);
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    focusRow(page, table.active);
  };
  return html`<div class="toolbar">
    <input type="search" class="find" data-find autocomplete="off" spellcheck="false" placeholder=${say('search')}
      aria-label=${say('search')} .value=${query} @input=${typed} @keydown=${keyed}>
    <div class="tools">
      ${selectAll(Math.min(selected.size, matching), matching, (isOn) => selectFound(page, isOn))}
      <span class="soft count" role="status" data-count>${
        selected.size > 0
          ? sayCount('selectedCount', selected.size)
          : sayCount('accountsCount', matching)
      }</span>
      ${selected.size > 0 ? bulkActions(page) : binLink()}
    </div>
    ${selected.size > 0 ? bulkForm(page) : nothing}
    ${errorAt(page, 'table')}
  </div>`;
}

/** @param {Page} page @param {RowView} row @param {number} index */
function rowView(page, row, index) {
  const { table, brandOf } = page.model;
  const name = nameOf(row);
  const { style, mark } = tileOf(name, brandOf?.(row));
  const isSelected = table.selected.has(row.id);
  const isDrawn = table.active >= table.from && table.active < table.from + table.count;
  const isReached = index === (isDrawn ? table.active : table.from);
  const clicked = (/** @type {MouseEvent} */ event) => pick(page, index, row.id, event.shiftKey);
  return html`<div class="account" role="row" data-row=${index} aria-rowindex=${index + 1} aria-selected=${isSelected}>
    <span role="gridcell" class="pick"><input type="checkbox" tabindex="-1" data-pick .checked=${live(isSelected)}
      aria-label=${say('selectAccount', name)} @click=${clicked}></span>
    <span role="gridcell" class="who"><a href=${`#account=${row.id}`} data-open tabindex=${isReached ? 0 : -1}
      @focus=${() => {
        table.active = index;
      }}>
      <span class="tile" aria-hidden="true" .style=${style}>${mark}</span>
      <span class="names"><strong>${name}</strong>
        ${row.issuer && row.name ? html`<span class="soft"><bdi>${row.name}</bdi></span>` : nothing}</span>
    </a></span>
    <span role="gridcell" class="groups soft">${row.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</span>
  </div>`;
}

/** Each account has its own form: text typed for one never goes to another. @param {Page} page */
function editorView({ model, edit, ...page }) {
  const { editing } = model;
  if (!editing) return nothing;
  return html`
    ${panel(
      '',
      html`${keyed(editing.id, detailsForm(editing, edit))}
        ${errorAt({ model, edit, ...page }, 'details')}`,
      'details',
    )}
  `;
}

/** @param {Page} page */
function binView(page) {
  const { bin } = page.model;
  return html`
    ${panel(
      '',
      html`
        ${bin.length === 0 ? html`<p class="soft">${say('binEmpty')}</p>` : binList(page)}
        ${errorAt(page, 'bin')}
        ${bin.length === 0 ? nothing : html`<div class="actions">${emptyButton(page)}</div>`}
      `,
      'bin',
    )}
  `;
}

/** @param {Page} page */
function emptyButton(page) {
  const { model, draw } = page;
  const ask = () => {
    Object.assign(model, {
      question: { what: 'empty', ids: model.bin.map(({ id }) => id) },
      failed: undefined,
    });
    draw();
  };
  return button('empty-bin', 'binEmptyGo', ask, { look: 'danger', isOff: model.isBusy });
}

/** @param {Page} page */
function binList(page) {
  const { bin } = page.model;
  const days = (/** @type {number} */ untilMs) =>
    Math.max(0, Math.ceil((untilMs - Date.now()) / 86_400_000));
  const restore = (/** @type {string} */ id) =>
    attempt(
      page,
      'bin',
      () => editVault((session, nowMs) => session.restore(id, nowMs)),
      'restored',
    );
  return html`<div class="binned" role="list" aria-label=${say('binTitle')}>
    ${windowed(
      bin,
      (one, at) => html`<div class="slice-row" role="listitem" aria-posinset=${at + 1}
        aria-setsize=${bin.length} data-binned=${one.id}>${line(
          html`<strong>${nameOf(one)}</strong>${one.issuer && one.name ? html` <span class="soft">${one.name}</span>` : nothing}
          <br><span class="soft">${sayCount('binDays', days(one.keptUntilMs))}</span>`,
          button('restore', 'restore', () => restore(one.id)),
        )}</div>`,
    )}
  </div>`;
}

/** What the form of an account shows; nothing if there is no such account. @param {Page} page @param {string} id */
export async function loadAccount({ model, edit, read }, id) {
  if (!model.session || !idsOf(model.session).has(id)) return undefined;
  try {
    return await edit.load({ id, forPage: false });
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    // Another window has deleted it, or locked Postern.
    await read();
    return undefined;
  }
}
