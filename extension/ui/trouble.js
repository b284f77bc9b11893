// Errors, and the ways to recover from them.

import { html, nothing } from 'lit-html';
import { say, sayCount } from '../platform/words.js';

/**
 * @typedef {object} TroubleActions
 * @property {() => void} usePrevious
 * @property {() => void} restore
 * @property {() => void} rescue
 * @property {() => void} saveRescue
 * @property {() => void} acceptOlder
 * @property {() => void} reload
 */

/** Part of the vault is lost. @param {number} lost @param {boolean} previous @param {TroubleActions} actions */
export function damagedCard(lost, previous, actions) {
  return html`
    <section class="card bad" role="alert">
      <h2>${say('damagedTitle')}</h2>
      <p>${sayCount('damagedText', lost)}</p>
      ${waysOn(previous, actions)}
    </section>
  `;
}

/** The vault does not open at all, or Postern has a bug. @param {{ broken: string, breakage: 'vault' | 'bug', previous: boolean, trace: string }} model @param {Pick<TroubleActions, 'reload'> & Partial<TroubleActions>} actions */
export function brokenCard({ broken, breakage, previous, trace }, actions) {
  const isVault = breakage === 'vault';
  return html`
    <section class="card bad" role="alert" data-broken=${breakage}>
      <h2>${say(isVault ? 'unreadableTitle' : 'bugTitle')}</h2>
      <p>${broken}</p>
      ${
        isVault
          ? waysOn(previous, /** @type {TroubleActions} */ (actions))
          : html`<div class="actions">
              <button class="button primary" data-reload @click=${actions.reload}>${say('openAgain')}</button>
            </div>`
      }
    </section>
    ${traceView(trace)}
  `;
}

/** The data for a bug report, without anything about the user's accounts. @param {string} trace */
export function traceView(trace) {
  if (!trace) return nothing;
  return html`
    <details class="card calm">
      <summary>${say('traceTitle')}</summary>
      <p class="soft">${say('traceText')}</p>
      <pre class="fields" dir="ltr" data-trace>${trace}</pre>
    </details>
  `;
}

/** @param {boolean} previous there is an intact vault from before the last change @param {TroubleActions} actions */
function waysOn(previous, { usePrevious, rescue, saveRescue }) {
  return html`<div class="actions">
    <button class="button" data-save-rescue @click=${saveRescue}>${say('rescueSave')}</button>
    <button class="button" data-rescue @click=${rescue}>${say('rescueMore')}</button>
    ${previous ? html`<button class="button primary" data-previous @click=${usePrevious}>${say('damagedPrevious')}</button>` : nothing}
  </div>`;
}

/**
 * An older version of the vault is in place of the newest.
 * @param {number} missing writes
 * @param {TroubleActions} actions
 */
export function olderCard(missing, { restore, acceptOlder }) {
  return html`
    <section class="card bad" role="alert" data-older>
      <h2>${say('olderTitle')}</h2>
      <p>${sayCount('olderText', missing)}</p>
      <div class="actions">
        <button class="button" data-accept-older @click=${acceptOlder}>${say('olderAccept')}</button>
        <button class="button primary" data-restore-older @click=${restore}>${say('restoreBackup')}</button>
      </div>
    </section>
  `;
}
