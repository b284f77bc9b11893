// The clipboard: writing to it and, if the user wants that, clearing it again.

/** @param {string} text */
export async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw { code: 'copy-failed' };
  }
}

/** Needed to empty the clipboard, but only if nothing else was copied since. @type {chrome.permissions.Permissions} */
const NEEDED = { permissions: ['clipboardRead', 'clipboardWrite'] };

/** Asks the user, through the browser, whether Postern may clear the clipboard. */
export function askForClipboard() {
  return chrome.permissions.request(NEEDED);
}

/** Gives the permissions back when they are no longer needed. */
export async function giveClipboardBack() {
  await chrome.permissions.remove(NEEDED);
}

/**
 * Empties the clipboard if it still holds `text`. Only pages can access the clipboard, so an invisible one
 * is opened for that moment. For the service worker.
 * @param {string} text
 */
export async function emptyClipboard(text) {
  if (!(await chrome.permissions.contains(NEEDED))) return;
  const url = 'extension/offscreen/clipboard.html';
  const reasons = /** @type {any} */ (['CLIPBOARD']);
  await chrome.offscreen.createDocument({ url, reasons, justification: 'takes a code out again' });
  try {
    await chrome.runtime.sendMessage({ type: 'empty-clipboard', text });
  } finally {
    await chrome.offscreen.closeDocument();
  }
}
