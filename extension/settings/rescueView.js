// A vault that does not open, or only in part, and vaults that were set aside: the ways forward.

import { html, nothing } from 'lit-html';
import { removableFrom } from '../flows/rescue.js';
import { aheadText, say, sayCount, sayDay } from '../platform/words.js';
import { button } from '../ui/parts.js';

/** @typedef {import('./settings.js').Model} Model */
/** @typedef {import('./settings.js').Actions} Actions */

/** @param {Model} model @param {Actions} actions */
export function rescueSection({ lost, locked, health, isBusy }, actions) {
  const title = lost && !health.sound && health.lost > 0 ? 'damagedTitle' : 'unreadableTitle';
  return html`
    <section id="rescue" aria-labelledby="rescue-title" data-rescue>
      <h2 id="rescue-title">${say(locked ? 'lockedStuck' : title)}</h2>
      <p>${locked ? say('rescueLocked') : lost?.reason}</p>
      ${
        lost?.previous
          ? html`<div class="way"><p>${say('damagedPreviousText')}</p>
              <div class="actions">${button('previous', 'damagedPrevious', actions.usePrevious, isBusy)}</div></div>`
          : nothing
      }
      <div class="way"><p>${say('rescueSaveText')}</p>
        <div class="actions">${button('save-rescue', 'rescueSave', () => actions.saveRescue(), isBusy)}</div></div>
      <div class="way"><p>${say('rescueAnewText')}</p>
        <div class="actions">${button('begin-anew', 'rescueAnew', actions.beginAnew, isBusy)}</div></div>
      ${locked ? html`<div class="actions">${button('back-to-lock', 'back', actions.backToLock, isBusy)}</div>` : nothing}
    </section>
  `;
}

/** @param {Model} model @param {Actions} actions */
export function asideSection({ aside, isBusy }, actions) {
  if (aside.length === 0) return nothing;
  return html`
    <section id="aside" aria-labelledby="aside-title">
      <h2 id="aside-title">${say('asideTitle')}</h2>
      <p class="soft">${say('asideText')}</p>
      ${aside.map((one) => {
        const { sinceMs } = one;
        const fromMs = removableFrom(one);
        const isKept = fromMs > Date.now();
        return html`<div class="way" data-aside=${sinceMs}>
          <p>${say('asideSince', sayDay(sinceMs))}
            ${isKept ? html`<br><span class="soft">${say('asideKept', sayDay(fromMs))}</span>` : nothing}</p>
          <div class="actions">
            ${button('save-aside', 'rescueSave', () => actions.saveRescue(sinceMs), isBusy)}
            ${button('take-back', 'restore', () => actions.takeBack(sinceMs), isBusy)}
            ${button('forget-aside', 'remove', () => actions.forgetAside(sinceMs), isBusy || isKept)}
          </div>
        </div>`;
      })}
    </section>
  `;
}

/** An older version of the vault is in place of the newest. @param {Model} model @param {Actions} actions */
export function olderSection({ missing, isBusy }, { acceptOlder }) {
  if (missing === 0) return nothing;
  return html`
    <section role="alert" data-older aria-labelledby="older-title">
      <h2 id="older-title">${say('olderTitle')}</h2>
      <p>${sayCount('olderText', missing)}</p>
      <div class="actions">${button('accept-older', 'olderAccept', acceptOlder, isBusy)}</div>
    </section>
  `;
}

/** Portals for which the clock is corrected. @param {Model} model @param {Actions} actions */
export function clockSection({ clock, isBusy }, { forgetClock }) {
  const portals = Object.entries(clock.portals);
  if (portals.length === 0) return nothing;
  return html`
    <section aria-labelledby="clock-title" data-clocks>
      <h2 id="clock-title">${say('clockTitle')}</h2>
      <p class="soft">${say('clockText')}</p>
      ${portals.map(
        ([origin, aheadMs]) => html`<div class="way">
          <p><bdi>${origin}</bdi><br><span class="soft">${aheadText(aheadMs)}</span></p>
          <div class="actions">${button('forget-clock', 'remove', () => forgetClock(origin), isBusy)}</div>
        </div>`,
      )}
    </section>
  `;
}
