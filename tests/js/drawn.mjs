// A simulated window for views: they are drawn by lit-html as in Chromium, without layout, in any language.

import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';

const window = new Window({ width: 380, height: 560 });
const { document, navigator, HTMLElement, SVGElement } = window;
// `element.style = text` sets the attribute (CSSOM, `PutForwards`), which happy-dom lacks.
for (const { prototype } of [HTMLElement, SVGElement]) {
  const { get } = /** @type {PropertyDescriptor & { get: () => unknown }} */ (
    Object.getOwnPropertyDescriptor(prototype, 'style')
  );
  const set = /** @type {(this: any, text: string) => void} */ (
    function (text) {
      this.setAttribute('style', text);
    }
  );
  Object.defineProperty(prototype, 'style', { configurable: true, get, set });
}
/** @type {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} */
let messages = {};

/** Plural forms that a language may lack. */
const PLURAL = /_(zero|one|two|few|many)$/;

/** `chrome.i18n.getMessage`. @param {string} key @param {string[]} [parts] */
function getMessage(key, parts = []) {
  const found = messages[key];
  if (!found && !PLURAL.test(key)) throw new Error(`no message “${key}”`);
  const { message = '', placeholders = {} } = found ?? {};
  return message.replace(/\$(\w+)\$/g, (_all, name) =>
    (placeholders[name.toLowerCase()]?.content ?? '').replace(/\$(\d)/g, (_part, at) => {
      const part = parts[Number(at) - 1];
      if (part === undefined) throw new Error(`“${key}” lacks its part ${at}`);
      return part;
    }),
  );
}

Object.assign(globalThis, {
  document,
  location: window.location,
  // Printing, and pictures that come into view.
  addEventListener: () => undefined,
  IntersectionObserver: window.IntersectionObserver,
  MediaStream: window.MediaStream,
  navigator,
  innerWidth: window.innerWidth,
  innerHeight: window.innerHeight,
  getComputedStyle: window.getComputedStyle.bind(window),
  chrome: {
    i18n: { getMessage },
    runtime: { getManifest: () => ({ version: '0.0.0' }) },
    storage: { local: {}, session: {}, onChanged: { addListener: () => undefined } },
  },
});

// lit-html must find the document.
const { render } = await import('lit-html');

/** @param {string} language a folder of `_locales` */
export function speak(language) {
  messages = JSON.parse(readFileSync(`_locales/${language}/messages.json`, 'utf8'));
}

/** Draws a view into an empty page. @param {unknown} view @returns {HTMLElement} */
export function drawn(view) {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  render(view, /** @type {any} */ (place));
  return /** @type {any} */ (place);
}

const CONTROLS = 'button, a[href], input:not([type="hidden"]), select, textarea, [role="menuitem"]';

/** What is not pressed, and has a name none the less. */
const NAMED =
  '[role="dialog"], dialog, nav, [role="grid"], [role="list"], [role="img"], video, meter, progress';

/** Functions by any name, which do nothing. @type {any} */
export const IDLE = new Proxy(() => false, {
  // lit-html asks whether a value is one of its own.
  get: (_, name) => (/^(_\$|then$|handleEvent$)/.test(String(name)) ? undefined : IDLE),
});

/** What every view must be free of. @param {HTMLElement} root @returns {string[]} */
export function flaws(root) {
  const all = [...root.querySelectorAll('*')];
  const ids = all.map(({ id }) => id).filter(Boolean);
  const pointers = ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for', 'list'].flatMap(
    (name) => all.flatMap((one) => (one.getAttribute(name) ?? '').split(' ').filter(Boolean)),
  );
  const spoken = all.flatMap((one) =>
    ['aria-label', 'title', 'placeholder', 'alt'].map((name) => one.getAttribute(name) ?? ''),
  );
  return [
    ...[root.textContent ?? '', ...spoken]
      .filter((text) => /undefined|\[object|NaN|\bnull\b|\$\w+\$/.test(text))
      .map((text) => `says “${text.replace(/\s+/g, ' ').slice(0, 80)}”`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two elements are “${id}”`),
    ...pointers.filter((id) => !ids.includes(id)).map((id) => `nothing is “${id}”`),
    ...[...root.querySelectorAll(CONTROLS)]
      .filter((one) => !nameOf(one))
      .map((one) => `no name: ${one.outerHTML.slice(0, 80)}`),
    ...[...root.querySelectorAll(NAMED)]
      .filter((one) => !nameOf(one))
      .map((one) => `no name: ${one.outerHTML.slice(0, 80)}`),
  ];
}

/** An element's name as a screen reader says it, roughly. @param {Element} one */
function nameOf(one) {
  const by = one.getAttribute('aria-labelledby');
  const said = by ? document.getElementById(by)?.textContent : one.getAttribute('aria-label');
  const label = one.closest('label') ?? document.querySelector(`label[for="${one.id || '-'}"]`);
  // What a field holds is not its name.
  const own = /^(INPUT|SELECT|TEXTAREA)$/.test(one.tagName) ? '' : one.textContent;
  return (said || wordsOf(label) || own || one.getAttribute('title') || '').trim();
}

/** A label's own words. @param {any} label */
function wordsOf(label) {
  const copy = label?.cloneNode(true);
  for (const field of copy?.querySelectorAll('input, select, textarea') ?? []) field.remove();
  return copy?.textContent.trim();
}
