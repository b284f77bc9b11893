// A dialog that asks for proof before any action that an unlocked browser alone must not allow.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { failureOf } from '../core/core.js';
import { authenticate, proofsOf } from '../flows/authenticate.js';
import { say, sayFailure } from '../platform/words.js';
import { submitting } from '../ui/parts.js';
import { openDialog } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/**
 * @typedef {object} Proof
 * @property {string[]} kinds the available proofs
 * @property {'pass' | 'recovery'} way the secret that is being typed
 * @property {boolean} isBusy
 * @property {string} error a sentence, or empty
 * @property {boolean} [isOwn] another computer’s secret was typed before: this one’s own is asked for
 * @property {() => unknown} retry the action to run afterwards
 */

/** @param {Page} page @param {() => unknown} retry the action to run once the user has proved their identity @param {boolean} isOwn see `Proof` */
export function askProof({ model }, retry, isOwn) {
  const kinds = proofsOf(model.slots);
  const way = kinds.includes('pass') ? 'pass' : 'recovery';
  model.proof = { kinds, way, isBusy: false, error: '', isOwn, retry };
}

/** @param {Page} page @param {'pass' | 'recovery' | 'prf'} way @param {string} secret */
async function prove(page, way, secret) {
  const { proof } = page.model;
  if (!proof) return;
  Object.assign(proof, { isBusy: true, error: '' });
  page.draw();
  try {
    await authenticate(way, secret);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) throw thrown;
    Object.assign(proof, { isBusy: false, error: sayFailure(failure) });
    page.draw();
    /** @type {HTMLInputElement | null} */ (
      document.querySelector('dialog [name=secret]')
    )?.select();
    return;
  }
  close(page);
  await proof.retry();
}

/** The dialog returns the focus to the previous element. @param {Page} page */
function close({ model, draw }) {
  model.proof = undefined;
  /** @type {HTMLDialogElement | null} */ (document.querySelector('[data-proof]'))?.close();
  draw();
}

/** @param {Page} page @param {Proof} proof @param {Proof['way']} way */
function choose({ draw }, proof, way) {
  Object.assign(proof, { way, error: '' });
  draw();
}

/** @param {Page} page @param {Proof} proof */
export function proofView(page, proof) {
  const { kinds, way, isBusy, error, isOwn } = proof;
  const other = way === 'pass' ? 'recovery' : 'pass';
  const typed = (/** @type {HTMLFormElement} */ form) =>
    prove(page, way, String(new FormData(form).get('secret') ?? ''));
  const cancel = () => close(page);
  return html`
    <dialog class="card" aria-labelledby="proof" ${ref(openDialog)} @cancel=${cancel} data-proof>
      <h2 id="proof">${say('proofTitle')}</h2>
      <p class="soft">${say(isOwn ? 'proofHere' : 'proofText')}</p>
      <form class="form" autocomplete="off" @submit=${submitting(typed)}>
        <label>${say(way === 'pass' ? 'passphrase' : 'recoveryKey')}
          <input name="secret" type="password" autocomplete="off" spellcheck="false" required autofocus
            aria-invalid=${error ? 'true' : nothing} aria-describedby=${error ? 'proof-error' : nothing}>
        </label>
        ${error ? html`<p class="error" id="proof-error" role="alert">${error}</p>` : nothing}
        ${
          kinds.includes(other)
            ? html`<button type="button" class="link" data-other @click=${() => choose(page, proof, other)}>
                ${say(other === 'pass' ? 'unlockByPassphrase' : 'unlockByPaper')}
              </button>`
            : nothing
        }
        <div class="actions">
          <button type="button" class="button" data-cancel @click=${cancel}>${say('cancel')}</button>
          ${
            kinds.includes('prf')
              ? html`<button type="button" class="button" data-passkey ?disabled=${isBusy}
                  @click=${() => prove(page, 'prf', '')}>${say('unlockPasskey')}</button>`
              : nothing
          }
          <button class="button primary" data-prove ?disabled=${isBusy}>${say(isBusy ? 'working' : 'proofGo')}</button>
        </div>
      </form>
    </dialog>
  `;
}
