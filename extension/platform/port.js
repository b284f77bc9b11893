// The connection between a popup and the service worker. The popup may close at any time; the worker continues.

const NAME = 'fill';

/**
 * @template Message
 * @typedef {object} Line
 * @property {(message: Message) => void} send does nothing once the other end is gone
 * @property {Promise<void>} closed resolves once the other end is gone
 */

/**
 * Opens a connection to the service worker.
 * @param {(message: any) => void} onMessage
 * @param {() => void} onClosed
 * @returns {(message: unknown) => void} the function to send with
 */
export function lineToWorker(onMessage, onClosed) {
  const port = chrome.runtime.connect({ name: NAME });
  port.onMessage.addListener(onMessage);
  port.onDisconnect.addListener(onClosed);
  return (/** @type {unknown} */ message) => port.postMessage(message);
}

/**
 * For the service worker: receives the first message of each popup. Pages and their scripts get no answer:
 * the browser tells who the sender is.
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
