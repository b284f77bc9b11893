// The import section: one entry point for files, then their contents.

import { html, nothing } from 'lit-html';
import { say, sayCount, sayFailure, sayWarning } from '../platform/words.js';
import { filePicker, nameOf, submitting } from '../ui/parts.js';
import { pagesIn } from './importing.js';

/** @typedef {import('./settings.js').Model} Model */
/** @typedef {import('./settings.js').Actions} Actions */
/** @typedef {import('./importing.js').Given} Given */

/** What happens to each account in the file. */
const STATES = /** @type {const} */ ({
  new: 'importNew',
  'same-key': 'importSameKey',
  'same-name': 'importSameName',
});

/** Memory that a slow computer processes per second. */
const MIB_PER_S = 250;

/** @param {Model} model @param {Actions} actions */
export function importSection({ importing, isBusy }, actions) {
  const { files, rows } = importing;
  const skipped = files.flatMap(({ view }) => view?.skipped ?? []);
  const ticked = rows.filter(({ isTicked }) => isTicked).length;
  return html`
    <section id="import" aria-labelledby="import-title">
      <h2 id="import-title">${say('importTitle')}</h2>
      <p class="soft">${say('importText')}</p>
      ${door(actions)}
      ${files.map((file) => fileRow(file, actions))}
      ${pagesIn(importing).map(
        ({ seen, size }) =>
          html`<p class=${seen < size ? 'note' : 'soft'} data-pages role="status">${say('importPages', seen, size)}</p>`,
      )}
      ${files.some(({ view }) => view?.mayBeDamaged) ? html`<p class="note" data-caution>${say('importCaution')}</p>` : nothing}
      ${
        rows.length > 0
          ? html`
              <ul class="rows-in" aria-label=${sayCount('importFound', rows.length)}>
                ${rows.map((row, place) => rowView(row, place, actions))}
              </ul>
            `
          : nothing
      }
      ${skipped.map(
        ({ position, name, why }) => html`<p class="note" data-skipped>
          ${say('importSkipped', position, name)} ${sayFailure(why)}
        </p>`,
      )}
      ${
        files.length > 0
          ? html`<div class="actions">
              <button type="button" class="button" data-act="cancel-import" @click=${actions.cancelImport}>${say('cancel')}</button>
              <button type="button" class="button primary" data-act="take" ?disabled=${isBusy || ticked === 0}
                @click=${actions.take}>${sayCount('importTake', ticked)}</button>
            </div>`
          : nothing
      }
    </section>
  `;
}

/** @param {Actions} actions */
function door({ addFiles }) {
  return html`
    <label class="door">
      <span>${say('importDoor')}</span>
      ${filePicker('import', addFiles, { multiple: true })}
    </label>
  `;
}

/** @param {Given} file @param {Actions} actions */
function fileRow(file, { openFile, cancelRead, dropFile }) {
  const { id, name, state, error, view, workMib } = file;
  const seconds = Math.ceil(workMib / MIB_PER_S);
  return html`
    <div class="file" data-file=${state}>
      <p><strong><bdi>${name}</bdi></strong> ${view ? html`<span class="soft">${view.app || say('importLinks')}</span>` : nothing}</p>
      ${
        state === 'reading'
          ? html`<p role="status"><progress aria-label=${say('working')}></progress>
              ${seconds > 2 ? sayCount('importSlow', seconds) : say('working')}
              <button type="button" class="button" data-act="cancel-read" @click=${() => cancelRead(id)}>${say('cancel')}</button></p>`
          : nothing
      }
      ${error ? html`<p class="error" role="alert" data-file-error>${error}</p>` : nothing}
      ${
        state === 'sealed'
          ? html`<form class="form" autocomplete="off" @submit=${submitting((form) => openFile(id, form))}>
              <label>${say('importPassword')}
                <input name="password" type="password" autocomplete="off" required autofocus>
              </label>
              <div class="actions">
                <button type="button" class="button" data-act="drop-file" @click=${() => dropFile(id)}>${say('importLeave')}</button>
                <button class="button primary" data-act="open-file">${say('importOpen')}</button>
              </div>
            </form>`
          : nothing
      }
      ${
        state === 'failed'
          ? html`<button type="button" class="button" data-act="drop-file" @click=${() => dropFile(id)}>${say('close')}</button>`
          : nothing
      }
    </div>
  `;
}

/** @param {Model['importing']['rows'][number]} row @param {number} place @param {Actions} actions */
function rowView(row, place, { tick }) {
  const changed = (/** @type {Event} */ event) =>
    tick(place, /** @type {HTMLInputElement} */ (event.currentTarget).checked);
  return html`
    <li data-status=${row.status}>
      <label class="check">
        <input type="checkbox" data-tick .checked=${row.isTicked} ?disabled=${row.status === 'same-key'} @change=${changed}>
        <span><strong>${nameOf(row)}</strong> ${row.issuer && row.name ? html`<span class="soft">${row.name}</span>` : nothing}</span>
        <span class="soft">${say(STATES[row.status])}</span>
      </label>
      ${row.warnings.map((warning) => html`<p class="note">${sayWarning(warning)}</p>`)}
    </li>
  `;
}
