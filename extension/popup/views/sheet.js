// The sheet: a card over the rows, for a decision that the user must make, or for the details that they asked for.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { say } from '../../platform/words.js';
import { exportedCard, fullCard, seenCards } from './cards.js';
import { askingCard, elsewhereCard, lookIntoCard, setUpCard } from './notices.js';
import { clockCard, isNews, outcomeCard } from './outcome.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {typeof import('../actions.js')} Actions */

/** @typedef {{ cards: unknown, close: () => unknown }} Sheet an open sheet: its cards, and what closing it does */

/**
 * @param {Model} model
 * @param {Actions} actions
 * @returns {Sheet | undefined}
 */
export function sheetOf(model, actions) {
  const { asking, stranger, full, isExpanded, site } = model;
  if (full) return { cards: fullCard(full, actions), close: actions.closeFull };
  if (asking) return { cards: askingCard(asking, model, actions), close: actions.dismiss };
  if (stranger) return { cards: elsewhereCard(stranger, site, actions), close: actions.decline };
  if (isExpanded) return { cards: details(model, actions), close: actions.collapse };
  return undefined;
}

/** All that the dock has no room for. @param {Model} model @param {Actions} actions */
function details(model, actions) {
  const { outcome, field, exported, foreign, setUp, candidates, status } = model;
  const [frame] = foreign;
  const isBare = candidates.length === 0;
  return html`
    ${seenCards(model, actions)}
    ${outcome && isNews(outcome, field) ? outcomeCard(outcome, actions) : nothing}
    ${exported ? exportedCard(actions.importSeen) : nothing}
    ${frame && isBare ? lookIntoCard(frame, actions) : nothing}
    ${setUp && isBare ? setUpCard(setUp) : nothing}
    ${clockCard(model, actions)}
    ${status ? html`<p class="card calm">${status}</p>` : nothing}
  `;
}

/** @param {Sheet} sheet */
export function sheetView({ cards, close }) {
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return html`
    <div class="veil" @click=${close}></div>
    <div class="sheet" role="dialog" aria-modal="true" aria-label=${say('thisPage')} tabindex="-1" data-sheet
      @keydown=${keyed} ${ref(focusInside)}>
      ${cards}
    </div>
  `;
}

/** The focus leaves what the sheet covers. @param {Element | undefined} sheet */
function focusInside(sheet) {
  if (!sheet) return;
  // It is not in the document yet while it is drawn.
  queueMicrotask(() => {
    if (!sheet.contains(document.activeElement)) /** @type {HTMLElement} */ (sheet).focus();
  });
}

/** The user leaves a form that has been changed. @param {{ discard: () => void, stay: () => void }} actions */
export function discardCard({ discard, stay }) {
  return html`
    <section class="card calm" role="alert" data-discard-card>
      <h2>${say('discardTitle')}</h2>
      <div class="actions">
        <button class="button danger" data-discard @click=${discard}>${say('discard')}</button>
        <button class="button primary" data-keep @click=${stay}>${say('keepEditing')}</button>
      </div>
    </section>
  `;
}
