// The section “Import”: files of any kind become one list, the user ticks rows, one write adds them.

import { html, nothing } from 'lit-html';
import { failureOf } from '../core/core.js';
import { readImport, takeAccounts } from '../flows/importing.js';
import { say, sayAdded, sayCount, sayFailure } from '../platform/words.js';
import { filePicker, submitting } from '../ui/parts.js';
import { boundIn, noImport, reviewAll, reviewList, reviewNotes, tickedIn } from '../ui/review.js';
import { attempt, tell } from './page.js';
import { button, errorAt, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../ui/review.js').Given} Given */

/** Memory that a slow computer processes per second. */
const MIB_PER_S = 250;

/** @param {Page} page */
export function importSection(page) {
  const { files, rows } = page.model.importing;
  return html`
    <p class="intro">${say('importText')}</p>
    ${panel('', html`${door(page)}${files.map((file) => fileRow(page, file))}${errorAt(page, 'import')}`, 'door')}
    ${files.length > 0 ? reviewNotes(page.model.importing) : nothing}
    ${rows.length > 0 ? reviewList(page.model.importing, page.draw) : nothing}
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
    <div class="actions">
      <a class="button" href="../camera/camera.html" data-camera>${say('cameraScan')}</a>
      <a class="button" href="../camera/camera.html#screen" data-screen>${say('screenScan')}</a>
    </div>
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
      <input name="password" type="password" autocomplete="off" ?required=${!file.takesFile} autofocus
        aria-invalid=${error ? 'true' : nothing} aria-describedby=${error ? `file-error-${id}` : nothing}>
    </label>
    ${
      file.takesFile
        ? html`<label>${say('importSecondFile')} <input name="second" type="file" data-second-file></label>`
        : nothing
    }
    <div class="actions">
      ${button('drop-file', 'importLeave', () => dropFile(page, file))}
      <button class="button primary" data-act="open-file">${say('importOpen')}</button>
    </div>
  </form>`;
}

/** Always in the window, however long the list is, unless it could cover a field that must be filled in first. @param {Page} page */
function bar(page) {
  const { importing, isBusy } = page.model;
  const ticked = tickedIn(importing).length;
  const isWaiting = importing.files.some(({ state }) => state === 'sealed');
  return html`<div class=${isWaiting ? 'bar resting' : 'bar'}>
    ${button('cancel-import', 'cancel', () => cancel(page))}
    <button type="button" class="button primary" data-act="take" ?disabled=${isBusy || ticked === 0}
      @click=${() => take(page)}>${sayCount('importTake', ticked)}</button>
  </div>`;
}

/** What a password, or another one, may mend. */
const SEALED = ['password-needed', 'password-wrong', 'second-file-needed', 'cancelled'];

/** A file that belongs to another one that was chosen with it. */
const SECOND_FILE = /^manifest\.json$|\.keyx?$/i;

/** The oldest backups of andOTP and databases of OTPClient are random bytes with these names. @param {Given} file @param {string} code */
const mayBeSealed = ({ name }, code) =>
  /\.(aes|enc|enc\.bak)$/i.test(name) && ['file-binary', 'file-database'].includes(code);

let lastId = 0;

/** @param {Page} page @param {Blob[]} blobs */
export function addFiles(page, blobs) {
  return attempt(page, 'import', async () => {
    const nameOf = (/** @type {Blob} */ blob) =>
      blob instanceof File ? blob.name : say('importPasted');
    const needsSecond = blobs.some((blob) => /\.(kdbx|mafile)$/i.test(nameOf(blob)));
    const second = needsSecond && blobs.find((blob) => SECOND_FILE.test(nameOf(blob)));
    for (const blob of blobs) {
      if (blob === second) continue;
      lastId += 1;
      /** @type {Given} */
      const file = {
        id: lastId,
        name: nameOf(blob),
        blob,
        ...(second && { second }),
        state: 'reading',
        error: '',
        workMib: 0,
        takesFile: false,
      };
      page.model.importing.files.push(file);
      await read(page, file);
    }
  });
}

/** @param {Page} page @param {Given} file @param {string} [password] @param {Blob} [second] */
async function read(page, file, password, second) {
  const reading = new AbortController();
  Object.assign(file, { state: 'reading', error: '', reading });
  page.draw();
  try {
    file.view = await readImport(file.blob, password, reading.signal, second);
    file.state = 'read';
    await reviewAll(page.model.importing, page.draw);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) throw thrown;
    const isSealed = SEALED.includes(failure.code) || mayBeSealed(file, failure.code);
    file.state = isSealed ? 'sealed' : 'failed';
    if (failure.code === 'password-needed')
      [file.workMib, file.takesFile] = [failure.workMib, failure.takesFile];
    else if (failure.code !== 'cancelled') file.error = sayFailure(failure);
  }
  page.draw();
  /** @type {HTMLElement | null} */ (document.querySelector('[data-file] [autofocus]'))?.focus();
}

/** @param {Page} page @param {Given} file @param {HTMLFormElement} form */
function openFile(page, file, form) {
  const given = new FormData(form);
  const second = given.get('second');
  return attempt(page, 'import', () =>
    read(
      page,
      file,
      String(given.get('password') ?? ''),
      second instanceof Blob && second.size > 0 ? second : file.second,
    ),
  );
}

/** @param {Page} page @param {Given} file */
function dropFile(page, file) {
  return attempt(page, 'import', async () => {
    const { importing } = page.model;
    importing.files = importing.files.filter((one) => one !== file);
    importing.rows = [];
    await reviewAll(importing, page.draw);
  });
}

/** @param {Page} page */
function take(page) {
  return attempt(page, 'import', async () => {
    const { model } = page;
    const { importing } = model;
    const { accounts } = importing;
    const { added, known } = await takeAccounts(accounts, tickedIn(importing), boundIn(importing));
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
  model.importing = noImport();
}
