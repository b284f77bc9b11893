// Parts that several windows use.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { say } from '../platform/words.js';
import * as icons from './icons.js';

/** @param {string} what @param {import('../platform/words.js').Word} word @param {() => void} act @param {boolean} [isOff] */
export function button(what, word, act, isOff = false) {
  return html`<button type="button" class="button" data-act=${what} ?disabled=${isOff} @click=${act}>${say(word)}</button>`;
}

/**
 * A file input in our words: the browser's own speaks the browser's language. Stands in its label.
 * @param {string} name
 * @param {(files: File[]) => void} choose
 * @param {{ accept?: string, multiple?: boolean, chosen?: string }} [options] `chosen`: the file's name
 */
export function filePicker(name, choose, { accept = '', multiple = false, chosen = '' } = {}) {
  const changed = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const files = [...(input.files ?? [])];
    // The same file can be chosen again.
    input.value = '';
    if (files.length > 0) choose(files);
  };
  return html`<span class="picker">
    <span class="button">${say(multiple ? 'chooseFiles' : 'chooseFile')}</span>
    <input class="unseen" name=${name} type="file" accept=${accept} ?multiple=${multiple} @change=${changed}>
    ${chosen ? html`<bdi class="soft">${chosen}</bdi>` : nothing}
  </span>`;
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

/** The host of an origin or of a site, as people name it. @param {string} site or empty */
export function hostOf(site) {
  const bare = site.replace(/^\*\./, '');
  const url = bare.includes('://') ? bare : `https://${bare}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\.|\.$/g, '') : '';
}

/**
 * A site as people type or paste it – an address with a path, capitals, another script – as the core knows it.
 * @param {string} typed
 */
export function siteTyped(typed) {
  const text = typed.trim();
  const wide = text.startsWith('*.') ? '*.' : '';
  const bare = text.slice(wide.length);
  const url = bare.includes('://') ? bare : `https://${bare}`;
  return URL.canParse(url) ? `${wide}${new URL(url).origin}` : text;
}

/**
 * A check box for all rows of a list: all, none, or some are selected.
 * @param {number} selected
 * @param {number} total
 * @param {(isOn: boolean) => void} choose
 */
export function selectAll(selected, total, choose) {
  const changed = (/** @type {Event} */ event) =>
    choose(/** @type {HTMLInputElement} */ (event.currentTarget).checked);
  return html`<label class="check">
    <input type="checkbox" data-select-all .checked=${live(total > 0 && selected === total)}
      .indeterminate=${selected > 0 && selected < total} ?disabled=${total === 0} @change=${changed}>
    ${say('selectAll')}
  </label>`;
}
