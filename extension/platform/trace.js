// Errors, for a bug report: where they happened, which kind they are, and the places in the code. Never a
// message, an argument or a URL, because any of them may hold a secret.

const EVENTS_MAX = 20;
const PLACES_MAX = 8;

/**
 * @typedef {object} Event
 * @property {number} atMs
 * @property {string} where popup, settings, worker, …
 * @property {string} name of the error's class, or a failure's code
 * @property {string[]} places function, file, line and column
 */

/**
 * Keeps an event in memory until the browser closes.
 * @param {string} where
 * @param {unknown} thrown
 */
export function trace(where, thrown) {
  return keep({ atMs: Date.now(), where, ...described(thrown) });
}

/**
 * An error in a worker: only a message, which is ignored, and a place are available.
 * @param {string} name
 * @param {ErrorEvent} event
 */
export function traceWorker(name, { filename, lineno, colno }) {
  const place = `    at ${filename}:${lineno}:${colno}`;
  return keep({
    atMs: Date.now(),
    where: `${name} worker`,
    name: 'Error',
    places: placesOf(place),
  });
}

/** @param {Event} event */
function keep(event) {
  return navigator.locks.request('trace', async () => {
    const events = [...(await readTrace()), event].slice(-EVENTS_MAX);
    await chrome.storage.session.set({ trace: events });
  });
}

/** The last events, newest last. @returns {Promise<Event[]>} */
export async function readTrace() {
  const { trace } = await chrome.storage.session.get('trace');
  return Array.isArray(trace) ? trace : [];
}

/** Formats events as lines of text. @param {Event[]} events */
export function traceText(events) {
  return events
    .map(({ atMs, where, name, places }) =>
      [`${new Date(atMs).toISOString()} ${where}: ${name}`, ...places].join('\n  '),
    )
    .join('\n');
}

/** @param {unknown} thrown @returns {Pick<Event, 'name' | 'places'>} */
export function described(thrown) {
  if (!(thrown instanceof Error)) return { name: codeOf(thrown), places: [] };
  // Only a built-in name, not one that a script assigned.
  const known = /^[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:Error|Exception)$|^Error$/;
  const { name } = thrown;
  return { name: known.test(name) ? name : 'Error', places: placesOf(thrown.stack ?? '') };
}

/** @param {unknown} thrown */
function codeOf(thrown) {
  const code = /** @type {any} */ (thrown)?.code;
  const isCode =
    typeof code === 'string' && /^[a-z]+(?:-[a-z]+){0,4}$/.test(code) && code.length < 32;
  return isCode ? code : 'unknown';
}

/** A line of a stack: a file of the package, or the core's functions, which have numbers. */
const PLACE =
  /^\s+at (?:([^()]{1,60}) \()?(?:chrome-extension:\/\/[a-z]+(\/extension\/[a-z]+\/[a-zA-Z]+\.js:\d+:\d+)|wasm:\/\/wasm\/[\w.-]*:(wasm-function\[\d+\]:0x[\da-f]+))\)?$/;

/** Valid names of our functions. */
const FUNCTION = /^(?:async |new )?[A-Za-z_$][\w$]*(?:\.[\w$<>]+)*$/;

/** Text that might be a key or a code. */
const SUSPECT = /[A-Z2-7]{10,}|\d{5,}/;

/** Only the places: a stack begins with the message. @param {string} stack */
function placesOf(stack) {
  const places = stack.split('\n').flatMap((line) => {
    const [, called = '', file, core] = PLACE.exec(line) ?? [];
    const name = FUNCTION.test(called) && !SUSPECT.test(called) ? `${called} ` : '';
    return file || core ? [`${name}${file ?? core}`] : [];
  });
  return places.slice(0, PLACES_MAX);
}

/**
 * Records every uncaught error of a window or worker, whichever handler it happened in.
 * @param {string} where
 * @param {(thrown: unknown) => void} [tell]
 */
export function hearErrors(where, tell) {
  const heard = (/** @type {unknown} */ thrown) => {
    void trace(where, thrown);
    tell?.(thrown);
  };
  globalThis.addEventListener('error', (event) => {
    // The browser defers a ResizeObserver notification by a frame: this is not an error.
    if (!event.error && /^ResizeObserver/.test(event.message)) return;
    heard(event.error);
  });
  globalThis.addEventListener('unhandledrejection', ({ reason }) => heard(reason));
}
