// What the sections are made of: cards, lines with a control at their end, and messages beside controls.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { say } from '../platform/words.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('./page.js').Place} Place */
/** @typedef {import('../platform/words.js').Word} Word */

/** A card. @param {string} title a heading, or empty @param {unknown} content @param {string} [name] for tests and styles */
export function panel(title, content, name = '') {
  return html`<div class="panel" data-panel=${name}>
    ${title ? html`<h3>${title}</h3>` : nothing}
    ${content}
  </div>`;
}

/**
 * A button. @param {string} what its name for tests
 * @param {Word} word
 * @param {() => unknown} act
 * @param {{ isOff?: boolean, look?: '' | 'primary' | 'danger' }} [options]
 */
export function button(what, word, act, { isOff = false, look = '' } = {}) {
  return html`<button type="button" class=${`button ${look}`} data-act=${what} ?disabled=${isOff} @click=${act}>${say(word)}</button>`;
}

/** A text, and what can be done about it. @param {unknown} text @param {unknown} actions @param {string} [way] */
export function line(text, actions, way) {
  return html`<div class="way" data-way=${way ?? nothing}>
    <p>${text}</p>
    <div class="actions">${actions}</div>
  </div>`;
}

/**
 * A label and a list of choices.
 * @param {string} name
 * @param {Word} label
 * @param {(readonly [string, string])[]} choices
 * @param {string} chosen
 * @param {(value: string) => unknown} choose
 * @param {{ isOff?: boolean, hint?: string }} [options]
 */
export function chooser(name, label, choices, chosen, choose, { isOff = false, hint = '' } = {}) {
  const changed = (/** @type {Event} */ event) =>
    choose(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
  return html`<div class="way">
    <p><label for=${`choose-${name}`}>${say(label)}</label>
      ${hint ? html`<span class="soft below" id=${`hint-${name}`}>${hint}</span>` : nothing}</p>
    <select id=${`choose-${name}`} data-choose=${name} .value=${live(chosen)} ?disabled=${isOff} @change=${changed}
      aria-describedby=${hint ? `hint-${name}` : nothing}>
      ${choices.map(
        ([value, text]) =>
          html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </div>`;
}

/** The message of a failure, beside the controls that caused it. @param {Page} page @param {Place} at */
export function errorAt({ model: { failed } }, at) {
  if (failed?.at !== at) return nothing;
  return html`<p class="error" id="error" role="alert" data-error>${failed.text}</p>`;
}

/**
 * How a field is marked that caused the failure at a place.
 * @param {Page} page
 * @param {Place} at
 * @param {(code: string) => boolean} [isCause] tells the fields of a form apart
 */
export function faultOf({ model: { failed } }, at, isCause = () => true) {
  const isWrong = failed?.at === at && isCause(failed.code);
  return isWrong ? { invalid: 'true', by: 'error' } : { invalid: nothing, by: nothing };
}

/** Moves the focus to what comes next, if it is there. @param {string} selector */
export function focusOn(selector) {
  /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
}

/** Opens a dialog once it is rendered; one without a form has the focus on the button that it suggests. @param {Element | undefined} rendered */
export function openDialog(rendered) {
  const dialog = /** @type {HTMLDialogElement | undefined} */ (rendered);
  queueMicrotask(() => {
    if (!dialog?.isConnected || dialog.open) return;
    dialog.showModal();
    /** @type {HTMLElement | null} */ (
      dialog.querySelector(':scope:not(:has(form)) .primary')
    )?.focus();
  });
}
