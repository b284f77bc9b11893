// Where the forms of a page send what is typed into them. Only origins leave the page.

import { allOf, area, attribute, button as buttons, formActionOf, input } from './dom.js';
import { rootOf } from './walk.js';

/** Buttons that are looked at: as many as `elements` looks at of a page. */
const BUTTONS_MAX = 30_000;
/** Sites of one form that are told apart: no login form of tests/fixtures has more than two. */
const SITES_MAX = 100;
/** Stands for places that are not told apart, or have no name. The core takes it for another site. */
const UNKNOWN = 'unknown:';

/** @param {HTMLElement} button */
export function isSubmit(button) {
  if (button instanceof HTMLInputElement) return ['submit', 'image'].includes(input.type(button));
  return (
    button instanceof HTMLButtonElement &&
    buttons.type(button) === 'submit' &&
    buttons.form(button) !== null
  );
}

/** @param {Element} element @returns {HTMLFormElement | null} */
function formOf(element) {
  if (element instanceof HTMLInputElement) return input.form(element);
  if (element instanceof HTMLTextAreaElement) return area.form(element);
  return element instanceof HTMLButtonElement ? buttons.form(element) : null;
}

/**
 * The origins that each field's form can send to: its own, and those of all its buttons. A button
 * need not be seen, nor be near its form; both are in one tree, so the tree is asked for it.
 * @param {HTMLElement[]} fields
 * @returns {string[][]}
 */
export function sendsOf(fields) {
  const forms = fields.map(formOf);
  /** @type {Map<HTMLFormElement, Set<string>>} */
  const places = new Map();
  for (const form of forms)
    if (form) places.set(form, new Set([placeOf(formActionOf(form), attribute(form, 'action'))]));
  let left = BUTTONS_MAX;
  for (const root of new Set([...places.keys()].map(rootOf))) {
    for (const button of allOf(root, 'button, input')) {
      const form = isSubmit(/** @type {HTMLElement} */ (button)) ? formOf(button) : null;
      const found = form && places.get(form);
      if (!found) continue;
      left -= 1;
      const place = left < 0 ? UNKNOWN : actionOf(/** @type {HTMLElement} */ (button));
      found.add(found.size < SITES_MAX || found.has(place) ? place : UNKNOWN);
    }
  }
  return forms.map((form) => [...((form && places.get(form)) ?? [])]);
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
  if (!URL.canParse(action)) return UNKNOWN;
  const { origin, protocol } = new URL(action);
  return /^https?:$/.test(protocol) ? origin : protocol;
}
