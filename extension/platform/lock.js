// What the browser tells of time and of the screen, for locking: the only caller of chrome.alarms
// and chrome.idle.

const ALARM = 'lock';

/** @param {number} whenMs */
export async function setLockAlarm(whenMs) {
  await chrome.alarms.create(ALARM, { when: whenMs });
}

export async function clearLockAlarm() {
  await chrome.alarms.clear(ALARM);
}

/** Registers for both; in the service worker, at its start. @param {{ onDue: () => void, onScreenLocked: () => void }} listeners */
export function onLockNeeded({ onDue, onScreenLocked }) {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) onDue();
  });
  chrome.idle.onStateChanged.addListener((state) => {
    if (state === 'locked') onScreenLocked();
  });
}
