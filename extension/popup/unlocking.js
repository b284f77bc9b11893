// The lock screen: what happens when something is typed into it.

import { failureOf, slotsOf } from '../core/core.js';
import { unlockWithPaper, unlockWithPassphrase } from '../flows/unlock.js';
import { vaultsOf } from '../flows/vault.js';
import { readStored } from '../platform/storage.js';
import { say, sayFailure } from '../platform/words.js';

/** @typedef {import('./views/locked.js').LockedModel} LockedModel */

/** After this many wrong ones each further answer takes twice as long, up to a limit. */
const FREE_TRIES = 3;
const WAIT_MAX_MS = 16_000;

/** What the lock screen starts with. @returns {Promise<LockedModel>} */
export async function lockedModel() {
  for (const vault of vaultsOf(await readStored())) {
    try {
      const kinds = slotsOf(vault).slots.map(({ kind }) => kind);
      return { kinds, way: kinds.includes('pass') ? 'pass' : 'recovery', isBusy: false, error: '' };
    } catch {
      // Its header is damaged; one before it may tell.
    }
  }
  throw { code: 'vault-damaged' };
}

/**
 * @param {() => LockedModel} model
 * @param {{ draw: () => void, opened: () => unknown, passkey: () => unknown, breakDown: (thrown: unknown) => void }} shell
 */
export function unlockingOf(model, { draw, opened, passkey, breakDown }) {
  let wrong = 0;

  /** @param {() => unknown} open */
  async function attempt(open) {
    const locked = model();
    Object.assign(locked, { isBusy: true, error: '' });
    draw();
    try {
      if (wrong >= FREE_TRIES) await pause(Math.min(WAIT_MAX_MS, 500 * 2 ** (wrong - FREE_TRIES)));
      await open();
      wrong = 0;
      await opened();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) return breakDown(thrown);
      wrong += 1;
      locked.error = failure.code === 'vault-wrong-key' ? wrongText(locked) : sayFailure(failure);
    } finally {
      locked.isBusy = false;
      draw();
      // What was typed is ready to be typed over.
      if (locked.error)
        /** @type {HTMLInputElement | null} */ (document.querySelector('[name=secret]'))?.select();
    }
  }

  return {
    /** @param {HTMLFormElement} form */
    submit: (form) => {
      const secret = String(new FormData(form).get('secret') ?? '');
      const isPaper = model().way === 'recovery';
      return attempt(async () => {
        await (isPaper ? unlockWithPaper(secret) : unlockWithPassphrase(secret));
        form.reset();
      });
    },
    passkey: () => attempt(passkey),
    /** @param {LockedModel['way']} way */
    choose: (way) => {
      Object.assign(model(), { way, error: '' });
      draw();
    },
  };
}

/** @param {LockedModel} locked */
function wrongText({ way }) {
  return say(way === 'pass' ? 'wrongPassphrase' : 'wrongPaper');
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
