// Copies a code, and clears the clipboard after a while.

import { emptyClipboard, toClipboard } from '../platform/clipboard.js';
import { setClipboardAlarm } from '../platform/lock.js';
import { recall, remember } from '../platform/memory.js';

/** @param {string} code @param {import('../platform/storage.js').Settings} settings */
export async function copyCode(code, { clearS }) {
  await toClipboard(code);
  if (!clearS) return;
  await remember('copied', code);
  await setClipboardAlarm(Date.now() + clearS * 1000);
}

/** Called when the time is up. */
export async function forgetCopied() {
  const code = await recall('copied');
  await remember('copied', undefined);
  if (code !== undefined) await emptyClipboard(code);
}
