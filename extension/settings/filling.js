// The section “Filling”: what a click on an account does, the clipboard, and keyboard shortcuts.

import { html } from 'lit-html';
import { changeSettings } from '../flows/vault.js';
import { askForClipboard, giveClipboardBack } from '../platform/clipboard.js';
import { openShortcuts } from '../platform/tabs.js';
import { say, sayCount } from '../platform/words.js';
import { attempt } from './page.js';
import { button, chooser, errorAt, line, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../platform/storage.js').Settings} Settings */

/** Alarms fire after half a minute at the earliest. */
const CLEAR_S = [0, 30, 60, 120];

/**
 * Stores a setting; its first choice, which is empty or zero, resets it to the default.
 * @param {Page} page
 * @param {import('./page.js').Place} at
 */
export const choosing =
  (page, at) =>
  /** @param {keyof Settings} key */
  (key) =>
  /** @param {string | number | boolean} value */
  (value) =>
    attempt(page, at, () => changeSettings({ [key]: value === '' ? undefined : value }));

/** @param {Page} page */
export function fillingSection(page) {
  const { action = '', clearS = 0 } = page.model.settings;
  const times = CLEAR_S.map(
    (s) => /** @type {const} */ ([String(s), s === 0 ? say('clearNever') : sayCount('seconds', s)]),
  );
  const actions = [
    /** @type {const} */ (['', say('actionFill')]),
    /** @type {const} */ (['copy', say('actionCopy')]),
  ];
  return panel(
    '',
    html`
      ${chooser('action', 'actionLabel', actions, action, choosing(page, 'filling')('action'))}
      ${chooser(
        'clear',
        'clearLabel',
        times,
        String(clearS),
        (value) => clearAfter(page, Number(value)),
        {
          hint: say('clearHint'),
        },
      )}
      ${errorAt(page, 'filling')}
      ${line(say('shortcutsText'), button('shortcuts', 'shortcuts', openShortcuts))}
    `,
    'filling',
  );
}

/** The browser asks the user before Postern may access the clipboard. @param {Page} page @param {number} clearS 0: never */
function clearAfter(page, clearS) {
  return attempt(page, 'filling', async () => {
    if (clearS === 0) await giveClipboardBack();
    const isAllowed = clearS > 0 && (await askForClipboard());
    await changeSettings({ clearS: isAllowed ? clearS : undefined });
  });
}
