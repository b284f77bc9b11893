// A copied code, and the moment in which it leaves the clipboard again.

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

/** The time has come. */
export async function forgetCopied() {
  const code = await recall('copied');
  await remember('copied', undefined);
  if (code !== undefined) await emptyClipboard(code);
}
