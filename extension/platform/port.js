// The line between a popup and the service worker. The popup may close at any time; the worker goes on.

const NAME = 'fill';

/**
 * @template Message
 * @typedef {object} Line
 * @property {(message: Message) => void} send says nothing once the other end is gone
 * @property {Promise<void>} closed resolves when it is
 */

/**
 * To the service worker.
 * @param {(message: any) => void} onMessage
 * @param {() => void} onClosed
 * @returns {(message: unknown) => void} sends
 */
export function lineToWorker(onMessage, onClosed) {
  const port = chrome.runtime.connect({ name: NAME });
  port.onMessage.addListener(onMessage);
  port.onDisconnect.addListener(onClosed);
  return (/** @type {unknown} */ message) => port.postMessage(message);
}

/**
 * In the service worker: hears the first message of each popup. Pages and their scripts are not answered:
 * who is there comes from the browser.
 * @param {(message: any, line: Line<any>) => void} listener
 */
export function onLineFromPopup(listener) {
  chrome.runtime.onConnect.addListener((port) => {
    const { id, origin } = port.sender ?? {};
    const isOwnPage = id === chrome.runtime.id && origin === location.origin;
    if (port.name !== NAME || !isOwnPage) return port.disconnect();
    let isOpen = true;
    const closed = /** @type {Promise<void>} */ (
      new Promise((resolve) =>
        port.onDisconnect.addListener(() => {
          isOpen = false;
          resolve();
        }),
      )
    );
    const send = (/** @type {unknown} */ message) => {
      if (isOpen) port.postMessage(message);
    };
    const hear = (/** @type {unknown} */ message) => {
      port.onMessage.removeListener(hear);
      listener(message, { send, closed });
    };
    port.onMessage.addListener(hear);
  });
}
