// The forms in which a passphrase is chosen and a recovery key is copied: in the section “Security”, and in the dialog
// that sets up both with a first backup.

import { html } from 'lit-html';
import { makeRecoveryKey } from '../core/core.js';
import { addRecovery, setPassphrase } from '../flows/unlock.js';
import { loadStrength } from '../platform/files.js';
import { say } from '../platform/words.js';
import { submitting } from '../ui/parts.js';
import { attempt, noForm } from './page.js';
import { button, errorAt, faultOf } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/**
 * What follows a form.
 * @typedef {object} Then
 * @property {() => void} close the button that leaves the form
 * @property {() => unknown} saved
 * @property {import('../platform/words.js').Word} [leave] the label of that button
 * @property {import('../platform/words.js').Word} [done] said once it was saved
 */

/** Labels for the scores of a passphrase. */
const STRENGTHS = /** @type {const} */ ([
  'strengthGuessed',
  'strengthWeak',
  'strengthFair',
  'strengthGood',
  'strengthStrong',
]);

/** A new recovery key, and the two random groups of it that must be typed back. */
export function newPaper() {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint8Array(2));
  const first = one % 8;
  const asked = [first, (first + 1 + (other % 7)) % 8].sort((a, b) => a - b);
  return { paper: makeRecoveryKey(), asked };
}

/** @param {Page} page @param {Event} event */
async function typed({ model, draw }, event) {
  const { value } = /** @type {HTMLInputElement} */ (event.target);
  const { strengthOf } = await loadStrength();
  model.strength = value ? strengthOf(value) : undefined;
  draw();
}

/** @param {Page} page @param {HTMLFormElement} form @param {Then} then */
function savePassphrase(page, form, { saved, done }) {
  const data = new FormData(form);
  const [first, again] = ['passphrase', 'again'].map((name) => String(data.get(name) ?? ''));
  return attempt(
    page,
    'pass',
    async () => {
      if (first !== again) throw { code: 'passphrase-differs' };
      await setPassphrase(first ?? '');
      form.reset();
      Object.assign(page.model, noForm());
      await saved();
    },
    done,
  );
}

/** @param {Page} page @param {Then} then */
export function passphraseForm(page, then) {
  const { strength, isBusy } = page.model;
  const differs = (/** @type {string} */ code) => code === 'passphrase-differs';
  const fault = faultOf(page, 'pass', (code) => !differs(code));
  const faultAgain = faultOf(page, 'pass', differs);
  return html`
    <form class="form" autocomplete="off" data-form="pass"
      @submit=${submitting((form) => savePassphrase(page, form, then))}>
      <label>${say('passphraseNew')}
        <input name="passphrase" type="password" autocomplete="new-password" required autofocus
          aria-invalid=${fault.invalid} aria-describedby=${fault.by}
          @input=${(/** @type {Event} */ event) => typed(page, event)}>
      </label>
      <meter min="0" max="4" low="2" high="3" optimum="4" .value=${strength ?? 0}
        aria-label=${say('strength')}></meter>
      <p class="soft" role="status">${say(strength === undefined ? 'passphraseHint' : (STRENGTHS[strength] ?? 'strengthWeak'))}</p>
      <label>${say('passphraseAgain')}
        <input name="again" type="password" autocomplete="new-password" required
          aria-invalid=${faultAgain.invalid} aria-describedby=${faultAgain.by}>
      </label>
      ${errorAt(page, 'pass')}
      <p class="warn" data-loss>${say('passphraseLoss')}</p>
      ${formActions(page, say(isBusy ? 'working' : 'save'), then)}
    </form>
  `;
}

/** @param {Page} page @param {string} save @param {Then} then */
function formActions({ model }, save, { close, leave = 'cancel' }) {
  return html`<div class="actions">
    ${button('cancel', leave, close)}
    <button class="button primary" data-save ?disabled=${model.isBusy}>${save}</button>
  </div>`;
}

/** @param {Page} page @param {HTMLFormElement} form @param {Then} then */
function confirmPaper(page, form, { saved, done }) {
  const data = new FormData(form);
  const { paper, asked } = page.model;
  const groups = paper.split('-');
  const isRight = asked.every((at) => {
    const text = String(data.get(`group-${at}`) ?? '').replace(/[\s-]/g, '');
    return text.toUpperCase() === groups[at];
  });
  return attempt(
    page,
    'recovery',
    async () => {
      if (!isRight) throw { code: 'recovery-differs' };
      await addRecovery(paper);
      Object.assign(page.model, noForm());
      await saved();
    },
    done,
  );
}

/** @param {Page} page @param {Then} then */
export function recoveryForm(page, then) {
  const { paper, asked } = page.model;
  const fault = faultOf(page, 'recovery');
  return html`
    <div class="sheet" data-sheet>
      <h4>${say('recoveryTitle')}</h4>
      <p>${say('recoveryText')}</p>
      <p class="paper" data-paper>${paper.split('-').map((group) => html`<bdi>${group}</bdi> `)}</p>
    </div>
    <form class="form" autocomplete="off" data-form="recovery"
      @submit=${submitting((form) => confirmPaper(page, form, then))}>
      ${button('print', 'print', () => print())}
      <p class="soft">${say('recoveryConfirm')}</p>
      ${asked.map(
        (at) => html`<label>${say('recoveryGroup', at + 1)}
          <input name=${`group-${at}`} autocomplete="off" spellcheck="false" maxlength="8" required
            aria-invalid=${fault.invalid} aria-describedby=${fault.by}>
        </label>`,
      )}
      ${errorAt(page, 'recovery')}
      ${formActions(page, say('recoverySave'), then)}
    </form>
  `;
}
