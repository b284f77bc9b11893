// The clipboard: what is copied, and, if the user wants that, taken out of it again.

/** @param {string} text */
export async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw { code: 'copy-failed' };
  }
}

/** To empty the clipboard, and only if nothing else was copied meanwhile. @type {chrome.permissions.Permissions} */
const NEEDED = { permissions: ['clipboardRead', 'clipboardWrite'] };

/** The browser is asked whether Postern may look after the clipboard: the user's yes or no. */
export function askForClipboard() {
  return chrome.permissions.request(NEEDED);
}

/** Nothing of it is needed any more. */
export async function giveClipboardBack() {
  await chrome.permissions.remove(NEEDED);
}

/**
 * Empties the clipboard if it still holds a text. Only pages have a clipboard: one is opened for
 * that moment, and never shown. In the service worker.
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
