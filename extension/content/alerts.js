// What a page tells people who have just done something, as far as they can read it.

import { attribute, childrenOf, isElement, matches, tagOf } from './dom.js';
import { isReadable } from './usable.js';
import { drawnChildren, elements, holders, isWithin, withoutKeys } from './walk.js';

/** What was said, and whether it belongs to the field of the code alone. @typedef {{ text: string, near: boolean }} Said */

const ALERT = '[role="alert"], [role="status"], [aria-live]:not([aria-live="off"]), output';

/** What pages call what they tell their users, in the names of classes. */
const NAMED =
  /error|alert|invalid|success|message|danger|warning|feedback|flash|toast|notice|notification|snackbar|help-block|helper/i;

/** … of which these stand around a field as well as beside it. */
const AROUND = /error|invalid/i;

const ALERTS_MAX = 40;
const TEXT_MAX = 500;
/** Elements of one alert that are read; a toast with an icon, a title and a button has ten. */
const PARTS_MAX = 60;
/** Around an alert and a field: deeper than forms of component libraries are. */
const NEAR_MAX = 8;

/**
 * @param {Element[]} all elements of the page
 * @param {Element[]} fields that may take the code
 * @param {(element: Element) => boolean} isButton
 * @param {(element: Element) => boolean} [isShown] whether a person can read an element's own text
 * @returns {Said[]}
 */
export function alertsOf(all, fields, isButton, isShown = isReadable) {
  /** @type {Map<Element, boolean>} */
  const known = new Map();
  const isRead = (/** @type {Element} */ element) => {
    const before = known.get(element);
    const now = before ?? isShown(element);
    known.set(element, now);
    return now;
  };
  /** @type {Map<string, Said>} by their texts: alerts stand in alerts */
  const said = new Map();
  let left = ALERTS_MAX;
  for (const element of all) {
    if (left === 0) break;
    if (!isAlert(element)) continue;
    const parts = partsOf(element, fields);
    if (parts.length === 0) continue;
    left -= 1;
    const read = parts.filter((part) => isRead(part.element)).map((part) => part.text);
    const text = withoutKeys(read.join(' ')).trim();
    if (!text || text.length >= TEXT_MAX || said.get(text)?.near) continue;
    said.set(text, { text, near: isNear(element, fields, isButton) });
  }
  return [...said.values()];
}

/** @param {Element} element */
function isAlert(element) {
  if (matches(element, ALERT)) return true;
  const style = attribute(element, 'style') ?? '';
  return NAMED.test(attribute(element, 'class') ?? '') || /color:\s*red/i.test(style);
}

/**
 * The elements of an alert that have a text of their own. One that a field is in is no alert, but a
 * group of which the texts beside the label are.
 * @param {Element} element
 * @param {Element[]} fields
 */
function partsOf(element, fields) {
  const isGroup = fields.some((field) => isWithin(field, element));
  if (isGroup && !AROUND.test(attribute(element, 'class') ?? '')) return [];
  const silent = isGroup
    ? /^(LABEL|LEGEND|BUTTON|SCRIPT|STYLE|OPTION)$/
    : /^(SCRIPT|STYLE|OPTION)$/;
  const parts = [];
  let left = PARTS_MAX;
  const open = [element];
  for (let at = open.pop(); at && left > 0; at = open.pop()) {
    left -= 1;
    if (silent.test(tagOf(at))) continue;
    const text = ownText(at);
    if (text) parts.push({ element: at, text });
    open.push(...[...drawnChildren(at)].filter(isElement).reverse());
  }
  return parts;
}

/** The text of an element that is in no other. @param {Element} element */
function ownText(element) {
  let text = '';
  for (const child of childrenOf(element)) if (child instanceof Text) text += `${child.data} `;
  return text.replace(/\s+/g, ' ').trim();
}

/** Whether an alert belongs to a field: named by it, or with it and no button in one group. @param {Element} alert @param {Element[]} fields @param {(element: Element) => boolean} isButton */
function isNear(alert, fields, isButton) {
  return fields.some((field) => {
    const names = ['aria-describedby', 'aria-errormessage'].map((name) => attribute(field, name));
    const own = attribute(alert, 'id');
    if (own && names.some((ids) => ids?.split(/\s+/).includes(own))) return true;
    const around = [...holders(alert)].slice(0, NEAR_MAX).find((holder) => isWithin(field, holder));
    if (!around || matches(around, 'body, html, main')) return false;
    for (const element of elements(around)) if (isButton(element)) return false;
    return true;
  });
}
