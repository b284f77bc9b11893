// Ways to type a code; each is tried only if the previous ones never gave the page a complete code.

import { tick } from './focus.js';
import { append, insert, paste, put, read, withKey } from './strokes.js';

/** @typedef {import('./row.js').Row} Row */
/** @typedef {import('./focus.js').Focus} Focus */

/** How often to check whether a page has accepted something: a framework renders within one frame. */
const LOOK_MS = 8;
/** How long a page has for one character, and for a whole code. Widgets of tests/widgets need at most 60 ms. */
const CHARACTER_MS = 200;
const CODE_MS = 250;
/** How long to watch for an effect if the page seems to ignore a way. */
const IGNORED_MS = 50;
/** How long to wait for a box that opens once the previous one is full. */
const OPEN_MS = 600;

/**
 * Types a code. Stops if a way has filled all fields with something else: the page may have sent that to
 * its server, and servers lock accounts after a few wrong codes.
 * @param {Row} row
 * @param {Focus} focus
 * @param {() => void} onWhole called once the page has been given the whole code
 */
export async function typeCode(row, focus, onWhole) {
  const given = () => {
    row.isWritten = true;
    onWhole();
  };
  // Some fields are read-only until focused; a field that stays read-only is not for typing.
  if (row.isClosed(0)) await focus.enter(row.live(0));
  if (!(await until(() => !row.isClosed(0), OPEN_MS))) return;
  // Boxes are cleared before typing: old and new characters would together make a wrong code.
  if (!row.isOne && !row.isEmpty()) await clear(row, focus);
  for (const way of row.isOne ? waysOfOne(row, focus) : waysOfMany(row, focus)) {
    row.isWritten = false;
    const isHeeded = await way(given);
    await settle(row, isHeeded === false ? IGNORED_MS : CODE_MS);
    if (row.wasWhole && !row.isWritten) given();
    if (row.wasWhole || row.isGone()) return;
    const isFull = row.isFull();
    if (!row.isEmpty()) await clear(row, focus);
    if (isFull) return;
  }
}

/** Waits until a page has finished reacting to its input. @param {Row} row @param {number} maxMs */
async function settle(row, maxMs) {
  const end = performance.now() + maxMs;
  let before = '';
  let sameMs = performance.now();
  while (!row.isWhole() && !row.isGone() && performance.now() < end) {
    const now = row.held().join('|');
    if (now !== before) sameMs = performance.now();
    before = now;
    // Nothing has changed, and nothing will.
    if (performance.now() - sameMs > maxMs / 2) return;
    await tick(LOOK_MS);
  }
}

/** @param {() => boolean} isTrue @param {number} maxMs */
async function until(isTrue, maxMs) {
  const end = performance.now() + maxMs;
  while (!isTrue() && performance.now() < end) await tick(LOOK_MS);
  return isTrue();
}

/**
 * Clears the fields from last to first, so that they never hold a complete code in between.
 * @param {Row} row
 * @param {Focus} focus
 */
async function clear(row, focus) {
  for (let at = row.parts.length - 1; at >= 0; at -= 1) {
    const field = row.live(at);
    if (read(field) === '' || row.isClosed(at)) continue;
    await focus.enter(field);
    if (row.before) {
      put(field, row.before);
      continue;
    }
    withKey(field, () => insert(field, ''), 'Backspace');
    await tick(LOOK_MS);
    if (read(row.live(at)) !== '') put(row.live(at), '');
  }
  await tick();
}

/**
 * `given` is called once the page has been given the whole code.
 * @typedef {(given: () => void) => Promise<boolean | void>} GivenWay false: the page ignored it
 */

/** @param {Row} row @param {Focus} focus @returns {GivenWay[]} */
function waysOfOne(row, focus) {
  const [text = ''] = row.parts;
  const whole = (/** @type {typeof put} */ write) => async (/** @type {() => void} */ given) => {
    await focus.enter(row.live(0));
    const field = row.live(0);
    withKey(field, () => write(field, text));
    row.isWhole();
    given();
  };
  const putWhole = whole(put);
  if (focus.isTaken) return [putWhole];
  return [
    // First as the keyboard does it: some pages accept only trusted events.
    whole(insert),
    putWhole,
    async (given) => {
      await focus.enter(row.live(0));
      paste(row.live(0), text);
      given();
    },
    // Masked fields that take one character at a time.
    async (given) => {
      await focus.enter(row.live(0));
      for (const character of row.code) {
        const field = row.live(0);
        withKey(field, () => append(field, character), character);
        await tick();
      }
      given();
    },
  ];
}

/** @param {Row} row @param {Focus} focus @returns {GivenWay[]} */
function waysOfMany(row, focus) {
  const { code } = row;
  /** @type {GivenWay} */
  const pasteCode = async (given) => {
    await focus.enter(row.live(0));
    const isHandled = paste(row.live(0), code);
    // A page that blocks pasting reports the same as one that accepts it.
    if (row.isWhole() || row.isGone()) given();
    return isHandled;
  };
  /** The first box spreads its input over the others. @type {GivenWay} */
  const spread = async (given) => {
    await focus.enter(row.live(0));
    withKey(row.live(0), () => put(row.live(0), code));
    if (row.isWhole() || row.isGone()) given();
    return true;
  };
  return [pasteCode, boxByBox(row, focus), spread, boxByBox(row, focus, put)];
}

/**
 * One box after another, like key presses; stops as soon as the boxes hold something else.
 * @param {Row} row
 * @param {Focus} focus
 * @param {typeof put} [write]
 * @returns {GivenWay}
 */
function boxByBox(row, focus, write = focus.isTaken ? put : insert) {
  return async (given) => {
    const last = row.parts.length - 1;
    for (const [at, part] of row.parts.entries()) {
      if (!(await until(() => !row.isClosed(at), OPEN_MS))) return;
      await focus.enter(row.live(at));
      // Each character of half a code has its own key press.
      for (const [place, character] of [...part].entries()) {
        const field = row.live(at);
        const text = part.slice(0, place + 1);
        withKey(
          field,
          () => (place === 0 || write === put ? write(field, text) : append(field, character)),
          character,
        );
      }
      if (at === last) {
        row.isWhole();
        return given();
      }
      if (!(await until(() => row.isTypedTo(at), CHARACTER_MS))) return;
    }
  };
}
