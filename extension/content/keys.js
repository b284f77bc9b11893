// Keys that a page shows without a QR code: key links in its markup, and its text, in which the
// core looks for printed keys. It decides nothing and changes nothing.

import { elements, shadowOf } from './walk.js';

const LINKS_MAX = 10;
const LINK_MAX = 4096;
const TEXT_MAX = 60_000;

/** Between parts of a page that hold no key together; `read::printed` knows it. */
const BREAK = '\u001e';

/** Elements that are a part of their own. */
const APART =
  'h1, h2, h3, h4, h5, h6, button, a, label, legend, summary, select, [role="button"], [role="heading"], nav, li, dt';

/** The secrets of an enrolment page. @returns {{ links: string[], text: string }} */
export function collectKeys() {
  return { links: linksOf(), text: pageText() };
}

/** Key links in attributes, as they are or within the address of a QR picture. */
function linksOf() {
  /** @type {Set<string>} */
  const links = new Set();
  for (const element of elements(document)) {
    for (const { value } of element.attributes) {
      if (links.size >= LINKS_MAX) return [...links];
      if (value.length > LINK_MAX || !/otpauth/i.test(value)) continue;
      const plain = /otpauth(?:-migration)?:\/\/[^\s"'<>]+/i.exec(value)?.[0];
      const link = plain ?? withinAddress(value);
      if (link) links.add(link);
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

/** The text that people see, a line a line. */
function pageText() {
  let text = '';
  /** @param {Node} node */
  const read = (node) => {
    if (text.length > TEXT_MAX) return;
    if (node instanceof Text) text += node.data.replace(/\s+/g, ' ');
    if (!(node instanceof Element)) return;
    if (node.tagName === 'BR') text += '\n';
    if (/^(script|style|noscript|template|svg|canvas)$/i.test(node.tagName)) return;
    if (!node.checkVisibility({ visibilityProperty: true })) return;
    const isApart = node.matches(APART);
    const edge = isApart ? BREAK : getComputedStyle(node).display.startsWith('inline') ? '' : '\n';
    text += edge;
    // A key in a field that nobody can type into is printed there.
    if (
      node instanceof HTMLInputElement &&
      node.type === 'text' &&
      (node.readOnly || node.disabled)
    ) {
      text += `${BREAK}${node.value}${BREAK}`;
    }
    const shadow = shadowOf(node);
    for (const child of (shadow ?? node).childNodes) read(child);
    if (shadow) for (const child of node.childNodes) read(child);
    text += edge;
  };
  if (document.body) read(document.body);
  return text.slice(0, TEXT_MAX);
}
