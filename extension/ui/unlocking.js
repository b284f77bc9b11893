// The lock screen's behaviour.

import { failureOf, slotsOf } from '../core/core.js';
import { lockCount } from '../flows/lock.js';
import { isLock } from '../flows/rescue.js';
import { asTry } from '../flows/tries.js';
import { unlockWithPaper, unlockWithPassphrase } from '../flows/unlock.js';
import { vaultsOf } from '../flows/vault.js';
import { readStored, readSync } from '../platform/storage.js';
import { trace } from '../platform/trace.js';
import { say, sayFailure } from '../platform/words.js';

/** @typedef {import('./locked.js').LockedModel} LockedModel */

/** The initial state of the lock screen. @returns {Promise<LockedModel>} */
export async function lockedModel() {
  for (const vault of vaultsOf(await readStored())) {
    try {
      const kinds = slotsOf(vault).slots.map(({ kind }) => kind);
      return { kinds, way: kinds.includes('pass') ? 'pass' : 'recovery', isBusy: false, error: '' };
    } catch {
      // Its header is damaged; a previous vault's may be readable.
    }
  }
  throw { code: 'vault-damaged' };
}

/** The initial state of the lock screen over a vault that did not open. @param {unknown} thrown why it did not; thrown again if the vault is not locked */
export async function lockedAfter(thrown) {
  if (!(await isLock(thrown))) throw thrown;
  return lockedModel();
}

/**
 * @param {() => LockedModel} model
 * @param {{ draw: () => void, opened: () => unknown, passkey: () => unknown, stuck: () => unknown, breakDown: (thrown: unknown) => void }} shell
 */
export function unlockingOf(model, { draw, opened, passkey, stuck, breakDown }) {
  /** @param {() => unknown} open @param {boolean} [isGuess] the typed secret can be guessed */
  async function attempt(open, isGuess = true) {
    const locked = model();
    Object.assign(locked, { isBusy: true, error: '' });
    draw();
    try {
      if (isGuess) await asTry(async () => open());
      else await open();
      await opened();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) {
        await trace('unlock', thrown);
        return breakDown(thrown);
      }
      locked.error =
        failure.code === 'vault-wrong-key' ? await wrongText(locked) : sayFailure(failure);
    } finally {
      locked.isBusy = false;
      draw();
      // Selects the typed text, so that it can be typed over.
      if (locked.error)
        /** @type {HTMLInputElement | null} */ (document.querySelector('[name=secret]'))?.select();
    }
  }

  return {
    /** @param {HTMLFormElement} form */
    submit: (form) => {
      const secret = String(new FormData(form).get('secret') ?? '');
      const isPaper = model().way === 'recovery';
      // Read before the delay after wrong passphrases: a lock pressed during it wins as well.
      const counted = lockCount();
      return attempt(async () => {
        await (isPaper ? unlockWithPaper(secret, counted) : unlockWithPassphrase(secret, counted));
        form.reset();
      });
    },
    passkey: () => attempt(passkey, false),
    stuck,
    /** @param {LockedModel['way']} way */
    choose: (way) => {
      Object.assign(model(), { way, error: '' });
      draw();
    },
  };
}

/** A passphrase that was changed on another computer counts here after the next sync, which needs an unlock. @param {LockedModel} locked */
async function wrongText({ way }) {
  if (way === 'recovery') return say('wrongPaper');
  const { sync } = await readSync();
  return [say('wrongPassphrase'), ...(sync ? [say('wrongPassphraseSynced')] : [])].join(' ');
}
