// The sites where the user lets Postern fill by itself, and frames of other sites: the only caller
// of chrome.permissions and of the scripts that are registered with the browser. What is registered
// is the list: there is no other copy.

import { remember } from './storage.js';

const SCRIPT = 'extension/content/auto.js';

/** A site as the browser's permissions spell it: all its ports. @param {string} origin */
function patternOf(origin) {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/**
 * Asks the user, through the browser, for one site. Call it in a click, before anything is awaited.
 * @param {string} origin
 * @returns {Promise<boolean>}
 */
export function askForSite(origin) {
  return chrome.permissions.request({ origins: [patternOf(origin)] });
}

/**
 * The same, to fill there by itself. The browser's question may close the popup: then the service
 * worker goes on.
 * @param {string} origin
 */
export async function askToFillAt(origin) {
  const asking = askForSite(origin);
  await remember('wanted', { origin, pattern: patternOf(origin) });
  const isGiven = await asking;
  await remember('wanted', undefined);
  if (isGiven) await startFillingAt(origin);
  return isGiven;
}

/** Whether Postern fills by itself at a site. @param {string} origin */
export async function fillsAt(origin) {
  const ids = [patternOf(origin)];
  const [script] = await chrome.scripting.getRegisteredContentScripts({ ids });
  return script !== undefined && (await chrome.permissions.contains({ origins: ids }));
}

/** Fills at a site by itself from now on; its permission has been given. @param {string} origin */
export async function startFillingAt(origin) {
  const pattern = patternOf(origin);
  await stopScript(pattern);
  await chrome.scripting.registerContentScripts([
    {
      id: pattern,
      matches: [pattern],
      js: [SCRIPT],
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: 'document_idle',
    },
  ]);
}

/** Gives script and permission of a site back. @param {string} origin */
export async function stopFillingAt(origin) {
  const pattern = patternOf(origin);
  await stopScript(pattern);
  await chrome.permissions.remove({ origins: [pattern] }).catch(() => false);
}

/** @param {string} pattern */
async function stopScript(pattern) {
  await chrome.scripting.unregisterContentScripts({ ids: [pattern] }).catch(() => undefined);
}

/** The user has taken permissions away in the browser's own settings: their scripts go with them. @param {string[]} patterns */
export async function forgetSites(patterns) {
  await Promise.all(patterns.map(stopScript));
}
