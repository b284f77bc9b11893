// The outcome of a code that was typed into this page: the page's messages, and signs that the code was
// sent. This module decides nothing, and sends the service worker three messages without content: the code
// was sent, the page went away untouched, there is something to look at.

import { alertsOf } from './alerts.js';
import { afterQuiet } from './calm.js';
import { isButton, isField, seenAt } from './collect.js';
import {
  attribute,
  boxOf,
  input,
  isConnected,
  isRendered,
  listen,
  matches,
  page,
  tagOf,
} from './dom.js';
import { forgetPaint } from './paint.js';
import { elements, holders, shadowOf, textOf } from './walk.js';
import { observer, tellWorker } from './watch.js';

/** @typedef {import('./alerts.js').Said} Said */
/** @typedef {{ said: Said[], typedHere: boolean, requested: boolean, touched: boolean, onward: boolean, status: number, held: boolean, password: boolean, blank: boolean, calm: boolean }} Answer */

/** A page under construction changes many times in a row. */
const CHANGED_MS = 150;
/** … and is looked at after this long even if it never settles. */
const CHANGED_MAX_MS = 2000;
/** Pages that draw late are quiet for less than this between their parts: 0.7 s at pgAdmin's. */
const QUIET_MS = 1000;
/** A page that submits at the last digit does so at once; if it leaves later than this, the user did it. */
const LEFT_MAX_MS = 10_000;
/** A page that never settles is left alone … */
const LOOKS_MAX = 200;
/** … and one that is still busy after this shows its spinner for another reason. */
const BUSY_MAX_MS = 15_000;
/** Levels to climb from a click to its button: an icon within a label within a button. */
const CLICKED_MAX = 6;
const FIELDS_MAX = 10;

/** Class names that pages use for busy indicators. */
const BUSY = /spinner|loader|\bloading\b|skeleton|shimmer/i;
const SCOPE = 'form, dialog, [role="dialog"], [aria-modal="true"]';

const referrerOf = getterOf('referrer');
const stateOf = getterOf('readyState');

const trace = {
  /** Set if the code was typed into this document. */
  typedMs: /** @type {number | undefined} */ (undefined),
  isWatched: false,
  fields: /** @type {Element[]} */ ([]),
  sends: /** @type {Set<Element>} */ (new Set()),
  /** Buttons that do something else, and their captions, because they may be re-rendered. */
  stays: /** @type {Set<Element>} */ (new Set()),
  stayTexts: /** @type {Set<string>} */ (new Set()),
  requested: false,
  touched: false,
  changedMs: 0,
  /** The time of the last event here: the page loaded, or the code was typed or sent. */
  begunMs: 0,
};

/**
 * Called just before a code is typed: records the page's current messages and starts to track the signs.
 * @returns {string[]}
 */
export function answerBefore() {
  Object.assign(trace, {
    typedMs: performance.now(),
    begunMs: performance.now(),
    fields: [],
    sends: new Set(),
    stays: new Set(),
    stayTexts: new Set(),
    requested: false,
    touched: false,
  });
  watch('page-changed');
  return said().map(({ text }) => text);
}

/**
 * The code's fields and the buttons, as numbered by `collectFields`. Called before typing and again after
 * it, because the page may have re-rendered them.
 * @param {{ look: number, fields: number[], sends: number[], stays: number[] }} awaited
 * @returns {boolean} false if the page has navigated
 */
export function awaitAnswer({ look, fields, sends, stays }) {
  const remembered = seenAt(look);
  const of = (/** @type {number[]} */ list, /** @type {Element[]} */ all) =>
    list.flatMap((index) => all[index] ?? []);
  const now = of(fields, remembered.fields);
  const isStill = trace.typedMs !== undefined;
  // A different field that asks for a code is not this code's field.
  const isOther = trace.fields.some(isConnected) && !now.some((one) => trace.fields.includes(one));
  if (now.length === 0 || isOther) return isStill;
  trace.fields = now;
  trace.sends = new Set(of(sends, remembered.buttons));
  trace.stays = new Set(of(stays, remembered.buttons));
  trace.stayTexts = new Set([...trace.stays].map(captionOf).filter(Boolean));
  return isStill;
}

/** The page's current state. @returns {Answer} */
export function answerNow() {
  const isHeld = (/** @type {Element} */ field) =>
    isConnected(field) && isRendered(field, { visibilityProperty: true });
  const [arrival] = performance.getEntriesByType('navigation');
  const { responseStatus = 0 } = /** @type {Partial<PerformanceNavigationTiming>} */ (
    arrival ?? {}
  );
  const from = referrerOf();
  return {
    said: said(),
    typedHere: trace.typedMs !== undefined,
    requested: trace.requested,
    touched: trace.touched,
    onward: isOnward(from),
    status: responseStatus,
    held: trace.fields.some(isHeld),
    password: [...elements(document)].some((field) => isAskingPassword(field)),
    ...restOf(),
  };
}

/**
 * Whether a form, a link or a script of this site led here. A page restored from history keeps its
 * referrer, so only the navigation type tells.
 * @param {string} from
 */
function isOnward(from) {
  // TypeScript's DOM has no `navigation.activation` yet.
  const { activation } = /** @type {any} */ (globalThis).navigation;
  const isForward =
    activation?.navigationType === 'push' || activation?.navigationType === 'replace';
  return isForward && URL.canParse(from) && new URL(from).origin === location.origin;
}

function said() {
  forgetPaint();
  const all = [...elements(document)];
  const own = trace.fields.filter(isConnected);
  const others = all.filter((field) => isField(field)).slice(0, FIELDS_MAX);
  return alertsOf(all, own.length > 0 ? own : others, isButton);
}

/** @param {Element} field */
function isAskingPassword(field) {
  if (!(field instanceof HTMLInputElement) || input.type(field) !== 'password') return false;
  return !trace.fields.includes(field) && isRendered(field, { visibilityProperty: true });
}

/** Whether the page has finished rendering. */
function restOf() {
  const text = textOf(page.body(), 60);
  // A page with nothing but "Loading…" has not rendered yet, in any language.
  const isWaiting = text.length < 40 && /(\.\.\.|…)$/.test(text);
  const isQuiet = performance.now() - trace.changedMs >= QUIET_MS * 0.9;
  const isLate = performance.now() - trace.begunMs > BUSY_MAX_MS;
  const isBusy = !isLate && (isWaiting || [...elements(document)].some(isBusyMark));
  return { blank: text === '', calm: stateOf() === 'complete' && isQuiet && !isBusy };
}

/** @param {Element} element */
function isBusyMark(element) {
  const isMarked =
    matches(
      element,
      '[aria-busy="true"], [role="progressbar"]:not([aria-valuenow]), progress:not([value])',
    ) || BUSY.test(attribute(element, 'class') ?? '');
  if (!isMarked || !isRendered(element, { visibilityProperty: true, opacityProperty: true }))
    return false;
  const { width, height } = boxOf(element);
  return width > 0 && height > 0;
}

/** Reports changes of this document until it is unloaded. @param {'page-changed'} type of the message */
export function watch(type) {
  if (trace.isWatched) return;
  trace.isWatched = true;
  trace.changedMs = performance.now();
  trace.begunMs = performance.now();
  let looks = 0;
  const tellChange = () => {
    looks += 1;
    for (const element of elements(document)) {
      const shadow = shadowOf(element);
      if (shadow) changes.also(shadow);
    }
    if (looks > LOOKS_MAX) return changes.stop();
    tell(type, changes.stop);
  };
  const changedSoon = afterQuiet(tellChange, CHANGED_MS, CHANGED_MAX_MS);
  const quietSoon = afterQuiet(() => {
    tellChange();
    // A style sheet may hide busy indicators, which no observer sees.
    const isLate = performance.now() - trace.begunMs > BUSY_MAX_MS + QUIET_MS;
    if (!isLate && !restOf().calm) quietSoon();
  }, QUIET_MS);
  const changes = observer(
    () => {
      trace.changedMs = performance.now();
      changedSoon();
      quietSoon();
    },
    { characterData: true },
  );
  changes.also(document);
  listenToPerson();
  new PerformanceObserver((list) => {
    if (!list.getEntries().some(isAnswer)) return;
    trace.requested = true;
    trace.changedMs = performance.now();
    quietSoon();
  }).observe({ type: 'resource' });
  quietSoon();
}

/** Whether the page requested this from its server after the code was typed. @param {PerformanceEntry} entry */
function isAnswer(entry) {
  const { initiatorType, startTime } = /** @type {PerformanceResourceTiming} */ (entry);
  const isAsked = initiatorType === 'fetch' || initiatorType === 'xmlhttprequest';
  return isAsked && trace.typedMs !== undefined && startTime >= trace.typedMs;
}

function listenToPerson() {
  const early = { capture: true, passive: true };
  listen(
    document,
    'submit',
    (event) => {
      const { submitter } = /** @type {SubmitEvent} */ (event);
      if (!submitter || !isStay(submitter)) tell('code-sent');
    },
    early,
  );
  listen(
    document,
    'click',
    (event) => {
      const sends = whatIsClicked(/** @type {Element} */ (event.composedPath()[0] ?? event.target));
      if (sends) tell('code-sent');
      else if (event.isTrusted) trace.touched = true;
    },
    early,
  );
  listen(
    document,
    'keydown',
    (event) => {
      const { key, isTrusted } = /** @type {KeyboardEvent} */ (event);
      if (!isTrusted || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(key)) return;
      const at = event.composedPath()[0];
      const isInField = at instanceof Element && isField(at) && isBeside(at);
      if (key === 'Enter' && isInField) tell('code-sent');
      else trace.touched = true;
    },
    early,
  );
  listen(window, 'pagehide', () => {
    const { typedMs, touched } = trace;
    const isSoon = typedMs !== undefined && performance.now() - typedMs < LEFT_MAX_MS;
    if (isSoon && !touched) tell('page-left');
  });
}

/** Whether a click on this element sends the code. @param {Element} clicked */
function whatIsClicked(clicked) {
  for (const at of [...holders(clicked)].slice(0, CLICKED_MAX)) {
    if (trace.sends.has(at)) return true;
    if (isStay(at)) return false;
    if (isPressed(at)) return isBeside(at);
  }
  return false;
}

/** @param {Element} element */
function isStay(element) {
  return trace.stays.has(element) || trace.stayTexts.has(captionOf(element));
}

/** Pages build buttons in many ways; a link that looks like a button leads away. @param {Element} element */
function isPressed(element) {
  if (isButton(element)) return true;
  const place = (tagOf(element) === 'A' && attribute(element, 'href')) || '';
  if (place) return /^(javascript:|#)/i.test(place);
  const name = attribute(element, 'class') ?? '';
  return /-button$/i.test(tagOf(element)) || /\b(btn|button)\b/i.test(name);
}

/**
 * Whether the element is in the code's form or dialog; if the code has none, the element must have none either.
 * @param {Element} element
 */
function isBeside(element) {
  const [field] = trace.fields;
  const scope = (/** @type {Element} */ of) => {
    for (const at of holders(of)) if (matches(at, SCOPE)) return at;
    return null;
  };
  return !field || scope(field) === scope(element);
}

/** @param {Element} button */
function captionOf(button) {
  const value = button instanceof HTMLInputElement ? input.value(button) : '';
  return isButton(button)
    ? textOf(button, 80) || value || (attribute(button, 'aria-label') ?? '')
    : '';
}

/** @param {'code-sent' | 'page-left' | 'page-changed'} type @param {() => void} [stop] */
function tell(type, stop) {
  if (type === 'code-sent') trace.begunMs = performance.now();
  tellWorker(type, stop);
}

/**
 * A native getter of the document, which its forms cannot shadow by name.
 * @param {'referrer' | 'readyState'} name
 * @returns {() => string}
 */
function getterOf(name) {
  const get = Object.getOwnPropertyDescriptor(Document.prototype, name)?.get;
  return () => Reflect.apply(/** @type {() => string} */ (get), document, []);
}
