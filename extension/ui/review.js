// The review before an import: what was read becomes one list, and the user ticks rows.

import { html, nothing } from 'lit-html';
import { joined, pagesOf } from '../flows/importing.js';
import { openVault } from '../flows/vault.js';
import { say, sayCount, sayFailure, sayList, sayWarning } from '../platform/words.js';
import { nextFrame } from './growing.js';
import { nameOf, selectAll } from './parts.js';
import { windowed } from './windowed.js';

/** @typedef {import('../core/postern_workers.js').ReadView} ReadView */
/**
 * A file being imported.
 * @typedef {object} Given
 * @property {number} id
 * @property {string} name
 * @property {Blob} blob
 * @property {Blob} [second] a key file or manifest that was chosen with it
 * @property {'reading' | 'sealed' | 'failed' | 'read'} state
 * @property {string} error a sentence, or empty
 * @property {number} workMib how much memory is processed to open it
 * @property {boolean} takesFile whether a second file may be needed
 * @property {ReadView} [view]
 * @property {AbortController} [reading]
 */
/**
 * @typedef {object} ImportRow
 * @property {number} place in the list of all accounts that were read
 * @property {boolean} isTicked
 * @property {boolean} isLeftOut its service is known, but the account is not to be used there
 * @property {ReadView['warnings'][number]} warnings
 */
/**
 * Files, and their accounts in `accounts`, which contains secrets.
 * @template {{ view?: ReadView }} [File=Given]
 * @typedef {{
 *   files: File[],
 *   accounts: string,
 *   rows: (import('../core/postern.js').PreviewedView & ImportRow)[],
 *   query: string,
 *   binds: boolean,
 * }} ImportModel
 */

/** What happens to each account in the file. */
const STATES = /** @type {const} */ ({
  new: 'importNew',
  'same-key': 'importSameKey',
  'same-name': 'importSameName',
  'other-issuer': 'importNew',
});

/** More rows than fit in a window can be searched. */
const SEARCHED_MIN = 12;

/** @returns {ImportModel<any>} */
export const noImport = () => ({
  ...{ files: [], accounts: '[]', rows: [], query: '' },
  /** Accounts of known services get the sites of those. */
  binds: false,
});

/** The places of the accounts to take. @param {Pick<ImportModel<any>, 'rows'>} importing */
export function tickedIn({ rows }) {
  return rows.flatMap(({ isTicked, place }) => (isTicked ? [place] : []));
}

/** The ticked ones that get the sites of their services. @param {Pick<ImportModel<any>, 'rows' | 'binds'>} importing */
export function boundIn({ rows, binds }) {
  const bound = rows.filter((row) => binds && row.isTicked && !row.isLeftOut && isOffered(row));
  return bound.map(({ place }) => place);
}

/** Whether the service of an account is known, and the account new here. @param {ImportModel['rows'][number]} row */
const isOffered = ({ known, status }) => known.length > 0 && status !== 'same-key';

/** What the files say about themselves. @param {Pick<ImportModel<any>, 'files'>} importing */
export function reviewNotes({ files }) {
  /** @type {ReadView[]} */
  const views = files.flatMap(({ view }) => view ?? []);
  return html`
    ${pagesOf(views.flatMap(({ parts }) => parts)).map(pagesNote)}
    ${views.some(({ isSearched }) => isSearched) ? html`<p class="note" data-searched>${say('importSearched')}</p>` : nothing}
    ${views.some(({ mayBeDamaged }) => mayBeDamaged) ? html`<p class="note" data-caution>${say('importCaution')}</p>` : nothing}
    ${views
      .flatMap(({ skipped }) => skipped)
      .map(
        ({ position, name, why }) => html`<p class="note" data-skipped>
          ${say('importSkipped', position, name)} ${sayFailure(why)}
        </p>`,
      )}
  `;
}

/** @param {ReturnType<typeof pagesOf>[number]} pages */
function pagesNote({ seen, size, missing }) {
  const scanned = say('importPages', seen, size);
  if (missing.length === 0) return html`<p class="soft" data-pages role="status">${scanned}</p>`;
  const others = say('importMissing', sayList(missing.map(String)));
  return html`<p class="note" data-pages role="status">${scanned} · ${others}</p>`;
}

/** The rows that match the search. @param {ImportModel<any>} importing */
function found({ rows, query }) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ issuer, name }) => {
    const text = `${issuer} ${name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** @param {ImportModel<any>} importing @param {() => void} draw */
export function reviewList(importing, draw) {
  const { rows, query } = importing;
  const shown = found(importing);
  const open = shown.filter(({ status }) => status !== 'same-key');
  const ticked = open.filter(({ isTicked }) => isTicked).length;
  const typed = (/** @type {Event} */ event) => {
    importing.query = /** @type {HTMLInputElement} */ (event.currentTarget).value;
    draw();
  };
  const tickAll = (/** @type {boolean} */ isOn) => {
    for (const row of open) row.isTicked = isOn;
    draw();
  };
  return html`<div class="panel table" data-panel="review">
    <div class="toolbar">
      ${
        rows.length > SEARCHED_MIN
          ? html`<input type="search" class="find" data-find-import autocomplete="off" spellcheck="false"
              placeholder=${say('search')} aria-label=${say('search')} .value=${query} @input=${typed}>`
          : nothing
      }
      <div class="tools">
        ${selectAll(ticked, open.length, tickAll)}
        <span class="soft count" role="status">${sayCount('importFound', shown.length)}</span>
      </div>
      ${bindAll(importing, draw)}
    </div>
    ${shown.length === 0 ? html`<p class="soft none" role="status">${say('noMatch', query)}</p>` : nothing}
    <div class="rows-in" role="list" aria-label=${sayCount('importFound', shown.length)}>
      ${windowed(
        shown,
        (row, at) => rowView(row, at, shown.length, draw, importing.binds),
        ({ isTicked, isLeftOut }) => `${isTicked} ${isLeftOut} ${importing.binds}`,
      )}
    </div>
  </div>`;
}

/** Offers the sites of all known services at once; each row then says which. @param {ImportModel<any>} importing @param {() => void} draw */
function bindAll(importing, draw) {
  const count = importing.rows.filter((row) => row.isTicked && isOffered(row)).length;
  if (count === 0) return nothing;
  const changed = (/** @type {Event} */ event) => {
    importing.binds = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
    draw();
  };
  return html`<label class="check" data-bind-all>
    <input type="checkbox" .checked=${importing.binds} @change=${changed}>
    <span>${sayCount('importBind', count)} <span class="soft below">${say('importBindText')}</span></span>
  </label>`;
}

/** Where an account will be used. @param {ImportModel['rows'][number]} row @param {() => void} draw */
function bindOne(row, draw) {
  const changed = (/** @type {Event} */ event) => {
    row.isLeftOut = !(/** @type {HTMLInputElement} */ (event.currentTarget).checked);
    draw();
  };
  return html`<label class="check bound">
    <input type="checkbox" data-bind .checked=${!row.isLeftOut} @change=${changed}>
    <span class="soft">${say('importBindOne', sayList(row.known))}</span>
  </label>`;
}

/** @param {ImportModel['rows'][number]} row @param {number} index @param {number} count @param {() => void} draw @param {boolean} binds */
function rowView(row, index, count, draw, binds) {
  const changed = (/** @type {Event} */ event) => {
    row.isTicked = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
    draw();
  };
  return html`
    <div class="import-row" role="listitem" aria-posinset=${index + 1} aria-setsize=${count} data-status=${row.status}>
      <label class="check">
        <input type="checkbox" data-tick .checked=${row.isTicked} ?disabled=${row.status === 'same-key'} @change=${changed}>
        <span><strong>${nameOf(row)}</strong> ${row.issuer && row.name ? html`<span class="soft">${row.name}</span>` : nothing}</span>
        <span class="soft">${say(STATES[row.status])}</span>
      </label>
      ${binds && row.isTicked && isOffered(row) ? bindOne(row, draw) : nothing}
      ${row.warnings.map((warning) => html`<p class="note">${sayWarning(warning)}</p>`)}
    </div>
  `;
}

/**
 * Computes what importing everything would do, given the current vault. Ticks stay as they are.
 * @param {ImportModel<any>} importing
 * @param {() => void} draw
 */
export async function reviewAll(importing, draw) {
  /** @type {ReadView[]} */
  const views = importing.files.flatMap(({ view }) => view ?? []);
  importing.accounts = joined(views.map(({ accounts }) => accounts));
  const warnings = views.flatMap((view) => view.warnings);
  // Two tasks: with 2,000 accounts each takes some 50 to 80 ms.
  const session = await openVault();
  await nextFrame();
  const { accounts } = session.previewImport(importing.accounts);
  session.free();
  await nextFrame();
  importing.rows = accounts.map((row, place) => ({
    ...row,
    place,
    warnings: warnings[place] ?? [],
    isTicked: row.status !== 'same-key' && (importing.rows[place]?.isTicked ?? true),
    isLeftOut: importing.rows[place]?.isLeftOut ?? false,
  }));
  importing.query = '';
  draw();
}
