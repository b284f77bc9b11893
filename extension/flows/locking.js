// When the vault locks. Locking later than before weakens it.

import { readSettings } from '../platform/storage.js';
import { needProof } from './authenticate.js';
import { LOCK_MINUTES } from './lock.js';
import { syncChanged } from './sync.js';
import { changeSettings } from './vault.js';

/** @param {number} minutes without use; 0: only when the browser closes */
export async function changeLocking(minutes) {
  const { lockMinutes = LOCK_MINUTES } = await readSettings();
  const asTime = (/** @type {number} */ one) => (one === 0 ? Number.POSITIVE_INFINITY : one);
  if (asTime(minutes) > asTime(lockMinutes)) await needProof();
  await changeSettings({ lockMinutes: minutes, lockChosenMs: Date.now() });
  await syncChanged();
}
