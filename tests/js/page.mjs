// A simulated page for content scripts: a small DOM with the interfaces from which `content/dom.js` takes
// its getters and methods. It has no layout; tests state what is visible.

import { parseHTML } from 'linkedom';

const METHODS = new Set(
  'getRootNode contains compareDocumentPosition getAttribute matches closest getBoundingClientRect getClientRects checkVisibility scrollIntoView focus click dispatchEvent addEventListener createElement execCommand querySelectorAll getElementById elementFromPoint elementsFromPoint select'.split(
    ' ',
  ),
);

/**
 * A DOM interface: `instanceof` asks linkedom, members are taken from the node itself.
 * @param {(node: any) => boolean} isOne
 * @param {Record<string, unknown>} [constants]
 */
function face(isOne, constants = {}) {
  const prototype = new Proxy(
    {},
    {
      getOwnPropertyDescriptor(_, name) {
        const key = String(name);
        const member = METHODS.has(key)
          ? {
              value(/** @type {any[]} */ ...given) {
                return UNLAID[key] ?? /** @type {any} */ (this)[key](...given);
              },
            }
          : {
              get() {
                return /** @type {any} */ (this)[key] ?? null;
              },
              set(/** @type {unknown} */ value) {
                /** @type {any} */ (this)[key] = value;
              },
            };
        return { configurable: true, ...member };
      },
    },
  );
  const hasInstance = (/** @type {any} */ node) =>
    node !== null && typeof node === 'object' && isOne(node);
  return { ...constants, prototype, [Symbol.hasInstance]: hasInstance };
}

/** There is no layout: every element is rendered and has no size. @type {Record<string, unknown>} */
const UNLAID = {
  checkVisibility: true,
  getBoundingClientRect: { x: 0, y: 0, left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 },
};

const TYPES = { ELEMENT_NODE: 1, TEXT_NODE: 3, DOCUMENT_NODE: 9, DOCUMENT_FRAGMENT_NODE: 11 };
const tagged = (/** @type {string} */ tag) => face((node) => node.tagName === tag);

/** Installs a page in this process, whose content `show` replaces. */
export function fakePage() {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const faces = {
    Node: face((node) => node.nodeType !== undefined, TYPES),
    Text: face((node) => node.nodeType === 3),
    Element: face((node) => node.nodeType === 1),
    HTMLElement: face((node) => node.nodeType === 1),
    Document: face((node) => node.nodeType === 9),
    DocumentFragment: face((node) => node.nodeType === 11),
    ShadowRoot: face(() => false),
    EventTarget: face(() => true),
    HTMLInputElement: tagged('INPUT'),
    HTMLTextAreaElement: tagged('TEXTAREA'),
    HTMLButtonElement: tagged('BUTTON'),
    HTMLFormElement: tagged('FORM'),
    HTMLLabelElement: tagged('LABEL'),
    HTMLIFrameElement: tagged('IFRAME'),
    HTMLBodyElement: tagged('BODY'),
    HTMLSlotElement: tagged('SLOT'),
    SVGElement: face(() => false),
    document,
  };
  for (const [name, value] of Object.entries(faces))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return {
    document,
    /** @param {string} html */
    show(html) {
      document.body.innerHTML = html;
      return [...document.querySelectorAll('*')];
    },
  };
}
