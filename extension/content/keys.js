// Keys that a page shows without a QR code: key links in its markup, and its text, in which the core looks
// for printed keys. This module decides nothing and changes nothing.

import {
  attribute,
  attributesOf,
  childrenOf,
  input as inputs,
  isElement,
  matches,
  page,
  tagOf,
} from './dom.js';
import { makeIsNoticed } from './noticed.js';
import { forgetPaint } from './paint.js';
import { isReadable } from './usable.js';
import { drawnChildren, elements, isLaidOut } from './walk.js';

const LINKS_MAX = 10;
const LINK_MAX = 4096;
const TEXT_MAX = 60_000;
/** Elements to examine closely: a page with more of them does not print a key among them. */
const LOOKS_MAX = 2000;
/** The HTML parser nests at most 512 levels. */
const DEPTH_MAX = 1000;
/** A possible part of a key: a group in capitals or with a digit, or groups of lower-case letters only. */
const KEY_PART = /(?<![a-z])(?=[A-Z]{4}|[A-Z]*[2-7])[A-Z2-7]{4,}|(?=[a-z]*[2-7])[a-z2-7]{4,}/;
const KEY_SMALL = /^\s*(?:[a-z]{12,}|(?:[a-z]{4,8}[\s-]*)+)$/;

/** A key without its separators; ten bytes are the fewest that portals issue. */
const KEY_WHOLE = /^(?:[A-Z2-7]{16,}|[a-z2-7]{16,})=*$/;

/** Separates parts of a page that cannot share a key; `read::printed` knows it. */
const BREAK = '\u001e';

/** Elements that start a separate part. */
const APART =
  'h1, h2, h3, h4, h5, h6, button, a, label, legend, summary, select, [role="button"], [role="heading"], nav, li, dt';

/** The keys on an enrolment page. @returns {{ links: string[], text: string }} */
export function collectKeys() {
  forgetPaint();
  return { links: linksOf(), text: pageText() };
}

/** Key links in attributes of visible elements, either verbatim or within the URL of a QR picture. */
function linksOf() {
  /** @type {Set<string>} */
  const links = new Set();
  const isNoticed = makeIsNoticed();
  let looks = LOOKS_MAX;
  for (const element of elements(document)) {
    for (const { value } of attributesOf(element)) {
      if (links.size >= LINKS_MAX || looks < 0) return [...links];
      if (value.length > LINK_MAX || !/otpauth/i.test(value)) continue;
      const plain = /otpauth(?:-migration)?:\/\/[^\s"'<>]+/i.exec(value)?.[0];
      const link = plain ?? withinAddress(value);
      if (!link) continue;
      looks -= 1;
      if (isNoticed(element)) links.add(link);
    }
  }
  return [...links];
}

/** `https://…/chart?cht=qr&chl=otpauth%3A%2F%2F…` @param {string} address */
function withinAddress(address) {
  if (!URL.canParse(address, location.href)) return undefined;
  const { searchParams } = new URL(address, location.href);
  return [...searchParams.values()].find((value) => /^otpauth(?:-migration)?:\/\//i.test(value));
}

/** The visible text of a page, line by line. */
function pageText() {
  let text = '';
  let looks = LOOKS_MAX;
  /** @param {Element} element */
  const isShown = (element) => {
    looks -= 1;
    return looks >= 0 && isReadable(element);
  };
  /** @param {Node} node @param {number} depth @param {boolean} isRead whether the text of its parent can be read */
  const read = (node, depth, isRead) => {
    if (text.length > TEXT_MAX || depth > DEPTH_MAX) return;
    if (node instanceof Text && isRead) text += node.data.replace(/\s+/g, ' ');
    if (!isElement(node)) return;
    if (/^(script|style|noscript|template|svg|canvas)$/i.test(tagOf(node))) return;
    if (tagOf(node) === 'BR') text += '\n';
    if (!isLaidOut(node)) return;
    const isApart = matches(node, APART);
    const style = getComputedStyle(node);
    const edge = isApart ? BREAK : style.display.startsWith('inline') ? '' : '\n';
    text += edge;
    if (node instanceof HTMLInputElement && isPrinted(node) && isShown(node))
      text += `${BREAK}${inputs.value(node)}${BREAK}`;
    const isOwn = !isClosed(node, style) && (hasKeyText(node) ? isShown(node) : true);
    for (const child of drawnChildren(node)) read(child, depth + 1, isOwn);
    text += edge;
  };
  const body = page.body();
  if (body) read(body, 0, true);
  return text.slice(0, TEXT_MAX);
}

/**
 * A key in a field that cannot be edited is printed there, and so is one that the page's markup has put into any field.
 * @param {HTMLInputElement} field
 */
function isPrinted(field) {
  if (inputs.type(field) !== 'text') return false;
  if (inputs.isReadOnly(field) || inputs.isDisabled(field)) return true;
  const value = inputs.value(field);
  return KEY_WHOLE.test(value.replace(/[\s-]/g, '')) && value === attribute(field, 'value');
}

/** Whether an element is drawn, but the text in it is not. @param {Element} element @param {CSSStyleDeclaration} style */
function isClosed(element, style) {
  return style.contentVisibility === 'hidden' || matches(element, 'details:not([open])');
}

/** True if an element itself, not only its descendants, has text that may be part of a key. @param {Element} element */
function hasKeyText(element) {
  for (const child of childrenOf(element))
    if (child instanceof Text && (KEY_PART.test(child.data) || KEY_SMALL.test(child.data)))
      return true;
  return false;
}
