// Where the forms of a page send their input. Only origins leave the page.

import { allOf, area, attribute, button as buttons, formActionOf, input } from './dom.js';
import { rootOf } from './walk.js';

/** Buttons to examine: as many as `elements` visits in a page. */
const BUTTONS_MAX = 30_000;
/** Distinct sites to record per form: no login form of tests/fixtures has more than two. */
const SITES_MAX = 100;
/** Stands for destinations that are not recorded or have no name. The core treats it as another site. */
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
 * The origins that each field's form can send to: its own, and those of all its buttons. A button need not
 * be visible or near its form, but both are in one tree, so the whole tree is searched.
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

/** The destination of a button's form; empty if the button does not submit. @param {HTMLElement} button */
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

/**
 * The origin of a URL, or only its scheme if it has no site.
 * @param {string} action as the browser resolves it, against the page's `<base>`
 * @param {string | null} given
 */
function placeOf(action, given) {
  // Submits to the page's own URL; a frame without one has its parent's origin.
  if (!given?.trim()) return self.origin;
  if (!URL.canParse(action)) return UNKNOWN;
  const { origin, protocol } = new URL(action);
  return /^https?:$/.test(protocol) ? origin : protocol;
}
