// The list screen: everything above and below the rows.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { wantsBackup } from '../../flows/backup.js';
import { say } from '../../platform/words.js';
import * as icons from '../../ui/icons.js';
import { damagedCard, olderCard } from '../../ui/trouble.js';
import { exportedCard, fullCard, seenCards, welcomeCard } from './cards.js';
import { listView } from './list.js';
import { notices } from './notices.js';

/** @typedef {import('../../core/postern.js').ListView} ListView */
/** @typedef {import('../../core/postern.js').HealthView} HealthView */
/** @typedef {typeof import('../popup.js').model} Model */
/** @typedef {ReturnType<typeof import('../actions.js').actionsOf>} Actions */
/**
 * Handlers of the list itself.
 * @typedef {object} Listing
 * @property {(event: InputEvent) => void} search
 * @property {() => void} scrolled
 * @property {(tag: string) => void} filter
 * @property {import('./list.js').Dragged} dragged
 * @property {(cards: Element | undefined) => void} cards receives the cards above the list
 */

/**
 * @param {Model} model
 * @param {{ list: ListView, keys: Map<string, number>, nowMs: number, health: HealthView }} seen
 * @param {Actions} actions
 * @param {Listing} listing
 */
export function homeView(model, { list, keys, nowMs, health }, actions, listing) {
  const { candidates, exported, isLooking, previous, settings } = model;
  return html`
    ${header(model, actions, listing)}
    ${list.tags.length > 0 ? tagBar(list.tags, model.tag, listing.filter) : nothing}
    <main class="scroll" @scroll=${listing.scrolled}>
      <div data-cards aria-busy=${isLooking} ${ref(listing.cards)}>
        ${health.sound ? nothing : damagedCard(health.lost, previous, actions)}
        ${model.missing > 0 ? olderCard(model.missing, actions) : nothing}
        ${model.full ? fullCard(model.full, actions) : nothing}
        ${notices(model, actions)}
        ${exported ? exportedCard(actions.importSeen) : nothing}
        ${seenCards(model, actions)}
        ${list.total === 0 && candidates.length === 0 ? welcomeCard(actions) : nothing}
      </div>
      ${listView({ ...model, list, keys, nowMs, canMove: actions.canMove() }, { ...actions.list, dragged: listing.dragged })}
    </main>
    ${
      wantsBackup(settings, list.total)
        ? html`<footer class="backup-line" data-backup-wanted><span>${say('backupWanted')}</span>
            <button class="link" data-back-up-now @click=${actions.backUp}>${say('backUp')}</button></footer>`
        : nothing
    }
    <p class="status" role="status" hidden=${model.status ? nothing : true}>${model.status}</p>
    ${foot(model, actions)}
  `;
}

/** @param {Model} model @param {Actions} actions @param {Listing} listing */
function header({ query, locks }, { showAdd, lock, openSettings }, { search }) {
  return html`
    <header>
      ${icons.mark}
      <h1 class="unseen">${say('appName')}</h1>
      <input class="search" type="search" spellcheck="false" placeholder=${say('search')} aria-label=${say('search')}
        .value=${query} @input=${search}>
      ${iconButton('add', 'addAccount', icons.plus, showAdd)}
      ${locks ? iconButton('lock', 'lock', icons.lock, lock) : nothing}
      ${iconButton('settings', 'settingsTitle', icons.settings, openSettings)}
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

/** Information about the page, and other places to show these views. @param {Model} model @param {Actions} actions */
function foot({ page, where }, { showFields, openPanel, openWindow }) {
  return html`<div class="foot">
    ${
      page?.origin
        ? html`<button class="why" data-why @click=${showFields}>${say('fieldsShow')}</button>`
        : nothing
    }
    ${
      where === 'popup'
        ? html`<span class="where">
            ${iconButton('panel', 'openPanel', icons.panel, openPanel)}
            ${iconButton('window', 'openWindow', icons.window, openWindow)}
          </span>`
        : nothing
    }
  </div>`;
}

/** @param {string} what @param {import('../../platform/words.js').Word} word @param {unknown} icon @param {() => unknown} act */
function iconButton(what, word, icon, act) {
  return html`<button class="icon-button" data-act=${what} title=${say(word)} aria-label=${say(word)}
    @click=${act}>${icon}</button>`;
}
