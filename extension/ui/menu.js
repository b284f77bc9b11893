// A menu over the rest of the window: a list of actions for the element that opened it.

import { html } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';

/**
 * @typedef {object} MenuItem
 * @property {string} what
 * @property {string} text
 * @property {unknown} icon
 * @property {() => unknown} act
 * @property {boolean} [isDanger]
 */
/** @typedef {{ top: number, bottom: number, left: number, right: number }} Place in CSS pixels */

/** The height of an item, and the distance of the menu from the window's edges and from its button. */
const ITEM_PX = 40;
const GAP_PX = 6;

/**
 * @param {{ label: string, items: MenuItem[], at: Place }} menu
 * @param {(isBack: boolean) => void} close `isBack`: the focus returns to where it was
 */
export function menuView({ label, items, at }, close) {
  const act = (/** @type {MenuItem} */ item) => {
    close(true);
    item.act();
  };
  return html`
    <div class="veil clear" @click=${() => close(true)} @contextmenu=${(
      /** @type {Event} */ event,
    ) => {
      event.preventDefault();
      close(true);
    }}></div>
    <div class="menu" role="menu" aria-label=${label} .style=${placeOf(at, items.length)} ${ref(focusFirst)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => keyed(event, close)}>
      ${items.map(
        (item) => html`<button role="menuitem" tabindex="-1" data-item=${item.what}
          class=${item.isDanger ? 'danger' : ''} @click=${() => act(item)}>${item.icon}<span>${item.text}</span></button>`,
      )}
    </div>
  `;
}

/** Below its button, or above it where there is no room. @param {Place} at @param {number} count */
function placeOf(at, count) {
  const text = Number(getComputedStyle(document.documentElement).getPropertyValue('--text')) || 1;
  const height = count * ITEM_PX * text + 2 * GAP_PX;
  const isBelow = at.bottom + height + GAP_PX <= innerHeight;
  const top = Math.max(GAP_PX, isBelow ? at.bottom : at.top - height);
  const isRtl = document.documentElement.dir === 'rtl';
  const end = Math.max(GAP_PX, isRtl ? at.left : document.documentElement.clientWidth - at.right);
  return `top:${top}px;inset-inline-end:${end}px`;
}

/** @param {Element | undefined} menu */
function focusFirst(menu) {
  if (menu && !menu.contains(document.activeElement)) {
    // A menu that is drawn is not in the document yet.
    queueMicrotask(() => itemsOf(menu)[0]?.focus());
  }
}

/** @param {Element} menu */
function itemsOf(menu) {
  return /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('[role="menuitem"]')]);
}

/** The keys of a menu — WAI-ARIA Authoring Practices, “Menu and Menubar”. @param {KeyboardEvent} event @param {(isBack: boolean) => void} close */
function keyed(event, close) {
  const items = itemsOf(/** @type {Element} */ (event.currentTarget));
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    close(true);
  } else if (Object.hasOwn(steps, event.key)) {
    event.preventDefault();
    const to = steps[/** @type {keyof typeof steps} */ (event.key)];
    items.at(to % items.length)?.focus();
  }
}
