// The two forms: add by key or link, and edit.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { say } from '../../platform/words.js';
import { detailsForm } from '../../ui/accountForm.js';
import {
  codingFields,
  field,
  keyField,
  liveCode,
  SITE_EXAMPLE,
  takesPin,
  USUAL,
  wrongAt,
} from '../../ui/coding.js';
import * as icons from '../../ui/icons.js';
import { filePicker, formHeader, hostOf, submitting } from '../../ui/parts.js';

/**
 * @typedef {object} AddModel
 * @property {ReturnType<typeof import('../model.js').nothingTyped>} adding
 * @property {string} site the page in front, or empty
 * @property {unknown} seen the cards of keys found on the page
 * @property {(cards: Element | undefined) => void} cards receives the element that contains the cards
 */
/**
 * @typedef {object} AddActions
 * @property {(form: HTMLFormElement) => void} submit
 * @property {(event: Event) => void} typing
 * @property {(isShown: boolean) => void} showKey
 * @property {(isMore: boolean) => void} showMore
 * @property {(file: Blob) => void} picture
 * @property {() => void} camera
 * @property {() => void} importFrom
 * @property {() => void} back
 * @property {() => void} cancel
 */

/** @param {AddModel} model @param {AddActions} actions */
export function addForm({ adding, site: here, seen, cards }, actions) {
  const { wrong, preview } = adding;
  const site = adding.site ?? here;
  return html`
    ${formHeader(say('addAccount'), actions.back)}
    <main class="scroll">
    <div data-cards ${ref(cards)}>${seen}</div>
    <form class="form" autocomplete="off" data-form="add" @submit=${submitting(actions.submit)} @input=${actions.typing}>
      ${keyField(adding, { label: say('fieldKey'), hint: 'add-hint', isRequired: true, isFirst: true, show: actions.showKey })}
      ${
        adding.offersHex && !adding.isMore
          ? html`<label class="check"><input type="checkbox" name="hex" .checked=${adding.encoding === 'hex'}>${say('addHexOffer')}</label>`
          : nothing
      }
      <p class="soft live" id="add-hint">${liveCode(adding, say('addHint'))}</p>
      ${wantsPin(adding) ? pinField(wrong) : nothing}
      <div class="labelled"><label>${say('fieldIssuer')}
        <input name="issuer" spellcheck="false" placeholder=${preview?.issuer || hostOf(site) || say('issuerPlaceholder')}
          aria-invalid=${wrong?.at === 'issuer' ? 'true' : nothing}
          aria-describedby=${wrong?.at === 'issuer' ? 'wrong-issuer' : nothing}>
      </label>${wrongAt(wrong, 'issuer')}</div>
      <label>${say('fieldName')}
        <input name="name" spellcheck="false" placeholder=${preview?.name || say('namePlaceholder')}>
      </label>
      ${field('site', say('fieldSite'), site, wrong, SITE_EXAMPLE)}
      <details ?open=${adding.isMore} data-more @toggle=${(/** @type {Event} */ event) =>
        actions.showMore(/** @type {HTMLDetailsElement} */ (event.currentTarget).open)}>
        <summary>${say('moreOptions')}</summary>
        ${codingFields(preview ?? USUAL, adding)}
      </details>
      ${otherWays(adding, actions)}
      <div class="actions">
        <button type="button" class="button" @click=${actions.cancel}>${say('cancel')}</button>
        <button class="button primary">${say('add')}</button>
      </div>
    </form>
    </main>
  `;
}

/** @param {AddModel['adding']} adding */
function wantsPin({ declared, preview }) {
  return takesPin(declared.kind ?? preview?.kind ?? USUAL.kind);
}

/** @param {import('../../ui/coding.js').Wrong} wrong */
function pinField(wrong) {
  const isWrong = wrong?.at === 'pin';
  return html`<div class="labelled"><label>${say('fieldPin')}
    <input name="pin" type="password" inputmode="numeric" autocomplete="off"
      aria-invalid=${isWrong ? 'true' : nothing} aria-describedby=${isWrong ? 'wrong-pin' : nothing}>
  </label>${wrongAt(wrong, 'pin')}</div>`;
}

/** The ways to add accounts without typing. @param {AddModel['adding']} adding @param {AddActions} actions */
function otherWays({ error, isLooking }, { picture, camera, importFrom }) {
  return html`
    <div class="labelled"><label>${say('fieldPicture')}
      ${filePicker('picture', ([file]) => file && picture(file), { accept: 'image/*' })}
    </label>
    ${error ? html`<p class="error" role="alert">${error}</p>` : nothing}</div>
    <p class="soft">${say(isLooking ? 'pictureLooking' : 'pictureHint')}</p>
    <div class="ways">
      <button type="button" class="link" data-camera @click=${camera}>${say('cameraScan')}</button>
      <button type="button" class="link" data-import @click=${importFrom}>${say('importFrom')}</button>
    </div>
  `;
}

/** @typedef {import('../../ui/editing.js').Editing} Editing */
/** @typedef {import('../../ui/accountForm.js').EditActions} EditActions */

/** @param {Editing} model @param {EditActions & { openFull: () => void }} actions */
export function editForm(model, actions) {
  const { back, openFull } = actions;
  const full = html`<button class="icon-button" data-full-page title=${say('openFull')}
    aria-label=${say('openFull')} @click=${openFull}>${icons.window}</button>`;
  return html`
    ${formHeader(say('editTitle'), back, full)}
    <main class="scroll">${detailsForm(model, actions)}</main>
  `;
}
