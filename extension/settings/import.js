// The section “Import”: files of any kind become one list, the user ticks rows, one write adds them.

import { html, nothing } from 'lit-html';
import { failureOf } from '../core/core.js';
import { joined, pagesOf, readImport, takeAccounts } from '../flows/importing.js';
import { openVault } from '../flows/vault.js';
import { say, sayAdded, sayCount, sayFailure, sayWarning } from '../platform/words.js';
import { filePicker, nameOf, submitting } from '../ui/parts.js';
import { grow, nextFrame, slicesOf, stopGrowing } from './growing.js';
import { attempt, noImport, tell } from './page.js';
import { button, errorAt, panel, selectAll } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('./page.js').Given} Given */
/** @typedef {import('./page.js').ImportModel} ImportModel */

/** What happens to each account in the file. */
const STATES = /** @type {const} */ ({
  new: 'importNew',
  'same-key': 'importSameKey',
  'same-name': 'importSameName',
});

/** Memory that a slow computer processes per second. */
const MIB_PER_S = 250;

/** More rows than fit in a window can be searched. */
const SEARCHED_MIN = 12;

/** @param {Page} page */
export function importSection(page) {
  const { files, rows } = page.model.importing;
  return html`
    <p class="intro">${say('importText')}</p>
    ${panel('', html`${door(page)}${files.map((file) => fileRow(page, file))}${errorAt(page, 'import')}`, 'door')}
    ${files.length > 0 ? notes(page.model.importing) : nothing}
    ${rows.length > 0 ? review(page) : nothing}
    ${files.length > 0 ? bar(page) : nothing}
  `;
}

/** @param {Page} page */
function door(page) {
  return html`
    <label class="door">
      <span>${say('importDoor')}</span>
      ${filePicker('import', (files) => addFiles(page, files), { multiple: true })}
    </label>
  `;
}

/** @param {Page} page @param {Given} file */
function fileRow(page, file) {
  const { name, state, error, view, workMib } = file;
  const seconds = Math.ceil(workMib / MIB_PER_S);
  return html`
    <div class="file" data-file=${state}>
      <p><strong><bdi>${name}</bdi></strong> ${view ? html`<span class="soft">${view.app || say('importLinks')}</span>` : nothing}</p>
      ${
        state === 'reading'
          ? html`<p role="status"><progress aria-label=${say('working')}></progress>
              ${seconds > 2 ? sayCount('importSlow', seconds) : say('working')}
              ${button('cancel-read', 'cancel', () => file.reading?.abort())}</p>`
          : nothing
      }
      ${error ? html`<p class="error" role="alert" id=${`file-error-${file.id}`} data-file-error>${error}</p>` : nothing}
      ${state === 'sealed' ? passwordForm(page, file) : nothing}
      ${state === 'failed' ? button('drop-file', 'close', () => dropFile(page, file)) : nothing}
    </div>
  `;
}

/** @param {Page} page @param {Given} file */
function passwordForm(page, file) {
  const { id, error } = file;
  return html`<form class="form" autocomplete="off" @submit=${submitting((form) => openFile(page, file, form))}>
    <label>${say('importPassword')}
      <input name="password" type="password" autocomplete="off" required autofocus
        aria-invalid=${error ? 'true' : nothing} aria-describedby=${error ? `file-error-${id}` : nothing}>
    </label>
    <div class="actions">
      ${button('drop-file', 'importLeave', () => dropFile(page, file))}
      <button class="button primary" data-act="open-file">${say('importOpen')}</button>
    </div>
  </form>`;
}

/** What the files say about themselves. @param {ImportModel} importing */
function notes({ files }) {
  const skipped = files.flatMap(({ view }) => view?.skipped ?? []);
  const pages = pagesOf(files.flatMap(({ view }) => view?.parts ?? []));
  return html`
    ${pages.map(
      ({ seen, size }) =>
        html`<p class=${seen < size ? 'note' : 'soft'} data-pages role="status">${say('importPages', seen, size)}</p>`,
    )}
    ${files.some(({ view }) => view?.mayBeDamaged) ? html`<p class="note" data-caution>${say('importCaution')}</p>` : nothing}
    ${skipped.map(
      ({ position, name, why }) => html`<p class="note" data-skipped>
        ${say('importSkipped', position, name)} ${sayFailure(why)}
      </p>`,
    )}
  `;
}

/** The rows that match the search. @param {ImportModel} importing */
function found({ rows, query }) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ issuer, name }) => {
    const text = `${issuer} ${name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** @param {Page} page */
function review(page) {
  const { importing } = page.model;
  const { rows, query } = importing;
  const shown = found(importing);
  const open = shown.filter(({ status }) => status !== 'same-key');
  const ticked = open.filter(({ isTicked }) => isTicked).length;
  const typed = (/** @type {Event} */ event) => {
    importing.query = /** @type {HTMLInputElement} */ (event.currentTarget).value;
    void grow(page, importing, found(importing).length);
  };
  const tickAll = (/** @type {boolean} */ isOn) => {
    for (const row of open) row.isTicked = isOn;
    page.draw();
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
    </div>
    ${shown.length === 0 ? html`<p class="soft none" role="status">${say('noMatch', query)}</p>` : nothing}
    <div class="rows-in" role="list" aria-label=${sayCount('importFound', shown.length)}>
      ${slicesOf(
        shown,
        importing,
        (row) => rowView(page, row),
        ({ isTicked }) => isTicked,
      )}
    </div>
  </div>`;
}

/** @param {Page} page @param {ImportModel['rows'][number]} row */
function rowView(page, row) {
  const changed = (/** @type {Event} */ event) => {
    row.isTicked = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
    page.draw();
  };
  return html`
    <div class="import-row" role="listitem" data-status=${row.status}>
      <label class="check">
        <input type="checkbox" data-tick .checked=${row.isTicked} ?disabled=${row.status === 'same-key'} @change=${changed}>
        <span><strong>${nameOf(row)}</strong> ${row.issuer && row.name ? html`<span class="soft">${row.name}</span>` : nothing}</span>
        <span class="soft">${say(STATES[row.status])}</span>
      </label>
      ${row.warnings.map((warning) => html`<p class="note">${sayWarning(warning)}</p>`)}
    </div>
  `;
}

/** Always in the window, however long the list is, unless it could cover a field that must be filled in first. @param {Page} page */
function bar(page) {
  const { importing, isBusy } = page.model;
  const ticked = importing.rows.filter(({ isTicked }) => isTicked).length;
  const isWaiting = importing.files.some(({ state }) => state === 'sealed');
  return html`<div class=${isWaiting ? 'bar resting' : 'bar'}>
    ${button('cancel-import', 'cancel', () => cancel(page))}
    <button type="button" class="button primary" data-act="take" ?disabled=${isBusy || ticked === 0}
      @click=${() => take(page)}>${sayCount('importTake', ticked)}</button>
  </div>`;
}

let lastId = 0;

/** @param {Page} page @param {Blob[]} blobs */
export function addFiles(page, blobs) {
  return attempt(page, 'import', async () => {
    for (const blob of blobs) {
      const name = blob instanceof File ? blob.name : say('importPasted');
      lastId += 1;
      /** @type {Given} */
      const file = { id: lastId, name, blob, state: 'reading', error: '', workMib: 0 };
      page.model.importing.files.push(file);
      await read(page, file);
    }
  });
}

/** @param {Page} page @param {Given} file @param {string} [password] */
async function read(page, file, password) {
  const reading = new AbortController();
  Object.assign(file, { state: 'reading', error: '', reading });
  page.draw();
  try {
    file.view = await readImport(file.blob, password, reading.signal);
    file.state = 'read';
    await preview(page);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) throw thrown;
    const isSealed = ['password-needed', 'password-wrong', 'cancelled'].includes(failure.code);
    file.state = isSealed ? 'sealed' : 'failed';
    if (failure.code === 'password-needed') file.workMib = failure.workMib;
    else if (failure.code !== 'cancelled') file.error = sayFailure(failure);
  }
  page.draw();
  /** @type {HTMLElement | null} */ (document.querySelector('[data-file] [autofocus]'))?.focus();
}

/** Computes what importing everything would do, given the current vault. @param {Page} page */
async function preview(page) {
  const { importing } = page.model;
  const views = importing.files.flatMap(({ view }) => (view ? [view] : []));
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
    isTicked: importing.rows[place]?.isTicked ?? row.status !== 'same-key',
  }));
  importing.query = '';
  await grow(page, importing, importing.rows.length);
}

/** @param {Page} page @param {Given} file @param {HTMLFormElement} form */
function openFile(page, file, form) {
  const password = String(new FormData(form).get('password') ?? '');
  return attempt(page, 'import', () => read(page, file, password));
}

/** @param {Page} page @param {Given} file */
function dropFile(page, file) {
  return attempt(page, 'import', async () => {
    const { importing } = page.model;
    importing.files = importing.files.filter((one) => one !== file);
    importing.rows = [];
    await preview(page);
  });
}

/** @param {Page} page */
function take(page) {
  return attempt(page, 'import', async () => {
    const { model } = page;
    const { accounts, rows } = model.importing;
    const places = rows.flatMap(({ isTicked, place }) => (isTicked ? [place] : []));
    const { added, known } = await takeAccounts(accounts, places);
    stopGrowing(model.importing);
    model.importing = noImport();
    tell(page, sayAdded('importResult', added, known));
  });
}

/** @param {Page} page */
function cancel({ model, draw }) {
  endImport(model);
  draw();
}

/** @param {import('./page.js').Model} model */
export function endImport(model) {
  for (const { reading } of model.importing.files) reading?.abort();
  stopGrowing(model.importing);
  model.importing = noImport();
}
