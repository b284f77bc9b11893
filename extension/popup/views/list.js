// The account list: a function of the core's rows and the current page.

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { say } from '../../platform/words.js';
import { groupCode } from '../../ui/groups.js';
import * as icons from '../../ui/icons.js';
import { nameOf } from '../../ui/parts.js';
import { tileOf } from '../../ui/tile.js';

/** @typedef {import('../../core/postern.js').RowView} RowView */
/** @typedef {import('../../core/postern.js').ListView} ListView */
/** @typedef {import('../../core/postern.js').CodeView} CodeView */
/**
 * @typedef {object} ListModel
 * @property {ListView} list the rows in view
 * @property {Map<string, number>} keys the element key for each row's account
 * @property {number} from index of the first of them
 * @property {string} query
 * @property {string} field what the page's field takes; empty if no field takes a code
 * @property {string | undefined} elsewhere the origin of a frame of another site that has a field
 * @property {Map<string, CodeView>} shown counter-based codes that were asked for
 * @property {Set<string>} revealed rows whose hidden code was asked for
 * @property {number} nowMs
 * @property {string} active the account whose row is the list's tab stop
 * @property {import('../../platform/storage.js').Settings} settings
 * @property {((row: RowView) => import('../../ui/tile.js').Brand | undefined) | undefined} brandOf
 * @property {boolean} canMove
 */
/**
 * @typedef {object} ListActions
 * @property {(row: RowView) => void} use
 * @property {(row: RowView, event: Event) => void} menu
 * @property {(event: FocusEvent) => void} focused
 * @property {Dragged} dragged
 */
/**
 * Handlers for dragging a row: the row is the event's target.
 * @typedef {object} Dragged
 * @property {(event: DragEvent) => void} start
 * @property {(event: DragEvent) => void} over
 * @property {(event: DragEvent) => void} drop
 * @property {() => void} end
 */

/** Height of a row in CSS pixels at the usual text size; the same as --row. */
const ROW_PX = 72;

/** @param {import('../../platform/storage.js').Settings} settings */
export function rowPx({ text = 1 }) {
  return ROW_PX * text;
}

/** @param {ListModel} model @param {ListActions} actions */
export function listView(model, actions) {
  const { list, keys, from, query } = model;
  if (list.total > 0 && list.matching === 0) {
    return html`<p class="card calm soft" role="status">${say('noMatch', query)}</p>`;
  }
  const height = rowPx(model.settings);
  const after = Math.max(0, list.matching - from - list.rows.length);
  const { start, over, drop, end } = actions.dragged;
  return html`
    <div .style=${`height:${from * height}px`}></div>
    <ul class="rows" aria-label=${say('listTitle')} @focusin=${actions.focused} @dragstart=${start} @dragover=${over} @drop=${drop} @dragend=${end}>
      ${repeat(
        list.rows,
        (row) => keys.get(row.id),
        (row, at) => rowView(row, from + at, model, actions),
      )}
    </ul>
    <div .style=${`height:${after * height}px`}></div>
  `;
}

/**
 * What a click on a row does, as its label says.
 * @param {RowView} row
 * @param {Pick<ListModel, 'field' | 'elsewhere' | 'settings'>} model
 * @returns {'fill' | 'copy'}
 */
export function clickOf(row, model) {
  return fits(row, model) && model.settings.action !== 'copy' ? 'fill' : 'copy';
}

/**
 * The page has a field, and the account is bound to the site.
 * @param {RowView} row
 * @param {Pick<ListModel, 'field' | 'elsewhere'>} model
 */
export function fits(row, { field, elsewhere }) {
  const isBound =
    elsewhere !== undefined &&
    (row.frames.includes(elsewhere) || row.sites.includes(elsewhere.replace(/^https:\/\//, '')));
  const hasPlace = field !== '' || elsewhere !== undefined || row.appends;
  return isBound || (row.forPage && hasPlace);
}

/** Whether a row is the one that Tab reaches. @param {RowView} row @param {number} index @param {ListModel} model */
function isStop(row, index, { active, list, from }) {
  const isHere = list.rows.some(({ id }) => id === active);
  return isHere ? row.id === active : index === from;
}

/**
 * One template with few parts: the popup's first paint includes seven of them.
 * @param {RowView} row
 * @param {number} index
 * @param {ListModel} model
 * @param {ListActions} actions
 */
function rowView(row, index, model, actions) {
  const name = nameOf(row);
  const account = besides(row);
  const click = clickOf(row, model);
  const code = row.code ?? model.shown.get(row.id);
  const isHidden = model.settings.hidesCodes && !model.revealed.has(row.id);
  const { style, mark } = tileOf(name, model.brandOf?.(row));
  const openMenu = (/** @type {Event} */ event) => actions.menu(row, event);
  return html`
    <li class=${row.forPage ? 'row here' : 'row'} data-index=${index} draggable=${model.canMove}
      aria-setsize=${model.list.matching} aria-posinset=${index + 1} @contextmenu=${openMenu}>
      <button class="use" data-use tabindex=${isStop(row, index, model) ? 0 : -1} aria-keyshortcuts="Shift+F10"
        aria-describedby=${`code-${index}`} @click=${() => actions.use(row)}>
        <span class="tile" aria-hidden="true" .style=${style}>${mark}</span>
        <span class="line">
          <span class="issuer">${name}</span>
          <span class="account">${signs(row)}<bdi>${account}</bdi></span>
        </span>
        <span class="line">
          <span class=${classOf(row, code)} id=${`code-${index}`} aria-hidden=${code ? 'true' : nothing}>${code ? groups(isHidden ? '•'.repeat(row.codeChars) : code.text) : askFor(row)}</span>
          <span class="does">${say(click)}</span>
          ${row.next && !isHidden ? nextView(row.next) : nothing}
        </span>
        ${ring(row.code, model.nowMs)}
      </button>
      <button class="icon-button" data-more tabindex="-1" title=${say('moreFor', name)} aria-label=${say('moreFor', name)}
        aria-haspopup="menu" @click=${openMenu}><svg viewBox="0 0 24 24" aria-hidden="true">
          <path stroke-width="2.8" d="M12 5.5v.01M12 12v.01M12 18.5v.01"/>
        </svg></button>
    </li>
  `;
}

/** @param {string} next */
function nextView(next) {
  return html`<span class="next" aria-hidden="true"><small>${say('nextShort')}</small><span>${groups(next)}</span></span>`;
}

/** Longer codes are drawn smaller. */
const LONG_CHARS = 8;

/** @param {RowView} row @param {CodeView | undefined} code */
function classOf({ codeChars }, code) {
  if (!code) return 'code ask';
  return codeChars > LONG_CHARS ? 'code long' : 'code';
}

/** No code is available until the user requests it or enters what it needs. @param {RowView} row */
function askFor({ kind }) {
  return say(kind === 'hotp' ? 'nextCode' : 'fieldPin');
}

/** Other names by which the user knows the account. @param {RowView} row */
function besides({ issuer, name, tags }) {
  return [issuer ? name : '', ...tags].filter((text) => text !== '').join(' · ');
}

/** @param {RowView} row */
function signs({ hasNote, pinned }) {
  if (!hasNote && !pinned) return nothing;
  return html`
    ${pinned ? html`<span class="sign">${icons.pin}<span class="unseen">${say('pinned')}</span></span>` : nothing}
    ${hasNote ? html`<span class="sign">${icons.note}<span class="unseen">${say('fieldNote')}</span></span>` : nothing}
  `;
}

/** The countdown stays calm until this much time is left. */
const LAST_MS = 5000;

/** A ring that shows how much of a code's life is gone. @typedef {SVGElement & { life: CodeView }} Ring */

/** The length of the line: a circle with the radius 13. */
const AROUND = 81.7;

/** Time left, in seconds. @param {CodeView | undefined} code @param {number} nowMs */
function ring(code, nowMs) {
  if (code?.validUntilMs === undefined) return nothing;
  const { gone, isLast, left } = ageOf(code, nowMs);
  return html`<svg class="ring" viewBox="0 0 32 32" aria-hidden="true" .life=${code} ?data-last=${isLast}>
    <circle cx="16" cy="16" r="13"/><circle cx="16" cy="16" r="13" stroke-dashoffset=${gone}/><text x="16" y="20">${left}</text>
  </svg>`;
}

/** @param {CodeView} code @param {number} nowMs */
function ageOf({ validFromMs = 0, validUntilMs = 0 }, nowMs) {
  const part = (nowMs - validFromMs) / (validUntilMs - validFromMs);
  const leftMs = validUntilMs - nowMs;
  return {
    gone: (AROUND * part).toFixed(1),
    isLast: leftMs <= LAST_MS,
    left: String(Math.max(0, Math.ceil(leftMs / 1000))),
  };
}

/** Advances the rings without a redraw: a step a second costs a hundredth of an animation. @param {number} nowMs */
export function turnRings(nowMs) {
  for (const ring of /** @type {NodeListOf<Ring>} */ (document.querySelectorAll('.ring'))) {
    const { gone, isLast, left } = ageOf(ring.life, nowMs);
    ring.children[1]?.setAttribute('stroke-dashoffset', gone);
    ring.toggleAttribute('data-last', isLast);
    const text = ring.lastElementChild?.lastChild;
    if (text) text.nodeValue = left;
  }
}

/** @param {string} code */
function groups(code) {
  const [first, ...others] = groupCode(code);
  return [first, ...others.map((group) => html`<i>${group}</i>`)];
}
