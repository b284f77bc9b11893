// What the page shows: the live picture, what was found, and what to do about it.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { say, sayCount } from '../platform/words.js';
import * as icons from '../ui/icons.js';
import { reviewList, reviewNotes, tickedIn } from '../ui/review.js';

/** @typedef {import('./model.js').Page} Page */
/** @typedef {import('./model.js').Model} Model */
/**
 * @typedef {object} Actions
 * @property {(id?: string) => unknown} watch
 * @property {() => unknown} rest
 * @property {() => unknown} toggleLight
 * @property {() => unknown} lookElsewhere
 * @property {() => unknown} take
 * @property {() => unknown} cancel
 */

/** @param {Page} page @param {Actions} actions */
export function cameraView(page, actions) {
  const { model, draw } = page;
  const { importing } = model;
  return html`<main class="alone">
    <h1>${icons.mark}${say('cameraPage')}</h1>
    <p class="intro">${say('cameraText')}</p>
    <div class="panel" data-panel="camera">
      ${isReviewed(model) ? nothing : film(model)}
      ${said(model)}
      ${importing.files.length > 0 ? reviewNotes(importing) : nothing}
      ${controls(model, actions)}
    </div>
    ${importing.rows.length > 0 ? html`${reviewList(importing, draw)}${bar(model, actions)}` : nothing}
  </main>`;
}

/** The list takes the place of the picture. @param {Model} model */
function isReviewed({ camera, importing }) {
  return camera === 'off' && importing.rows.length > 0;
}

/** @param {Model} model */
function film({ camera, stream, used, isFound, isForScreen }) {
  const isMirrored = camera === 'on' && used.isMirrored;
  return html`<div class="film" data-camera=${camera} ?data-mirrored=${isMirrored} ?data-found=${isFound}>
    ${
      camera === 'on'
        ? html`<video autoplay muted playsinline .srcObject=${stream} aria-label=${say('cameraFilm')}></video>
            <div class="aim"></div>`
        : isForScreen && camera === 'off'
          ? icons.screen
          : icons.camera
    }
  </div>`;
}

/** @param {Model} model */
function said({ camera, said: happened, error, result }) {
  const waiting = { off: '', starting: say('cameraStarting'), on: say('cameraAim') };
  return html`
    <p class="said" role="status" data-said>${
      result
        ? html`${result} <a href="../settings/settings.html#accounts">${say('cameraAccounts')}</a>`
        : happened || (error ? '' : waiting[camera])
    }</p>
    ${error ? html`<p class="error" role="alert" data-error>${error}</p>` : nothing}
  `;
}

/** @param {Model} model @param {Actions} actions */
function controls(model, { watch, rest, toggleLight, lookElsewhere }) {
  const { camera, used, isLit, isBusy, isForScreen } = model;
  const isOff = camera === 'off';
  const isNext = (/** @type {boolean} */ isWanted) => isOff && isWanted && !isReviewed(model);
  const look = (/** @type {boolean} */ isWanted) =>
    isNext(isWanted) ? 'button primary' : 'button';
  return html`<div class="controls">
    <button type="button" class=${look(!isForScreen)} data-act="camera" ?disabled=${isBusy}
      @click=${() => (isOff ? watch(used.id) : rest())}>${say(isOff ? 'cameraStart' : 'cameraStop')}</button>
    <button type="button" class=${look(isForScreen)} data-act="screen" ?disabled=${isBusy}
      @click=${lookElsewhere}>${say('screenScan')}</button>
    ${
      camera === 'on' && used.hasLight
        ? html`<button type="button" class="button" data-act="light" aria-pressed=${isLit}
            @click=${toggleLight}>${say('cameraLight')}</button>`
        : nothing
    }
    ${chooser(model, watch)}
  </div>`;
}

/** @param {Model} model @param {Actions['watch']} watch */
function chooser({ camera, cameras, used }, watch) {
  if (camera !== 'on' || cameras.length < 2) return nothing;
  const changed = (/** @type {Event} */ event) =>
    watch(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
  return html`<label>${say('cameraChoice')}
    <select data-choose="camera" .value=${live(used.id)} @change=${changed}>
      ${cameras.map(
        ({ id, name }, at) =>
          html`<option value=${id} ?selected=${id === used.id}>${name || at + 1}</option>`,
      )}
    </select>
  </label>`;
}

/** @param {Model} model @param {Actions} actions */
function bar({ importing, isBusy }, { take, cancel }) {
  const ticked = tickedIn(importing).length;
  return html`<div class="bar">
    <button type="button" class="button" data-act="cancel" @click=${cancel}>${say('cancel')}</button>
    <button type="button" class="button primary" data-act="take" ?disabled=${isBusy || ticked === 0}
      @click=${take}>${sayCount('importTake', ticked)}</button>
  </div>`;
}
