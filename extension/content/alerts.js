// The messages a page shows to someone who has just done something, as far as that person can read them.

import { attribute, childrenOf, isElement, matches, tagOf } from './dom.js';
import { isReadable } from './usable.js';
import { drawnChildren, elements, holders, isWithin, withoutKeys } from './walk.js';

/** A message, and whether it belongs only to the code's field. @typedef {{ text: string, near: boolean }} Said */

const ALERT = '[role="alert"], [role="status"], [aria-live]:not([aria-live="off"]), output';

/** Class names that pages use for their messages. */
const NAMED =
  /error|alert|invalid|success|message|danger|warning|feedback|flash|toast|notice|notification|snackbar|help-block|helper/i;

/** … the ones among them that are used around a field as well as beside it. */
const AROUND = /error|invalid/i;

const ALERTS_MAX = 40;
const TEXT_MAX = 500;
/** Elements to read per alert; a toast with an icon, a title and a button has ten. */
const PARTS_MAX = 60;
/** Levels to climb from an alert and a field: component libraries nest forms less deeply. */
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
  /** @type {Map<string, Said>} by text, because alerts can be nested */
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
 * The elements of an alert that have text. An element that contains a field is not an alert but a group;
 * only its texts beside the label count.
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

/** The text that is directly in an element, not in its descendants. @param {Element} element */
function ownText(element) {
  let text = '';
  for (const child of childrenOf(element)) if (child instanceof Text) text += `${child.data} `;
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Whether an alert belongs to a field: it is referenced by the field, or shares a group with it and no button.
 * @param {Element} alert
 * @param {Element[]} fields
 * @param {(element: Element) => boolean} isButton
 */
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
