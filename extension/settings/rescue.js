// The page's actions for a vault that does not open, and for vaults that were set aside.

import { beginAnew, forgetAside, makeRescue, takeBack, usePrevious } from '../flows/rescue.js';
import { acceptOlder } from '../flows/vault.js';
import { saveFile } from '../platform/files.js';

/** @typedef {import('./settings.js').Model} Model */

/** @param {Model} model @param {{ attempt: (act: () => unknown, done?: import('../platform/words.js').Word) => Promise<void> }} page */
export function rescuingOf(model, { attempt }) {
  return {
    usePrevious: () => attempt(usePrevious),
    /** @param {number} [sinceMs] selects a vault that was set aside; else the current one */
    saveRescue: (sinceMs) =>
      attempt(async () => {
        const { name, text } = await makeRescue(new Date(), sinceMs);
        saveFile(name, text);
      }, 'rescueSaved'),
    beginAnew: () =>
      attempt(async () => {
        await beginAnew(new Date());
        model.isStuck = false;
      }, 'rescueBegun'),
    /** @param {number} sinceMs */
    takeBack: (sinceMs) => attempt(() => takeBack(sinceMs, new Date())),
    /** @param {number} sinceMs */
    forgetAside: (sinceMs) => attempt(() => forgetAside(sinceMs, new Date()), 'removed'),
    acceptOlder: () => attempt(acceptOlder),
    backToLock: () =>
      attempt(() => {
        model.isStuck = false;
      }),
  };
}
