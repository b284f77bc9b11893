// Parts that both windows use.

import { html, nothing } from 'lit-html';
import { say } from '../platform/words.js';
import * as icons from './icons.js';

/** @param {string} what @param {import('../platform/words.js').Word} word @param {() => void} act @param {boolean} [isOff] */
export function button(what, word, act, isOff = false) {
  return html`<button type="button" class="button" data-act=${what} ?disabled=${isOff} @click=${act}>${say(word)}</button>`;
}

/** @param {string} title @param {() => void} back @param {unknown} [more] */
export function formHeader(title, back, more = nothing) {
  return html`<header>
    <button class="icon-button" title=${say('back')} aria-label=${say('back')} @click=${back}>
      ${icons.back}
    </button>
    <h1>${title}</h1>
    ${more}
  </header>`;
}

/** @param {(form: HTMLFormElement) => void} submit */
export function submitting(submit) {
  return (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    submit(/** @type {HTMLFormElement} */ (event.currentTarget));
  };
}

/** The display name of an account. @param {{ issuer: string, name: string }} account */
export function nameOf({ issuer, name }) {
  return issuer || name || say('noName');
}
