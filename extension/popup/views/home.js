// The list screen: everything above and below the rows.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { say } from '../../platform/words.js';
import * as icons from '../../ui/icons.js';
import { menuView } from '../../ui/menu.js';
import { damagedCard, olderCard } from '../../ui/trouble.js';
import { exportedCard, seenCards, welcomeCard } from './cards.js';
import { dockView, offerOf } from './dock.js';
import { listView } from './list.js';
import { menuOf } from './menus.js';
import { sheetOf, sheetView } from './sheet.js';

/** @typedef {import('../../core/postern.js').ListView} ListView */
/** @typedef {import('../../core/postern.js').HealthView} HealthView */
/** @typedef {import('../model.js').Model} Model */
/** @typedef {typeof import('../actions.js')} Actions */
/**
 * Handlers of the list itself.
 * @typedef {object} Listing
 * @property {(event: InputEvent) => void} search
 * @property {() => void} scrolled
 * @property {(tag: string) => void} filter
 * @property {import('./list.js').Dragged} dragged
 * @property {(cards: Element | undefined) => void} cards receives the cards above the list
 * @property {(event: FocusEvent) => void} focused
 * @property {(kind: string) => void} offered hears what the dock says
 */

/**
 * @param {Model} model
 * @param {{ list: ListView, keys: Map<string, number>, nowMs: number, health: HealthView }} seen
 * @param {Actions} actions
 * @param {Listing} listing
 */
export function homeView(model, seen, actions, listing) {
  const { list, keys, nowMs } = seen;
  const offer = offerOf(model, list, actions);
  listing.offered(offer?.kind ?? '');
  const sheet = sheetOf(model, actions);
  const menu = menuOf(model, list.rows, actions);
  const rows = { ...model, list, keys, nowMs, canMove: actions.canMove() };
  return html`
    <div class="through" ?inert=${sheet !== undefined || menu !== undefined}>
      ${header(model, actions, listing)}
      ${list.tags.length > 0 ? tagBar(list.tags, model.tag, listing.filter) : nothing}
      <main class="scroll" @scroll=${listing.scrolled}>
        <div data-cards aria-busy=${model.isLooking} ${ref(listing.cards)}>
          ${topCards(model, seen, actions)}
        </div>
        ${listView(rows, { ...actions.list, dragged: listing.dragged, focused: listing.focused })}
      </main>
      ${dockView(offer, list.total, actions)}
    </div>
    ${sheet ? sheetView(sheet) : nothing}
    ${menu ? menuView(menu, actions.closeMenu) : nothing}
  `;
}

/**
 * What is known before the first paint, and the first steps.
 * @param {Model} model
 * @param {{ list: ListView, health: HealthView }} seen
 * @param {Actions} actions
 */
function topCards(model, { list, health }, actions) {
  return html`
    ${health.sound ? nothing : damagedCard(health.lost, model.previous, actions)}
    ${model.missing > 0 ? olderCard(model.missing, actions) : nothing}
    ${list.total === 0 ? firstSteps(model, actions) : nothing}
  `;
}

/** With no account yet, what the page offers has the window to itself. @param {Model} model @param {Actions} actions */
function firstSteps(model, actions) {
  const { candidates, exported, hasLooked } = model;
  if (candidates.length > 0) return seenCards(model, actions);
  if (exported) return exportedCard(actions.importSeen);
  return welcomeCard(actions, hasLooked);
}

/** @param {Model} model @param {Actions} actions @param {Listing} listing */
function header({ query, locks, menu }, { showAdd, lock, openMenu }, { search }) {
  return html`
    <header>
      <h1 class="unseen">${say('appName')}</h1>
      <input class="search" type="search" spellcheck="false" placeholder=${say('search')} aria-label=${say('search')}
        .value=${query} @input=${search}>
      ${iconButton('add', 'addAccount', icons.plus, showAdd)}
      ${locks ? iconButton('lock', 'lock', icons.lock, lock) : nothing}
      <button class="icon-button" data-act="more" title=${say('more')} aria-label=${say('more')}
        aria-haspopup="menu" aria-expanded=${menu?.id === ''}
        @click=${(/** @type {Event} */ event) => openMenu('', event)}>${icons.more}</button>
    </header>
  `;
}

/** @param {string[]} tags @param {string} chosen @param {(tag: string) => void} filter */
function tagBar(tags, chosen, filter) {
  return html`<nav class="tags" aria-label=${say('tagsTitle')}>
    ${tags.map(
      (tag) =>
        html`<button class="tag" aria-pressed=${tag === chosen} @click=${() => filter(tag)}>${tag}</button>`,
    )}
  </nav>`;
}

/** @param {string} what @param {import('../../platform/words.js').Word} word @param {unknown} icon @param {() => unknown} act */
function iconButton(what, word, icon, act) {
  return html`<button class="icon-button" data-act=${what} title=${say(word)} aria-label=${say(word)}
    @click=${act}>${icon}</button>`;
}
