// The sites where the user lets Postern fill automatically, and frames of other sites: the only caller of
// chrome.permissions and of the API for registered scripts. The registered scripts are the list of sites;
// it is stored nowhere else.

import { recall, remember } from './memory.js';

const SCRIPT = 'extension/content/auto.js';

/** A site as a match pattern, which covers all its ports. @param {string} origin */
function patternOf(origin) {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/**
 * Asks the user, through the browser, for access to sites. Must be called from a click, before any await.
 * Only the last request counts.
 * @param {string[]} origins
 * @param {string[]} [wanted] where to fill automatically if the user agrees
 */
function ask(origins, wanted) {
  const asking = chrome.permissions.request({ origins: origins.map(patternOf) });
  const remembering = remember('wanted', wanted);
  return { asking, remembering };
}

/**
 * Asks for access to the frames of some sites. Must be called from a click, before any await.
 * @param {string[]} origins
 * @returns {Promise<boolean>}
 */
export function askForSites(origins) {
  return ask(origins).asking;
}

/**
 * The same, to fill there automatically. In most windows the browser's prompt closes the popup, and the
 * service worker continues.
 * @param {string[]} origins those of a page and of frames in it
 */
export async function askToFillAt(origins) {
  const { asking, remembering } = ask(origins, origins);
  await remembering;
  const isGiven = await asking;
  await remember('wanted', undefined);
  if (isGiven) await startFillingAt(origins);
  return isGiven;
}

/** The user has granted permissions: turns on what they were requested for. */
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

/** Unregisters the scripts of sites and gives their permissions back. @param {string[]} origins */
export async function stopFillingAt(origins) {
  const patterns = origins.map(patternOf);
  await Promise.all(patterns.map(stopScript));
  await chrome.permissions.remove({ origins: patterns }).catch(() => false);
}

/** @param {string} pattern */
async function stopScript(pattern) {
  await chrome.scripting.unregisterContentScripts({ ids: [pattern] }).catch(() => undefined);
}

/**
 * The user has revoked permissions in the browser's own settings: removes their scripts as well.
 * @param {string[]} patterns
 */
export async function forgetSites(patterns) {
  await Promise.all(patterns.map(stopScript));
}
