// The sites where the user lets Postern fill automatically, and frames of other sites: the only caller
// of chrome.permissions and of the scripts that are registered with the browser. What is registered
// is the list: there is no other copy.

import { recall, remember } from './memory.js';

const SCRIPT = 'extension/content/auto.js';

/** A site as the browser's permissions spell it: all its ports. @param {string} origin */
function patternOf(origin) {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/**
 * Asks the user, through the browser, for sites. Call it in a click, before anything is awaited. Only
 * the last question counts.
 * @param {string[]} origins
 * @param {string[]} [wanted] where to fill automatically if the answer is yes
 */
function ask(origins, wanted) {
  const asking = chrome.permissions.request({ origins: origins.map(patternOf) });
  const remembering = remember('wanted', wanted);
  return { asking, remembering };
}

/**
 * Asks for sites whose frames are to be looked at. Call it in a click, before anything is awaited.
 * @param {string[]} origins
 * @returns {Promise<boolean>}
 */
export function askForSites(origins) {
  return ask(origins).asking;
}

/**
 * The same, to fill there automatically. The browser's question closes the popup in most windows: then
 * the service worker goes on.
 * @param {string[]} origins a page's, and those of frames in it
 */
export async function askToFillAt(origins) {
  const { asking, remembering } = ask(origins, origins);
  await remembering;
  const isGiven = await asking;
  await remember('wanted', undefined);
  if (isGiven) await startFillingAt(origins);
  return isGiven;
}

/** The user has given permissions: what was asked for is turned on. */
export async function goOnAsking() {
  const origins = await recall('wanted');
  if (!origins || !(await chrome.permissions.contains({ origins: origins.map(patternOf) }))) return;
  await remember('wanted', undefined);
  await startFillingAt(origins);
}

/** Whether Postern fills automatically at a site. @param {string} origin */
export async function fillsAt(origin) {
  const ids = [patternOf(origin)];
  const [script] = await chrome.scripting.getRegisteredContentScripts({ ids });
  return script !== undefined && (await chrome.permissions.contains({ origins: ids }));
}

/** @param {string[]} origins whose permission has been given */
async function startFillingAt(origins) {
  const patterns = origins.map(patternOf);
  await Promise.all(patterns.map(stopScript));
  await chrome.scripting.registerContentScripts(
    patterns.map((pattern) => ({
      id: pattern,
      matches: [pattern],
      js: [SCRIPT],
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: 'document_idle',
    })),
  );
}

/** Gives scripts and permissions of sites back. @param {string[]} origins */
export async function stopFillingAt(origins) {
  const patterns = origins.map(patternOf);
  await Promise.all(patterns.map(stopScript));
  await chrome.permissions.remove({ origins: patterns }).catch(() => false);
}

/** @param {string} pattern */
async function stopScript(pattern) {
  await chrome.scripting.unregisterContentScripts({ ids: [pattern] }).catch(() => undefined);
}

/** The user has taken permissions away in the browser's own settings: their scripts go with them. @param {string[]} patterns */
export async function forgetSites(patterns) {
  await Promise.all(patterns.map(stopScript));
}
