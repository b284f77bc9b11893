// The account list: a function of what the core says and what the page is.

import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { say } from '../../platform/words.js';
import { groupCode } from './groups.js';
import * as icons from './icons.js';
import { tile } from './tile.js';

/** @typedef {import('../../core/postern.js').RowView} RowView */
/** @typedef {import('../../core/postern.js').ListView} ListView */
/** @typedef {import('../../core/postern.js').CodeView} CodeView */
/**
 * @typedef {object} ListModel
 * @property {ListView} list the rows in view
 * @property {number} from index of the first of them
 * @property {string} query
 * @property {string} field what the page's field takes; empty if no field takes a code
 * @property {string | undefined} elsewhere the origin of a frame of another site that has a field
 * @property {Map<string, CodeView>} shown counter-based codes that were asked for
 * @property {boolean} hidesCodes
 * @property {Set<string>} revealed rows whose hidden code was asked for
 * @property {number} nowMs
 * @property {import('../../platform/storage.js').Settings} settings
 * @property {((row: RowView) => import('./tile.js').Brand | undefined) | undefined} brandOf
 * @property {boolean} canMove
 */
/**
 * @typedef {object} ListActions
 * @property {(row: RowView) => void} use
 * @property {(row: RowView) => void} copy
 * @property {(row: RowView) => void} fill
 * @property {(row: RowView) => void} edit
 * @property {Dragged} dragged
 */
/**
 * A row that is carried to another place.
 * @typedef {object} Dragged
 * @property {(event: DragEvent, id: string) => void} start
 * @property {(event: DragEvent) => void} over
 * @property {(event: DragEvent, id: string, following: string | undefined) => void} drop
 * @property {() => void} end
 */

/** Height of a row in CSS pixels, with text of the usual size; the same as --row. */
const ROW_PX = 80;

/** @param {import('../../platform/storage.js').Settings} settings */
export function rowPx({ text = 1 }) {
  return ROW_PX * text;
}

/** @param {ListModel} model @param {ListActions} actions */
export function listView(model, actions) {
  const { list, from, query } = model;
  if (list.total > 0 && list.matching === 0) {
    return html`<p class="card calm soft" role="status">${say('noMatch', query)}</p>`;
  }
  const height = rowPx(model.settings);
  const after = Math.max(0, list.matching - from - list.rows.length);
  return html`
    <div .style=${`height:${from * height}px`}></div>
    <ul class="rows">
      ${repeat(
        list.rows,
        (row) => row.id,
        (row, at) => rowView(row, from + at, model, actions),
      )}
    </ul>
    <div .style=${`height:${after * height}px`}></div>
  `;
}

/** @param {Pick<RowView, 'issuer' | 'name'>} row */
export function nameOf(row) {
  return row.issuer || row.name || say('noName');
}

/** What a click does: the page has a field and the account belongs there, or it is copied. @param {RowView} row @param {Pick<ListModel, 'field' | 'elsewhere'>} model */
export function fills(row, { field, elsewhere }) {
  const isBound =
    elsewhere !== undefined && row.sites.includes(elsewhere.replace(/^https:\/\//, ''));
  const hasPlace = field !== '' || elsewhere !== undefined || row.appends;
  return isBound || (row.forPage && hasPlace);
}

/** @param {RowView} row @param {number} index @param {ListModel} model @param {ListActions} actions */
function rowView(row, index, model, actions) {
  const name = nameOf(row);
  const canFill = fills(row, model);
  const isFill = canFill && model.settings.action !== 'copy';
  const { dragged } = actions;
  const following = model.list.rows[index - model.from + 1]?.id;
  return html`
    <li class=${row.forPage ? 'row here' : 'row'} data-index=${index}
      aria-setsize=${model.list.matching} aria-posinset=${index + 1} draggable=${model.canMove}
      @dragstart=${(/** @type {DragEvent} */ event) => dragged.start(event, row.id)}
      @dragover=${dragged.over} @dragend=${dragged.end}
      @drop=${(/** @type {DragEvent} */ event) => dragged.drop(event, row.id, following)}>
      <button class="use" data-use @click=${() => actions.use(row)}>
        ${tile(name, model.brandOf?.(row))}
        <span class="issuer">${name}</span>
        ${codeView(row, model)}
        ${beside(row)}
        <span class="does">
          <span>${say(isFill ? 'fill' : 'copy')}</span>
          ${ring(row.code, model.nowMs)}
        </span>
      </button>
      ${
        canFill && !isFill
          ? html`<button class="icon-button" data-other title=${say('fill')} aria-label=${say('fillCodeOf', name)}
              @click=${() => actions.fill(row)}>${icons.fill}</button>`
          : html`<button class="icon-button" data-other title=${say('copy')} aria-label=${say('copyCodeOf', name)}
              @click=${() => actions.copy(row)}>${icons.copy}</button>`
      }
      <button class="icon-button" title=${say('edit')} aria-label=${say('editAccount', name)}
        @click=${() => actions.edit(row)}>${icons.more}</button>
    </li>
  `;
}

/** Longer codes are drawn smaller. */
const LONG_CHARS = 8;

/** The code in groups and, when it is about to end, the next one. @param {RowView} row @param {ListModel} model */
function codeView(row, { shown, hidesCodes, revealed }) {
  const code = row.code ?? shown.get(row.id);
  if (!code) {
    return html`<span class="code ask">${say(row.kind === 'hotp' ? 'nextCode' : 'fieldPin')}</span>`;
  }
  const isHidden = hidesCodes && !revealed.has(row.id);
  return html`<span class="codes">
    <span class=${row.codeChars > LONG_CHARS ? 'code long' : 'code'}>${groups(isHidden ? '•'.repeat(row.codeChars) : code.text)}</span>
    ${row.next && !isHidden ? html`<span class="next" aria-hidden="true">${groups(row.next)}</span>` : nothing}
  </span>`;
}

/** What else its owner knows it by. @param {RowView} row */
function beside({ issuer, name, tags, hasNote, pinned }) {
  const called = [issuer ? name : '', ...tags].filter((text) => text !== '').join(' · ');
  return html`<span class="account">
    ${pinned ? html`<span class="sign">${icons.pin}<span class="unseen">${say('pinned')}</span></span>` : nothing}
    ${hasNote ? html`<span class="sign">${icons.note}<span class="unseen">${say('fieldNote')}</span></span>` : nothing}
    <bdi>${called}</bdi>
  </span>`;
}

/** The countdown is calm until then. */
const LAST_MS = 5000;

/** Time left, drawn by CSS alone. @param {CodeView | undefined} code @param {number} nowMs */
function ring(code, nowMs) {
  if (code?.validFromMs === undefined || code.validUntilMs === undefined) return nothing;
  const { validFromMs, validUntilMs } = code;
  const style = `--life:${validUntilMs - validFromMs}ms;--age:${validFromMs - nowMs}ms;--calm:${validUntilMs - LAST_MS - nowMs}ms`;
  // A new element for each code, so that the animation starts anew; and left alone until the next
  // one, for an animation that runs would take a new age as more time gone.
  return repeat(
    [validFromMs],
    (key) => key,
    (key) =>
      guard(
        [key],
        () => html`<svg class="ring" viewBox="0 0 24 24" aria-hidden="true" .style=${style}>
          <circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="9"/>
        </svg>`,
      ),
  );
}

/** @param {string} code */
function groups(code) {
  return groupCode(code).map((group) => html`<i>${group}</i>`);
}
