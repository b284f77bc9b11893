// Everything that the user knows about an account and may change.

import { html, nothing } from 'lit-html';
import { say } from '../platform/words.js';
import * as icons from './icons.js';
import { submitting } from './parts.js';

/** @typedef {import('../core/postern.js').DetailsView} DetailsView */
/** @typedef {import('./editing.js').Editing} Editing */
/**
 * @typedef {object} EditActions
 * @property {(form: HTMLFormElement) => void} submit
 * @property {() => void} back
 * @property {() => void} remove
 * @property {(site: string) => void} bind
 * @property {(site: string) => void} unbind
 * @property {(isOn: boolean) => void} fillHere
 */

/**
 * Everything that the user knows about an account and may change.
 * @param {Editing} model
 * @param {EditActions} actions
 */
export function detailsForm(
  { details, fillsHere, site },
  { submit, back, remove, bind, unbind, fillHere },
) {
  return html`
    <form class="form" autocomplete="off" data-form="details" @submit=${submitting(submit)}>
      <label>${say('fieldIssuer')}<input name="issuer" spellcheck="false" .value=${details.issuer} autofocus></label>
      <label>${say('fieldName')}<input name="name" spellcheck="false" .value=${details.name}></label>
      <fieldset data-sites>
        <legend>${say('siteTitle')}</legend>
        ${details.sites.length === 0 ? html`<p class="soft">${say('noSites')}</p>` : nothing}
        ${details.sites.map(
          ({ site, choices }) => html`<div class="site">
            <select name="site" aria-label=${say('siteTitle')}>
              ${choices.map(
                (choice) => html`<option value=${choice} ?selected=${choice === site}>
                  ${choice.startsWith('*.') ? say('siteWhole', choice.slice(2)) : choice}
                </option>`,
              )}
            </select>
            <button type="button" class="icon-button" title=${say('removeSite', site)}
              aria-label=${say('removeSite', site)} @click=${() => unbind(site)}>${icons.cross}</button>
          </div>`,
        )}
        ${
          details.pageSite
            ? html`<button type="button" class="button" data-bind
                @click=${() => bind(details.pageSite ?? '')}>${say('bindSite', details.pageSite)}</button>`
            : nothing
        }
        ${
          fillsHere === undefined
            ? nothing
            : html`<label class="check">
                <input type="checkbox" data-fill-here .checked=${fillsHere}
                  @change=${(/** @type {Event} */ event) => fillHere(/** @type {HTMLInputElement} */ (event.currentTarget).checked)}>
                ${say('fillHere', site)}
              </label>`
        }
      </fieldset>
      ${
        details.needsPin
          ? html`<label>${say('fieldPin')}<input name="pin" type="password" inputmode="numeric"></label>`
          : nothing
      }
      ${keepingFields(details)}
      <fieldset>
        <legend>${say('fillingTitle')}</legend>
        <label class="check"><input type="checkbox" name="presses" ?checked=${details.presses}>${say('presses')}</label>
        <label class="check"><input type="checkbox" name="appends" ?checked=${details.appends}>${say('appends')}</label>
      </fieldset>
      <div class="actions">
        <button type="button" class="button danger spread" data-delete @click=${remove}>
          ${say('deleteAccount')}
        </button>
        <button type="button" class="button" @click=${back}>${say('cancel')}</button>
        <button class="button primary">${say('save')}</button>
      </div>
    </form>
  `;
}

/** The user's own notes about an account. @param {DetailsView} details */
function keepingFields({ pinned, tags, note, recovery }) {
  return html`
    <fieldset>
      <legend>${say('keepTitle')}</legend>
      <label class="check"><input type="checkbox" name="pinned" ?checked=${pinned}>${say('pinned')}</label>
      <label>${say('fieldTags')}<input name="tags" spellcheck="false" .value=${tags.join(', ')}></label>
      <label>${say('fieldNote')}<textarea name="note" rows="2" spellcheck="false" .value=${note}></textarea></label>
      <label>${say('recoveryCodes')}
        <textarea name="recovery" rows="3" autocomplete="off" spellcheck="false"
          .value=${recovery.map(({ code }) => code).join('\n')}></textarea>
      </label>
      <p class="soft">${say('recoveryHint')}</p>
      ${recovery.map(
        ({ code, used }) => html`<label class="check">
          <input type="checkbox" name="used" .value=${code} ?checked=${used}>
          <bdi class=${used ? 'used' : ''}>${code}</bdi>
        </label>`,
      )}
    </fieldset>
  `;
}
