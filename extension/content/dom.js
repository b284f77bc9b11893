// The browser's native getters and methods, which named elements of a page cannot shadow.
//
// `form.parentElement` returns the form's `<input name="parentElement">`, and `document.body` returns a
// form of that name — HTML § 4.10.3 and § 3.1.3, [LegacyOverrideBuiltIns] — in the isolated world as well.
// So nothing in `content/` reads a property of a page's node directly: all access goes through the
// functions here, which no element can shadow.

/**
 * @param {object} prototype
 * @param {string} name
 * @returns {PropertyDescriptor}
 */
function native(prototype, name) {
  return Object.getOwnPropertyDescriptor(prototype, name) ?? {};
}

/**
 * @template {object} T
 * @template {keyof T & string} K
 * @param {{ prototype: T }} owner
 * @param {K} name
 * @returns {(of: T) => T[K]}
 */
function getter({ prototype }, name) {
  const get = /** @type {() => T[K]} */ (native(prototype, name).get);
  return (of) => Reflect.apply(get, of, []);
}

/**
 * @template {object} T
 * @template {keyof T & string} K
 * @param {{ prototype: T }} owner
 * @param {K} name
 * @returns {T[K] extends (...given: infer G) => infer R ? (of: T, ...given: G) => R : never}
 */
function method({ prototype }, name) {
  const run = /** @type {Function} */ (native(prototype, name).value);
  const call = (/** @type {T} */ of, /** @type {any[]} */ ...given) =>
    Reflect.apply(run, of, given);
  return /** @type {any} */ (call);
}

/**
 * The same for any kind of root: each prototype has its own member.
 * @template R
 * @param {string} name
 * @param {any[]} given
 * @param {object} of
 * @param {{ prototype: object }[]} owners
 * @returns {R}
 */
function ofRoot(name, given, of, owners) {
  const owner = owners.find(({ prototype }) => isOf(prototype, of)) ?? owners[0];
  const { get, value } = native(/** @type {{ prototype: object }} */ (owner).prototype, name);
  return Reflect.apply(get ?? value, of, given);
}

const nodeType = getter(Node, 'nodeType');
const hostGetter = getter(ShadowRoot, 'host');

/**
 * Checks by node type: nodes of a parent frame have different prototypes.
 * @param {object} prototype
 * @param {object} node
 */
function isOf(prototype, node) {
  const type = nodeType(/** @type {Node} */ (node));
  if (prototype === Document.prototype) return type === Node.DOCUMENT_NODE;
  if (prototype === Element.prototype) return type === Node.ELEMENT_NODE;
  return type === Node.DOCUMENT_FRAGMENT_NODE;
}

/** @typedef {Document | ShadowRoot} Root */

export const parentElementOf = getter(Node, 'parentElement');
export const previousOf = getter(Node, 'previousSibling');
export const firstChildOf = getter(Node, 'firstChild');
export const nextOf = getter(Node, 'nextSibling');
export const isConnected = getter(Node, 'isConnected');
export const documentOf = getter(Node, 'ownerDocument');
export const contentOf = getter(Node, 'textContent');
export const treeRootOf = method(Node, 'getRootNode');
export const contains = method(Node, 'contains');
export const order = method(Node, 'compareDocumentPosition');

export const tagOf = getter(Element, 'tagName');
export const idOf = getter(Element, 'id');
export const attributesOf = getter(Element, 'attributes');
export const openShadowOf = getter(Element, 'shadowRoot');
export const slotOf = getter(Element, 'assignedSlot');
export const nextElementOf = getter(Element, 'nextElementSibling');
export const clientLeftOf = getter(Element, 'clientLeft');
export const clientTopOf = getter(Element, 'clientTop');
export const clientWidthOf = getter(Element, 'clientWidth');
export const clientHeightOf = getter(Element, 'clientHeight');
export const scrollWidthOf = getter(Element, 'scrollWidth');
export const scrollHeightOf = getter(Element, 'scrollHeight');
export const scrollTopOf = getter(Element, 'scrollTop');
export const scrollLeftOf = getter(Element, 'scrollLeft');
export const attribute = method(Element, 'getAttribute');
export const matches = method(Element, 'matches');
export const closest = method(Element, 'closest');
export const boxOf = method(Element, 'getBoundingClientRect');
export const rectsOf = method(Element, 'getClientRects');
export const isRendered = method(Element, 'checkVisibility');
export const scrollTo = method(Element, 'scrollIntoView');

export const titleOf = getter(HTMLElement, 'title');
export const isEditable = getter(HTMLElement, 'isContentEditable');
export const offsetHeightOf = getter(HTMLElement, 'offsetHeight');
export const focus = method(HTMLElement, 'focus');
export const blur = method(HTMLElement, 'blur');
export const click = method(HTMLElement, 'click');
export const controlOf = getter(HTMLLabelElement, 'control');
export const dispatch = method(EventTarget, 'dispatchEvent');
export const listen = method(EventTarget, 'addEventListener');

export const bodyOf = getter(Document, 'body');
export const rootOf = getter(Document, 'documentElement');
const makeIn = method(Document, 'createElement');
const commandIn = method(Document, 'execCommand');
const hasFocusIn = method(Document, 'hasFocus');

/** This frame's own document: `document` itself cannot be shadowed, but its properties can. */
export const page = {
  body: () => bodyOf(document),
  root: () => /** @type {HTMLElement | null} */ (rootOf(document)),
  title: getter(Document, 'title').bind(undefined, document),
  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag */
  make: (tag) => /** @type {HTMLElementTagNameMap[T]} */ (makeIn(document, tag)),
  hasFocus: () => hasFocusIn(document),
  command: (/** @type {string} */ name, /** @type {string} */ text = '') =>
    commandIn(document, name, false, text),
};

/**
 * Every element below a node, in tree order.
 * @param {Document | ShadowRoot | Element} of
 * @param {string} [selector]
 * @returns {Element[]}
 */
export function allOf(of, selector = '*') {
  return [
    .../** @type {NodeListOf<Element>} */ (
      ofRoot('querySelectorAll', [selector], of, [Element, Document, DocumentFragment])
    ),
  ];
}

/** @param {Root} root @param {string} id @returns {Element | null} */
export function byId(root, id) {
  return ofRoot('getElementById', [id], root, [Document, DocumentFragment]);
}

/** @param {Root} root @returns {Element | null} */
export function focusedIn(root) {
  return ofRoot('activeElement', [], root, [Document, ShadowRoot]);
}

/**
 * The element hit at a point, within one tree.
 * @param {Root} root
 * @param {number} x
 * @param {number} y
 * @returns {Element | null}
 */
export function hitIn(root, x, y) {
  return ofRoot('elementFromPoint', [x, y], root, [Document, ShadowRoot]);
}

/**
 * All elements hit at a point, topmost first, within one tree.
 * @param {Root} root
 * @param {number} x
 * @param {number} y
 * @returns {Element[]}
 */
export function hitsIn(root, x, y) {
  return ofRoot('elementsFromPoint', [x, y], root, [Document, ShadowRoot]);
}

/** The window of a node: this frame's, or that of a frame around it. @param {Node} node @returns {Window} */
export function windowOf(node) {
  const root = documentOf(node) ?? /** @type {Document} */ (node);
  return getter(Document, 'defaultView')(root) ?? window;
}

/** The host of a shadow root; null for every other node. @param {Node} node */
export function hostOf(node) {
  if (nodeType(node) !== Node.DOCUMENT_FRAGMENT_NODE) return null;
  try {
    return hostGetter(/** @type {ShadowRoot} */ (node));
  } catch {
    // A fragment outside any page.
    return null;
  }
}

/** True for elements of this frame's page and of the pages around it. @param {Node} node @returns {node is Element} */
export function isElement(node) {
  return nodeType(node) === Node.ELEMENT_NODE;
}

/**
 * The children of a node, one by one; an actual list of them would be live.
 * @param {Node} node
 * @returns {Generator<Node>}
 */
export function* childrenOf(node) {
  for (let at = firstChildOf(node); at; at = nextOf(at)) yield at;
}

const inputType = getter(HTMLInputElement, 'type');
const inputValue = getter(HTMLInputElement, 'value');
const setValue = /** @type {(text: string) => void} */ (
  native(HTMLInputElement.prototype, 'value').set
);

/** The native members of an input. No element can shadow them, but a page's script may if it shares our world. */
export const input = {
  type: inputType,
  value: inputValue,
  set: (/** @type {HTMLInputElement} */ of, /** @type {string} */ text) =>
    Reflect.apply(setValue, of, [text]),
  isDisabled: getter(HTMLInputElement, 'disabled'),
  isReadOnly: getter(HTMLInputElement, 'readOnly'),
  form: getter(HTMLInputElement, 'form'),
  labels: getter(HTMLInputElement, 'labels'),
  maxLength: getter(HTMLInputElement, 'maxLength'),
  mode: getter(HTMLElement, 'inputMode'),
  pattern: getter(HTMLInputElement, 'pattern'),
  select: method(HTMLInputElement, 'select'),
  action: getter(HTMLInputElement, 'formAction'),
};

/** The same for a textarea. */
export const area = {
  value: getter(HTMLTextAreaElement, 'value'),
  set: (/** @type {HTMLTextAreaElement} */ of, /** @type {string} */ text) => {
    const { set } = native(HTMLTextAreaElement.prototype, 'value');
    Reflect.apply(/** @type {(text: string) => void} */ (set), of, [text]);
  },
  isReadOnly: getter(HTMLTextAreaElement, 'readOnly'),
  form: getter(HTMLTextAreaElement, 'form'),
  labels: getter(HTMLTextAreaElement, 'labels'),
  maxLength: getter(HTMLTextAreaElement, 'maxLength'),
  select: method(HTMLTextAreaElement, 'select'),
};

export const button = {
  type: getter(HTMLButtonElement, 'type'),
  form: getter(HTMLButtonElement, 'form'),
  action: getter(HTMLButtonElement, 'formAction'),
};

export const formActionOf = getter(HTMLFormElement, 'action');
export const frameSourceOf = getter(HTMLIFrameElement, 'src');
