// Walks the tree of a page: shadow roots, open and closed, are part of what a person sees.

import {
  allOf,
  childrenOf,
  hostOf,
  isElement,
  isRendered,
  openShadowOf,
  parentElementOf,
  slotOf,
  tagOf,
  treeRootOf,
} from './dom.js';

/** In larger pages, elements beyond this number are ignored. */
const ELEMENTS_MAX = 30_000;

/** Ancestors of an element: the parser nests at most 512, and scripts hardly nest deeper. */
export const DEPTH_MAX = 1000;

/** Nodes to read for one text; the forms of tests/fixtures/pages have a few hundred. */
const NODES_MAX = 3000;

/** The elements that can have a shadow root, apart from those with a hyphen in their name — DOM § attachShadow. */
const HOSTS = new Set(
  'ARTICLE ASIDE BLOCKQUOTE BODY DIV FOOTER H1 H2 H3 H4 H5 H6 HEADER MAIN NAV P SECTION SPAN'.split(
    ' ',
  ),
);

/**
 * The shadow root of an element; a closed one as well, if the browser gives access.
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
export function shadowOf(element) {
  const open = openShadowOf(element);
  if (open) return open;
  const tag = tagOf(element);
  if (!HOSTS.has(tag) && !tag.includes('-')) return null;
  const dom = globalThis.chrome?.dom;
  return dom && element instanceof HTMLElement ? dom.openOrClosedShadowRoot(element) : null;
}

/**
 * All elements below a root, in document order, through shadow roots.
 * @param {Document | ShadowRoot | Element} root
 * @returns {Generator<Element>}
 */
export function* elements(root, left = { count: ELEMENTS_MAX }) {
  for (const element of allOf(root)) {
    left.count -= 1;
    if (left.count < 0) return;
    yield element;
    const shadow = shadowOf(element);
    if (shadow) yield* elements(shadow, left);
  }
}

/** The parent of an element, crossing its shadow root if necessary. @param {Node} node @returns {Element | null} */
export function holderOf(node) {
  return parentElementOf(node) ?? hostOf(treeRootOf(node));
}

/** An element and all its ancestors, innermost first. @param {Element} element @returns {Generator<Element>} */
export function* holders(element) {
  yield* chain(element, holderOf);
}

/** @param {Element} element @param {Element} scope that may hold it */
export function isWithin(element, scope) {
  for (const holder of holders(element)) if (holder === scope) return true;
  return false;
}

/**
 * An element and its ancestors as drawn, innermost first: for slotted elements, including those around the slot.
 * @param {Element} element
 * @returns {Generator<Element>}
 */
export function* drawnIn(element) {
  yield* chain(element, drawnInOf);
}

/** @param {Element} element @param {(of: Element) => Element | null} next @returns {Generator<Element>} */
function* chain(element, next) {
  let at = /** @type {Element | null} */ (element);
  for (let depth = 0; at && depth < DEPTH_MAX; depth += 1) {
    yield at;
    at = next(at);
  }
}

/** @param {Element} element */
function drawnInOf(element) {
  const parent = parentElementOf(element);
  const shadow = parent && shadowOf(parent);
  if (!shadow) return holderOf(element);
  const isSlotted = (/** @type {Element} */ slot) =>
    slot instanceof HTMLSlotElement && slot.assignedNodes().includes(element);
  // The browser only reports slots of open shadow roots.
  return slotOf(element) ?? allOf(shadow, 'slot').find(isSlotted) ?? parent;
}

/** The document or shadow root of an element. @param {Element} element */
export function rootOf(element) {
  return /** @type {Document | ShadowRoot} */ (treeRootOf(element));
}

/**
 * The children of an element as drawn: for a component, those of its shadow root, with slots replaced by
 * their contents.
 * @param {Node} node
 * @returns {Generator<Node>}
 */
export function* drawnChildren(node) {
  const shadow = isElement(node) ? shadowOf(node) : null;
  // A component without a slot shows none of its children.
  if (shadow) yield* childrenOf(shadow);
  else if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0)
    yield* node.assignedNodes();
  else yield* childrenOf(node);
}

/**
 * True if an element or its contents are visible: a slot has no box, but shows its assigned nodes.
 * @param {Element} element
 */
export function isLaidOut(element) {
  if (isRendered(element, { visibilityProperty: true })) return true;
  // Polyfilled shadow roots leave their slots in the document, where they are ordinary elements.
  return getComputedStyle(element).display === 'contents';
}

const KEY = /(?=[A-Z]*[2-7])[A-Z2-7]{12,}|[A-Z]{20,}|(?=[a-z]*[2-7])[a-z2-7]{16,}/g;

/** Removes keys printed on enrolment pages, so that they do not leave the page. @param {string} text */
export function withoutKeys(text) {
  return text.replace(KEY, '…');
}

/** Elements without text for people. */
export const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'OPTION', 'SVG', 'svg']);

/**
 * The text of a node as one line, through shadow roots, up to `max` characters.
 * @param {Node | null | undefined} node
 * @param {number} max
 * @param {{ isShown?: boolean }} [options] only text that is laid out and `visible`
 */
export function textOf(node, max, { isShown = false } = {}) {
  /** @type {string[]} */
  const parts = [];
  let left = max;
  let nodes = NODES_MAX;
  /** @param {Node} at @param {number} depth */
  const read = (at, depth) => {
    nodes -= 1;
    if (left <= 0 || nodes < 0 || depth > DEPTH_MAX) return;
    if (at instanceof Text) {
      const text = at.data.replace(/\s+/g, ' ');
      parts.push(text);
      left -= text.trim() === '' ? 0 : text.length;
      return;
    }
    if (isElement(at) && SILENT.has(tagOf(at))) return;
    if (isShown && isElement(at) && !isLaidOut(at)) return;
    for (const child of drawnChildren(at)) {
      if (left <= 0 || nodes < 0) break;
      read(child, depth + 1);
    }
    parts.push(' ');
  };
  if (node) read(node, 0);
  return parts.join('').replace(/\s+/g, ' ').trim().slice(0, max);
}
