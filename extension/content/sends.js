// Where the forms of a page send what is typed into them. Only origins leave the page.

import { attribute, button as buttons, formActionOf, input } from './dom.js';

/** Buttons of one form that are looked at; one that sends elsewhere must not hide behind others. */
const PLACES_MAX = 100;

/** @param {HTMLElement} button */
export function isSubmit(button) {
  if (button instanceof HTMLInputElement) return input.type(button) !== 'button';
  return (
    button instanceof HTMLButtonElement &&
    buttons.type(button) === 'submit' &&
    buttons.form(button) !== null
  );
}

/** @param {Element} element @returns {HTMLFormElement | null} */
function formOf(element) {
  if (element instanceof HTMLInputElement) return input.form(element);
  return element instanceof HTMLButtonElement ? buttons.form(element) : null;
}

/** @typedef {Map<HTMLFormElement, string[]>} Places where the buttons of each form send it */

/** @param {HTMLElement[]} buttons all of the page, for one outside a form may belong to it @returns {Places} */
export function placesOf(buttons) {
  const places = new Map();
  for (const button of buttons) {
    const form = isSubmit(button) ? formOf(button) : null;
    if (form)
      places.set(form, [...(places.get(form) ?? []), actionOf(button)].slice(0, PLACES_MAX));
  }
  return places;
}

/** The origins that a field's form can send to: its own, and those of its buttons. @param {HTMLElement} field @param {Places} places */
export function sendsTo(field, places) {
  const form = formOf(field);
  if (!form) return [];
  const own = placeOf(formActionOf(form), attribute(form, 'action'));
  return [...new Set([own, ...(places.get(form) ?? [])])];
}

/** Where a button sends its form; empty if it sends none. @param {HTMLElement} button */
export function actionOf(button) {
  const form = isSubmit(button) ? formOf(button) : null;
  if (!form) return '';
  const given = attribute(button, 'formaction');
  if (!given?.trim()) return placeOf(formActionOf(form), attribute(form, 'action'));
  const action =
    button instanceof HTMLInputElement
      ? input.action(button)
      : buttons.action(/** @type {HTMLButtonElement} */ (button));
  return placeOf(action, given);
}

/** The origin of an address, or its scheme alone where it has no site. @param {string} action as the browser resolves it, from the page's `<base>` @param {string | null} given */
function placeOf(action, given) {
  // Back to where the page came from; a frame without an address of its own has its page's.
  if (!given?.trim()) return self.origin;
  if (!URL.canParse(action)) return 'unknown:';
  const { origin, protocol } = new URL(action);
  return /^https?:$/.test(protocol) ? origin : protocol;
}
