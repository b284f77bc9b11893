// Events about time and the screen lock: the only caller of chrome.alarms and chrome.idle.

const ALARM = 'lock';
const CLIPBOARD = 'clipboard';

/** @param {number} whenMs */
export async function setLockAlarm(whenMs) {
  await chrome.alarms.create(ALARM, { when: whenMs });
}

export async function clearLockAlarm() {
  await chrome.alarms.clear(ALARM);
}

/** Sets when to check the clipboard. @param {number} whenMs */
export async function setClipboardAlarm(whenMs) {
  await chrome.alarms.create(CLIPBOARD, { when: whenMs });
}

/**
 * Registers all listeners; called in the service worker at startup.
 * @param {{ onDue: () => void, onScreenLocked: () => void, onClipboardDue: () => void }} listeners
 */
export function onLockNeeded({ onDue, onScreenLocked, onClipboardDue }) {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) onDue();
    if (name === CLIPBOARD) onClipboardDue();
  });
  chrome.idle.onStateChanged.addListener((state) => {
    if (state === 'locked') onScreenLocked();
  });
}
