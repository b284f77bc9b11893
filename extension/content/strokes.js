// The single steps of typing: setting a field's text, pressing a key, pasting a code.

import { area, contentOf, dispatch, input as inputs, page } from './dom.js';
import { focusedElement } from './focus.js';

/** @typedef {import('./usable.js').Field} Field */

/** @param {Field} field */
export function read(field) {
  if (field instanceof HTMLInputElement) return inputs.value(field);
  if (field instanceof HTMLTextAreaElement) return area.value(field);
  return contentOf(field) ?? '';
}

/**
 * Sets the text of a field with the events that frameworks listen to, using the prototype's setter to
 * bypass those of React and Vue.
 * @param {Field} field
 * @param {string} text
 */
export function put(field, text) {
  if (field instanceof HTMLInputElement) inputs.set(field, text);
  else if (field instanceof HTMLTextAreaElement) area.set(field, text);
  else return insert(field, text);
  const inputType = text ? 'insertText' : 'deleteContentBackward';
  dispatch(
    field,
    new InputEvent('input', { bubbles: true, composed: true, data: text || null, inputType }),
  );
  change(field);
}

/**
 * The native `change` does not leave a component's shadow root, and the component may dispatch its own.
 * @param {Field} field
 */
function change(field) {
  dispatch(field, new Event('change', { bubbles: true }));
}

/**
 * Types through the browser's own editor, as the keyboard does: the page gets a trusted `input`. Works
 * only if the field has its document's focus.
 * @param {Field} field
 * @param {string} text replaces the existing text; an empty string clears it
 */
export function insert(field, text) {
  if (focusedElement() !== field) return;
  selectAll(field);
  page.command(text ? 'insertText' : 'delete', text);
}

/** Appends to the existing text. @param {Field} field @param {string} text */
export function append(field, text) {
  if (focusedElement() === field) page.command('insertText', text);
}

/** @param {Field} field */
function selectAll(field) {
  if (field instanceof HTMLInputElement) inputs.select(field);
  else if (field instanceof HTMLTextAreaElement) area.select(field);
  else getSelection()?.selectAllChildren(field);
}

/**
 * The key events around a change. Autofill's key has no name: masks that record keys ignore it, and
 * buttons that wait for a key notice it (HTML UI Events § 4.5, key "Unidentified").
 * @param {Field} field
 * @param {() => void} act
 * @param {string} [character] the key's character, or `Backspace`
 */
export function withKey(field, act, character = 'Unidentified') {
  const key = keyOf(character);
  const isFree = dispatch(field, new KeyboardEvent('keydown', key));
  const isPrinted = character.length === 1;
  const printed = { ...key, charCode: key.keyCode };
  const isTyped = isFree && (!isPrinted || dispatch(field, new KeyboardEvent('keypress', printed)));
  // A widget that cancels the key writes the character itself.
  if (isTyped) act();
  dispatch(field, new KeyboardEvent('keyup', key));
}

const KEY_CODES = { Unidentified: 229, Backspace: 8 };

/** @param {string} character @returns {KeyboardEventInit & { keyCode: number }} */
function keyOf(character) {
  const named = /** @type {Record<string, number>} */ (KEY_CODES)[character];
  const isDigit = /^\d$/.test(character);
  const code = named ? character : `${isDigit ? 'Digit' : 'Key'}${character.toUpperCase()}`;
  const keyCode = named ?? character.toUpperCase().charCodeAt(0);
  const events = { bubbles: true, composed: true, cancelable: true };
  return { key: character, code, keyCode, which: keyCode, ...events };
}

/**
 * Pastes a code into a field: widgets of several boxes spread it, whichever has the focus.
 * @param {Field} field
 * @param {string} code
 * @returns {boolean} whether the page handled it
 */
export function paste(field, code) {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', code);
  const event = { clipboardData, bubbles: true, composed: true, cancelable: true };
  return !dispatch(field, new ClipboardEvent('paste', event));
}
