// The two forms: add by key or link, and edit.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { say } from '../../platform/words.js';
import { detailsForm } from '../../ui/accountForm.js';
import * as icons from '../../ui/icons.js';
import { filePicker, formHeader, hostOf, submitting } from '../../ui/parts.js';

/**
 * @typedef {object} AddModel
 * @property {string} error a sentence, or empty
 * @property {boolean} offerHex the key looks hexadecimal
 * @property {boolean} needsPin
 * @property {boolean} looking a picture is being looked through
 * @property {string} site the page in front, or empty
 * @property {unknown} seen the cards of keys found on the page
 * @property {(cards: Element | undefined) => void} cards receives the element that contains the cards
 */

/** @param {AddModel} model @param {{ submit: (form: HTMLFormElement) => void, picture: (file: Blob) => void, importFrom: () => void, back: () => void, cancel: () => void }} actions */
export function addForm(model, { submit, picture, importFrom, back, cancel }) {
  return html`
    ${formHeader(say('addAccount'), back)}
    <main class="scroll">
    <div data-cards ${ref(model.cards)}>${model.seen}</div>
    <form class="form" autocomplete="off" @submit=${submitting(submit)}>
      <label>${say('fieldKey')}
        <input name="text" type="password" autocomplete="off" spellcheck="false" required autofocus
          aria-invalid=${model.error ? 'true' : 'false'} aria-describedby="add-error add-hint">
      </label>
      <div id="add-error">${model.error ? html`<p class="error" role="alert">${model.error}</p>` : nothing}</div>
      ${
        model.offerHex
          ? html`<label class="check"><input type="checkbox" name="hex">${say('addHexOffer')}</label>`
          : nothing
      }
      <p class="soft" id="add-hint">${say('addHint')}</p>
      <button type="button" class="link" data-import @click=${importFrom}>${say('importFrom')}</button>
      <label>${say('fieldPicture')}
        ${filePicker('picture', ([file]) => file && picture(file), { accept: 'image/*' })}
      </label>
      <p class="soft">${say(model.looking ? 'pictureLooking' : 'pictureHint')}</p>
      <label>${say('fieldIssuer')}
        <input name="issuer" spellcheck="false" placeholder=${hostOf(model.site) || say('issuerPlaceholder')}>
      </label>
      <label>${say('fieldName')}
        <input name="name" spellcheck="false" placeholder=${say('namePlaceholder')}>
      </label>
      ${
        model.needsPin
          ? html`<label>${say('fieldPin')}<input name="pin" type="password" inputmode="numeric"></label>`
          : nothing
      }
      ${
        model.site
          ? html`<label class="check">
              <input type="checkbox" name="bind" checked>${say('siteBound', model.site)}
            </label>`
          : nothing
      }
      <div class="actions">
        <button type="button" class="button" @click=${cancel}>${say('cancel')}</button>
        <button class="button primary">${say('add')}</button>
      </div>
    </form>
    </main>
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
