// A dialog that asks for proof before any action that an unlocked browser alone must not allow.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { failureOf } from '../core/core.js';
import { authenticate, proofsOf } from '../flows/authenticate.js';
import { say, sayFailure } from '../platform/words.js';
import { submitting } from '../ui/parts.js';

/**
 * @typedef {object} Proof
 * @property {string[]} kinds the available proofs
 * @property {'pass' | 'recovery'} way the secret that is being typed
 * @property {boolean} isBusy
 * @property {string} error a sentence, or empty
 * @property {() => unknown} retry the action to run afterwards
 */
/**
 * @typedef {object} ProofActions
 * @property {(form: HTMLFormElement) => void} prove
 * @property {() => void} provePasskey
 * @property {(way: Proof['way']) => void} chooseProof
 * @property {() => void} cancelProof
 */

/** @param {import('./settings.js').Model} model @param {{ draw: () => void }} page */
export function provingOf(model, { draw }) {
  /** @param {'pass' | 'recovery' | 'prf'} way @param {string} secret */
  async function show(way, secret) {
    const { proof } = model;
    if (!proof) return;
    Object.assign(proof, { isBusy: true, error: '' });
    draw();
    try {
      await authenticate(way, secret);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) throw thrown;
      Object.assign(proof, { isBusy: false, error: sayFailure(failure) });
      draw();
      /** @type {HTMLInputElement | null} */ (
        document.querySelector('dialog [name=secret]')
      )?.select();
      return;
    }
    close();
    await proof.retry();
  }

  /** The dialog returns the focus to the previous element. */
  function close() {
    model.proof = undefined;
    /** @type {HTMLDialogElement | null} */ (document.querySelector('[data-proof]'))?.close();
    draw();
  }

  return {
    /** @param {() => unknown} retry the action to run once the user has proved their identity */
    ask: (retry) => {
      const kinds = proofsOf(model.slots);
      const way = kinds.includes('pass') ? 'pass' : 'recovery';
      model.proof = { kinds, way, isBusy: false, error: '', retry };
    },
    /** @param {HTMLFormElement} form */
    prove: (form) =>
      show(model.proof?.way ?? 'pass', String(new FormData(form).get('secret') ?? '')),
    provePasskey: () => show('prf', ''),
    /** @param {Proof['way']} way */
    chooseProof: (way) => {
      Object.assign(model.proof ?? {}, { way, error: '' });
      draw();
    },
    cancelProof: close,
  };
}

/** @param {Element | undefined} dialog */
const open = (dialog) => {
  const shown = /** @type {HTMLDialogElement | undefined} */ (dialog);
  if (shown?.isConnected && !shown.open) shown.showModal();
};

/** Opens the dialog as soon as it is rendered. @param {Element | undefined} dialog */
const whenThere = (dialog) => void queueMicrotask(() => open(dialog));

/** @param {Proof} proof @param {ProofActions} actions */
export function proofView({ kinds, way, isBusy, error }, actions) {
  const { prove, provePasskey, chooseProof, cancelProof } = actions;
  const other = way === 'pass' ? 'recovery' : 'pass';
  return html`
    <dialog class="card" aria-labelledby="proof" ${ref(whenThere)} @cancel=${cancelProof} data-proof>
      <h2 id="proof">${say('proofTitle')}</h2>
      <p class="soft">${say('proofText')}</p>
      <form class="form" autocomplete="off" @submit=${submitting(prove)}>
        <label>${say(way === 'pass' ? 'passphrase' : 'recoveryKey')}
          <input name="secret" type="password" autocomplete="off" spellcheck="false" required autofocus
            aria-describedby=${error ? 'proof-error' : nothing}>
        </label>
        ${error ? html`<p class="error" id="proof-error" role="alert">${error}</p>` : nothing}
        ${
          kinds.includes(other)
            ? html`<button type="button" class="link" data-other @click=${() => chooseProof(other)}>
                ${say(other === 'pass' ? 'unlockByPassphrase' : 'unlockByPaper')}
              </button>`
            : nothing
        }
        <div class="actions">
          <button type="button" class="button" data-cancel @click=${cancelProof}>${say('cancel')}</button>
          ${
            kinds.includes('prf')
              ? html`<button type="button" class="button" data-passkey ?disabled=${isBusy}
                  @click=${provePasskey}>${say('unlockPasskey')}</button>`
              : nothing
          }
          <button class="button primary" data-prove ?disabled=${isBusy}>${say(isBusy ? 'working' : 'proofGo')}</button>
        </div>
      </form>
    </dialog>
  `;
}
