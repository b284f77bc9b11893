// A vault that does not open, or only in part, and vaults that were set aside: the ways forward.

import { html, nothing } from 'lit-html';
import {
  beginAnew,
  forgetAside,
  makeRescue,
  removableFrom,
  takeBack,
  usePrevious,
} from '../flows/rescue.js';
import { acceptOlder } from '../flows/vault.js';
import { saveFile } from '../platform/files.js';
import { say, sayCount, sayDay } from '../platform/words.js';
import { attempt } from './page.js';
import { button, errorAt, line, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */

/** @param {Page} page @param {'rescue' | 'aside'} at @param {number} [sinceMs] selects a vault that was set aside; else the current one */
function save(page, at, sinceMs) {
  return attempt(
    page,
    at,
    async () => {
      const { name, text } = await makeRescue(new Date(), sinceMs);
      saveFile(name, text);
    },
    'rescueSaved',
  );
}

/** @param {Page} page */
function startOver(page) {
  return attempt(
    page,
    'rescue',
    async () => {
      await beginAnew(new Date());
      page.model.isStuck = false;
    },
    'rescueBegun',
  );
}

/** @param {Page} page */
function backToLock(page) {
  return attempt(page, 'rescue', () => {
    page.model.isStuck = false;
  });
}

/** @param {Page} page */
export function rescuePanel(page) {
  const { lost, locked, health, isBusy } = page.model;
  const title = lost && !health.sound && health.lost > 0 ? 'damagedTitle' : 'unreadableTitle';
  const isOff = { isOff: isBusy };
  const previous = () => attempt(page, 'rescue', usePrevious);
  return html`<div data-rescue>${panel(
    '',
    html`
      <h2>${say(locked ? 'lockedStuck' : title)}</h2>
      <p>${locked ? say('rescueLocked') : lost?.reason}</p>
      ${
        lost?.previous
          ? line(
              say('damagedPreviousText'),
              button('previous', 'damagedPrevious', previous, { ...isOff, look: 'primary' }),
            )
          : nothing
      }
      ${line(
        say('rescueSaveText'),
        button('save-rescue', 'rescueSave', () => save(page, 'rescue'), isOff),
      )}
      ${line(
        say('rescueAnewText'),
        button('begin-anew', 'rescueAnew', () => startOver(page), isOff),
      )}
      ${errorAt(page, 'rescue')}
      ${locked ? html`<div class="actions">${button('back-to-lock', 'back', () => backToLock(page), isOff)}</div>` : nothing}
    `,
  )}</div>`;
}

/** @param {Page} page */
export function asidePanel(page) {
  const { aside } = page.model;
  if (aside.length === 0) return nothing;
  return panel(
    say('asideTitle'),
    html`
      <p class="soft">${say('asideText')}</p>
      ${aside.map((one) => asideRow(page, one))}
      ${errorAt(page, 'aside')}
    `,
    'aside',
  );
}

/** @param {Page} page @param {import('../platform/storage.js').Aside} one */
function asideRow(page, one) {
  const { isBusy } = page.model;
  const { sinceMs } = one;
  const fromMs = removableFrom(one);
  const isKept = fromMs > Date.now();
  const back = () => attempt(page, 'aside', () => takeBack(sinceMs, new Date()));
  const forget = () => attempt(page, 'aside', () => forgetAside(sinceMs, new Date()), 'removed');
  return html`<div class="way" data-aside=${sinceMs}>
    <p>${say('asideSince', sayDay(sinceMs))}
      ${isKept ? html`<br><span class="soft">${say('asideKept', sayDay(fromMs))}</span>` : nothing}</p>
    <div class="actions">
      ${button('save-aside', 'rescueSave', () => save(page, 'aside', sinceMs), { isOff: isBusy })}
      ${button('take-back', 'restore', back, { isOff: isBusy })}
      ${button('forget-aside', 'remove', forget, { isOff: isBusy || isKept })}
    </div>
  </div>`;
}

/** An older version of the vault is in place of the newest. @param {Page} page */
export function olderPanel(page) {
  const { missing, isBusy } = page.model;
  if (missing === 0) return nothing;
  const accept = () => attempt(page, 'older', acceptOlder);
  return html`<div role="alert" data-older>${panel(
    say('olderTitle'),
    html`
      <p>${sayCount('olderText', missing)}</p>
      <div class="actions">${button('accept-older', 'olderAccept', accept, { isOff: isBusy })}</div>
      ${errorAt(page, 'older')}
    `,
  )}</div>`;
}
