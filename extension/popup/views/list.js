// The account list: a function of what the core says and what the page is.

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { say } from '../../platform/words.js';
import { groupCode } from './groups.js';
import * as icons from './icons.js';

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
 */
/**
 * @typedef {object} ListActions
 * @property {(row: RowView) => void} use
 * @property {(row: RowView) => void} copy
 * @property {(row: RowView) => void} edit
 */

/** Height of a row in CSS pixels; the same as --row. */
export const ROW_PX = 80;

/** @param {ListModel} model @param {ListActions} actions */
export function listView(model, actions) {
  const { list, from, query } = model;
  if (list.total > 0 && list.matching === 0) {
    return html`<p class="card calm soft">${say('noMatch', query)}</p>`;
  }
  const after = Math.max(0, list.matching - from - list.rows.length);
  return html`
    <div .style=${`height:${from * ROW_PX}px`}></div>
    <ul class="rows">
      ${repeat(
        list.rows,
        (row) => row.id,
        (row, at) => rowView(row, from + at, model, actions),
      )}
    </ul>
    <div .style=${`height:${after * ROW_PX}px`}></div>
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
  const code = row.code ?? model.shown.get(row.id);
  const isHidden = model.hidesCodes && !model.revealed.has(row.id);
  return html`
    <li class=${row.forPage ? 'row here' : 'row'} data-index=${index}>
      <button class="use" data-use @click=${() => actions.use(row)}>
        <span class="tile" aria-hidden="true" .style=${`--hue:${hueOf(name)}`}>${initialOf(name)}</span>
        <span class="issuer">${name}</span>
        <span class=${code ? 'code' : 'code ask'}>${code ? groups(isHidden ? '•'.repeat(row.codeChars) : code.text) : say(row.kind === 'hotp' ? 'nextCode' : 'fieldPin')}</span>
        ${row.issuer && row.name ? html`<span class="account">${row.name}</span>` : nothing}
        <span class="does">
          <span>${say(fills(row, model) ? 'fill' : 'copy')}</span>
          ${ring(row.code, model.nowMs)}
        </span>
      </button>
      <button class="icon-button" title=${say('copy')} aria-label=${say('copyCodeOf', name)}
        @click=${() => actions.copy(row)}>${icons.copy}</button>
      <button class="icon-button" title=${say('edit')} aria-label=${say('editAccount', name)}
        @click=${() => actions.edit(row)}>${icons.more}</button>
    </li>
  `;
}

/** Time left, drawn by CSS alone. @param {CodeView | undefined} code @param {number} nowMs */
function ring(code, nowMs) {
  if (code?.validFromMs === undefined || code.validUntilMs === undefined) return nothing;
  const style = `--life:${code.validUntilMs - code.validFromMs}ms;--age:${code.validFromMs - nowMs}ms`;
  // A new element for each code, so that the animation starts anew.
  return repeat(
    [code.validFromMs],
    (key) => key,
    () => html`<svg class="ring" viewBox="0 0 24 24" aria-hidden="true" .style=${style}>
      <circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="9"/>
    </svg>`,
  );
}

/** @param {string} code */
function groups(code) {
  return groupCode(code).map((group) => html`<i>${group}</i>`);
}

/** @param {string} name */
function initialOf(name) {
  return ([...name.trim()][0] ?? '?').toLocaleUpperCase();
}

/** A colour of its own for each issuer. @param {string} name */
function hueOf(name) {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}
