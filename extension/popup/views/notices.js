// Cards about the page in front: information or permissions that Postern needs.

import { html, nothing } from 'lit-html';
import { say } from '../../platform/words.js';
import { nameOf } from '../../ui/parts.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {typeof import('../actions.js')} Actions */

/** @param {NonNullable<Model['asking']>} asking @param {Model} model @param {Actions} actions */
export function askingCard(asking, model, actions) {
  return asking.message ? messageCard(actions) : frameCard(asking, model, actions);
}

/** The page wants a code that comes by message. @param {Actions} actions */
function messageCard({ confirm, dismiss }) {
  return html`
    <section class="card bad" role="alert" data-message>
      <p>${say('fieldMessage')}</p>
      <div class="actions">
        <button class="button" data-confirm @click=${confirm}>${say('sendsConfirm')}</button>
        <button class="button primary" @click=${dismiss}>${say('cancel')}</button>
      </div>
    </section>
  `;
}

/**
 * The field is in a frame of another site, or its form sends to one: all origins are shown in full.
 * @param {NonNullable<Model['asking']>} asking
 * @param {Model} model
 * @param {Actions} actions
 */
function frameCard({ row, origin, isBound, sendsTo }, { page }, { confirm, dismiss }) {
  const isSent = sendsTo.length > 0;
  return html`
    <section class="card bad" role="alert" data-frame>
      <h2>${say(isSent ? 'sendsTitle' : 'frameTitle')}</h2>
      <p>${say(isSent ? 'sendsText' : 'frameText', nameOf(row))}</p>
      <dl class="origins">
        <dt>${say('framePage')}</dt><dd><bdi>${page?.origin ?? ''}</bdi></dd>
        ${origin === page?.origin ? nothing : html`<dt>${say('frameField')}</dt><dd><bdi>${origin}</bdi></dd>`}
        ${sendsTo.map((place) => html`<dt>${say('sendsTo')}</dt><dd><bdi data-sends-to>${place}</bdi></dd>`)}
      </dl>
      ${isBound ? nothing : html`<p class="note">${say('frameUnbound')}</p>`}
      <div class="actions">
        <button class="button" @click=${dismiss}>${say('cancel')}</button>
        <button class="button primary" data-confirm @click=${confirm}>${say(isSent ? 'sendsConfirm' : 'frameConfirm')}</button>
      </div>
    </section>
  `;
}

/**
 * The page asks for a code, and the account is another site's: the user chooses, and nothing has been copied yet.
 * @param {NonNullable<Model['stranger']>} row
 * @param {string} site in front
 * @param {Actions} actions
 */
export function elsewhereCard(row, site, actions) {
  return row.suggested ? suggestedCard(row, site, actions) : strangerCard(row, site, actions);
}

/** @param {NonNullable<Model['stranger']>} row @param {string} site @param {Actions} actions */
function suggestedCard(row, site, { useHere, decline }) {
  return html`
    <section class="card" role="alert" data-suggested>
      <h2>${nameOf(row)}</h2>
      ${row.issuer && row.name ? html`<p><bdi>${row.name}</bdi></p>` : nothing}
      <p class="soft">${say('suggested', site)}</p>
      <div class="actions">
        <button class="button" data-leave @click=${decline}>${say('cancel')}</button>
        <button class="button primary" data-use-here @click=${useHere}>${say('useSuggested')}</button>
      </div>
    </section>
  `;
}

/** @param {NonNullable<Model['stranger']>} row @param {string} site @param {Actions} actions */
function strangerCard(row, site, { copyAnyway, useHere, decline }) {
  const [own] = row.sites;
  return html`
    <section class="card bad" role="alert" data-elsewhere>
      <h2>${say('elsewhereTitle')}</h2>
      <p>${own ? say('failSiteNotBoundNamed', site, nameOf(row), own) : say('failSiteUnbound', site)}</p>
      <div class="actions">
        <button class="button" data-use-here @click=${useHere}>${say('useHere')}</button>
        <button class="button" data-copy-anyway @click=${copyAnyway}>${say('copyAnyway')}</button>
        <button class="button primary" data-leave @click=${decline}>${say('cancel')}</button>
      </div>
    </section>
  `;
}

/**
 * The browser blocks access to the frames of another site until the user allows it.
 * @param {string} origin
 * @param {Actions} actions
 */
export function lookIntoCard(origin, { lookInto }) {
  return html`
    <section class="card calm" data-foreign>
      <p>${say('lookIntoText', origin)}</p>
      <div class="actions">
        <button class="button" data-look-into @click=${() => lookInto(origin)}>${say('lookInto')}</button>
      </div>
    </section>
  `;
}

/** @param {{ stack: string, link: string }} setUp */
export function setUpCard({ stack, link }) {
  return html`
    <section class="card calm" data-set-up>
      <p>${say('setUpHint', stack, link)}</p>
    </section>
  `;
}
