// Everything that the user knows about an account and may change.

import { html, nothing } from 'lit-html';
import { say } from '../platform/words.js';
import { codingFields, keyField, liveCode, SITE_EXAMPLE, takesPin, wrongAt } from './coding.js';
import * as icons from './icons.js';
import { openTabsView } from './openTabs.js';
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
 * @property {(event: Event) => void} typing
 * @property {(isShown: boolean) => void} showKey
 * @property {(input: HTMLInputElement) => void} addSite
 * @property {() => void} askTabs
 * @property {(site: string) => void} pickTab
 */

/**
 * Everything that the user knows about an account and may change.
 * @param {Editing} editing
 * @param {EditActions} actions
 */
export function detailsForm(editing, actions) {
  const { details } = editing;
  const { submit, typing, back, remove } = actions;
  return html`
    <form class="form" autocomplete="off" data-form="details" @submit=${submitting(submit)} @input=${typing}>
      <label>${say('fieldIssuer')}<input name="issuer" spellcheck="false" .value=${details.issuer} autofocus></label>
      <label>${say('fieldName')}<input name="name" spellcheck="false" .value=${details.name}></label>
      ${sitesFields(editing, actions)}
      ${
        wantsPin(editing)
          ? html`<label>${say('fieldPin')}<input name="pin" type="password" inputmode="numeric"></label>`
          : nothing
      }
      ${editing.isFull ? codesFields(editing, actions) : nothing}
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

/** @param {Editing} editing */
function wantsPin({ details, typed }) {
  const kind = typed.declared.kind ?? details.kind;
  return details.needsPin || (takesPin(kind) && kind !== details.kind);
}

/** Where codes are filled. @param {Editing} editing @param {EditActions} actions */
function sitesFields(editing, { bind, unbind, fillHere, addSite, askTabs, pickTab }) {
  const { details, fillsHere, site } = editing;
  return html`
    <fieldset data-sites>
      <legend>${say('siteTitle')}</legend>
      ${details.sites.length === 0 ? html`<p class="soft">${say('noSites')}</p>` : nothing}
      ${details.sites.map(
        ({ site, choices }) => html`<div class="site">
          <select name="bound" aria-label=${say('siteTitle')}>
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
      ${siteField(editing, addSite)}
      ${editing.isFull ? openTabsView(editing.openSites, askTabs, pickTab) : nothing}
    </fieldset>
  `;
}

/** A site can be typed. Enter adds it, and does not save the form. @param {Editing} editing @param {EditActions['addSite']} addSite */
function siteField({ typed }, addSite) {
  const isWrong = typed.wrong?.at === 'site';
  const inputOf = (/** @type {Event} */ event) =>
    /** @type {HTMLInputElement} */ (
      /** @type {HTMLElement} */ (event.currentTarget).closest('.site')?.querySelector('input')
    );
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    addSite(inputOf(event));
  };
  return html`<div class="labelled">
    <div class="site">
      <input name="site" inputmode="url" autocomplete="off" spellcheck="false" aria-label=${say('fieldSite')}
        placeholder=${SITE_EXAMPLE} aria-invalid=${isWrong ? 'true' : nothing}
        aria-describedby=${isWrong ? 'wrong-site' : nothing} @keydown=${keyed}>
      <button type="button" class="button" data-add-site
        @click=${(/** @type {Event} */ event) => addSite(inputOf(event))}>${say('addSite')}</button>
    </div>
    ${wrongAt(typed.wrong, 'site')}
  </div>`;
}

/** How the codes are made, and a new key. @param {Editing} editing @param {EditActions} actions */
function codesFields({ details, typed }, { showKey }) {
  return html`
    <fieldset data-codes>
      <legend>${say('codingTitle')}</legend>
      ${codingFields(typed.coding ?? details, typed)}
      ${keyField(typed, { label: say('fieldNewKey'), hint: 'new-key-hint', isRequired: false, isFirst: false, show: showKey })}
      <p class="soft live" id="new-key-hint">${liveCode(typed, say('newKeyHint'))}</p>
    </fieldset>
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
