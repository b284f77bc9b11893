// The lock screen: the ways to unlock the vault.

import { html, nothing } from 'lit-html';
import { say } from '../platform/words.js';
import * as icons from './icons.js';
import { submitting } from './parts.js';

/**
 * @typedef {object} LockedModel
 * @property {string[]} kinds the ways to unlock the vault
 * @property {'pass' | 'recovery'} way the secret that is being typed
 * @property {boolean} isBusy
 * @property {string} error a sentence, or empty
 */
/**
 * @typedef {object} LockedActions
 * @property {(form: HTMLFormElement) => void} submit
 * @property {() => void} passkey
 * @property {(way: LockedModel['way']) => void} choose
 * @property {() => void} stuck none of the ways opens the vault
 */

/** @param {LockedModel} model @param {LockedActions} actions */
export function lockedView({ kinds, way, isBusy, error }, { submit, passkey, choose, stuck }) {
  const other = way === 'pass' ? 'recovery' : 'pass';
  const canType = kinds.includes(way);
  return html`
    <div class="locked">
      ${icons.mark}
      <h1>${say('lockedTitle')}</h1>
      <form class="form" autocomplete="off" @submit=${submitting(submit)}>
        ${canType ? secret(way) : nothing}
        ${error ? html`<p class="error" role="alert">${error}</p>` : nothing}
        ${
          canType
            ? html`<button class="button primary" data-unlock ?disabled=${isBusy}>
                ${say(isBusy ? 'unlocking' : 'unlock')}
              </button>`
            : nothing
        }
        ${
          kinds.includes('prf')
            ? html`<button type="button" class=${canType ? 'button' : 'button primary'} data-passkey
                ?disabled=${isBusy} @click=${passkey}>${say('unlockPasskey')}</button>`
            : nothing
        }
        ${
          kinds.includes(other)
            ? html`<button type="button" class="link" data-other @click=${() => choose(other)}>
                ${say(other === 'pass' ? 'unlockByPassphrase' : 'unlockByPaper')}
              </button>`
            : nothing
        }
        <button type="button" class="link" data-stuck @click=${stuck}>${say('lockedStuck')}</button>
      </form>
    </div>
  `;
}

/** @param {LockedModel['way']} way */
function secret(way) {
  return way === 'pass'
    ? html`<label>${say('passphrase')}
        <input name="secret" type="password" autocomplete="off" required autofocus>
      </label>`
    : html`<label>${say('recoveryKey')}
        <input name="secret" autocomplete="off" spellcheck="false" autocapitalize="characters" required autofocus>
      </label>`;
}
