// How a window that stays open reads storage, and notices that another one has locked or unlocked Postern.

import { recall } from '../platform/memory.js';

/**
 * @param {() => Promise<void>} readNow storage → the window
 * @param {() => boolean} isLocked whether the window shows the lock screen
 */
export function readingOf(readNow, isLocked) {
  /** @type {Promise<void>} */
  let before = Promise.resolve();

  /** Reads one at a time: an older reading must not be drawn last. */
  function read() {
    before = before.catch(() => undefined).then(readNow);
    return before;
  }

  /** Reads again if the window does not show yet whether Postern is locked, and returns whether it did. */
  async function followLock() {
    // A reading that began before may find the vault locked only now, when nothing would tell it otherwise.
    await before.catch(() => undefined);
    const opens = (await recall('unlocked')) !== undefined;
    if (opens !== isLocked()) return false;
    await read();
    return true;
  }

  return { read, followLock };
}
