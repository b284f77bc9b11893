// The sites of open tabs, to be chosen instead of typed.

import { html } from 'lit-html';
import { say } from '../platform/words.js';

/**
 * @param {string[] | undefined} sites undefined: the user has not asked for them
 * @param {() => unknown} ask
 * @param {(site: string) => unknown} pick
 */
export function openTabsView(sites, ask, pick) {
  if (sites === undefined)
    return html`<div class="tabs">
      <button type="button" class="link" data-from-tabs @click=${ask}>${say('tabsUse')}</button>
      <p class="soft">${say('tabsText')}</p>
    </div>`;
  if (sites.length === 0)
    return html`<p class="soft tabs" role="status" data-no-tabs>${say('tabsNone')}</p>`;
  const picked = (/** @type {Event} */ event) => {
    const select = /** @type {HTMLSelectElement} */ (event.currentTarget);
    const { value } = select;
    select.selectedIndex = 0;
    if (value !== '') pick(value);
  };
  return html`<select class="tabs" name="tab" aria-label=${say('tabsPick')} @change=${picked}>
    <option value="">${say('tabsPick')}</option>
    ${sites.map((site) => html`<option value=${site}>${site}</option>`)}
  </select>`;
}
