// Whether Postern's icon is in the toolbar, and which keys press it. The only caller of
// chrome.action.getUserSettings and chrome.commands.getAll.

/**
 * @typedef {object} Reach how a user reaches the popup
 * @property {boolean} isPinned the icon is in the toolbar, not only in the extensions menu
 * @property {string} shortcut as the browser writes it; empty if another extension has it
 */

/** @returns {Promise<Reach>} */
export async function readReach() {
  const [{ isOnToolbar = false }, commands] = await Promise.all([
    chrome.action.getUserSettings(),
    chrome.commands.getAll(),
  ]);
  const { shortcut = '' } = commands.find(({ name }) => name === '_execute_action') ?? {};
  return { isPinned: isOnToolbar, shortcut };
}

/** Calls back when the icon is pinned or unpinned. @param {() => void} listener */
export function onPinned(listener) {
  chrome.action.onUserSettingsChanged.addListener(() => listener());
}
