// Through the tree of a page: shadow roots, open and closed, are part of what a person sees.

/** Pages larger than this are looked at up to here. */
const ELEMENTS_MAX = 30_000;

/** The elements that can have a shadow root, beside those with a hyphen in their name — DOM § attachShadow. */
const HOSTS = new Set(
  'ARTICLE ASIDE BLOCKQUOTE BODY DIV FOOTER H1 H2 H3 H4 H5 H6 HEADER MAIN NAV P SECTION SPAN'.split(
    ' ',
  ),
);

/**
 * The shadow root of an element; a closed one as well, where the browser lends the way in.
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
export function shadowOf(element) {
  if (element.shadowRoot) return element.shadowRoot;
  if (!HOSTS.has(element.tagName) && !element.tagName.includes('-')) return null;
  const dom = globalThis.chrome?.dom;
  return dom && element instanceof HTMLElement ? dom.openOrClosedShadowRoot(element) : null;
}

/**
 * All elements below a root, in document order, through shadow roots.
 * @param {ParentNode} root
 * @returns {Generator<Element>}
 */
export function* elements(root, left = { count: ELEMENTS_MAX }) {
  for (const element of root.querySelectorAll('*')) {
    left.count -= 1;
    if (left.count < 0) return;
    yield element;
    const shadow = shadowOf(element);
    if (shadow) yield* elements(shadow, left);
  }
}

/** What holds an element, out of its shadow root if need be. @param {Node} node @returns {Element | null} */
export function holderOf(node) {
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** An element and all that hold it, innermost first. @param {Element} element @returns {Generator<Element>} */
export function* holders(element) {
  for (let at = /** @type {Element | null} */ (element); at; at = holderOf(at)) yield at;
}

/** The document or shadow root of an element. @param {Element} element */
export function rootOf(element) {
  return /** @type {Document | ShadowRoot} */ (element.getRootNode());
}

const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'OPTION', 'SVG', 'svg']);

/**
 * The text of a node as one line, through shadow roots, up to `max` characters.
 * @param {Node | null | undefined} node
 * @param {number} max
 */
export function textOf(node, max) {
  /** @type {string[]} */
  const parts = [];
  let left = max;
  /** @param {Node} at */
  const read = (at) => {
    if (left <= 0) return;
    if (at instanceof Text) {
      const text = at.data.replace(/\s+/g, ' ');
      parts.push(text);
      left -= text.trim() === '' ? 0 : text.length;
      return;
    }
    if (at instanceof Element && SILENT.has(at.tagName)) return;
    const shadow = at instanceof Element ? shadowOf(at) : null;
    for (const child of (shadow ?? at).childNodes) read(child);
    // What is put into a component's slots stands beside its own text.
    if (shadow) for (const child of at.childNodes) read(child);
    parts.push(' ');
  };
  if (node) read(node);
  return parts.join('').replace(/\s+/g, ' ').trim().slice(0, max);
}
