// Ways to type a code, each tried only while no way has shown the page a whole one.

import { tick } from './focus.js';
import { append, insert, paste, put, read, withKey } from './strokes.js';

/** @typedef {import('./row.js').Row} Row */
/** @typedef {import('./focus.js').Focus} Focus */

/** How often a page is asked whether it has taken something: a framework draws within one frame. */
const LOOK_MS = 8;
/** How long a page has for one character, and for a whole code. Widgets of tests/widgets need 60 ms at most. */
const CHARACTER_MS = 200;
const CODE_MS = 250;
/** How long a way is watched that the page has paid no attention to. */
const IGNORED_MS = 50;
/** How long for a box that opens once the one before it is full. */
const OPEN_MS = 600;

/**
 * Types a code. A way that has filled all fields with something else ends it: the page may have sent that
 * to its server, and servers lock accounts after a few wrong codes.
 * @param {Row} row
 * @param {Focus} focus
 * @param {() => void} onWhole called once the page has been given the whole code
 */
export async function typeCode(row, focus, onWhole) {
  const given = () => {
    row.isWritten = true;
    onWhole();
  };
  // Some fields are read-only until they have the focus; one that stays so is not for typing.
  if (row.isClosed(0)) await focus.enter(row.live(0));
  if (!(await until(() => !row.isClosed(0), OPEN_MS))) return;
  // What stands in boxes is gone before anything is typed: the two would make a code that nobody has.
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

/** Waits until a page has made up its mind about what it was given. @param {Row} row @param {number} maxMs */
async function settle(row, maxMs) {
  const end = performance.now() + maxMs;
  let before = '';
  let sameMs = performance.now();
  while (!row.isWhole() && !row.isGone() && performance.now() < end) {
    const now = row.held().join('|');
    if (now !== before) sameMs = performance.now();
    before = now;
    // Nothing has come, and nothing will.
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
 * Empties the fields from the last to the first, so that they never hold a whole code on the way.
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
 * @typedef {(given: () => void) => Promise<boolean | void>} GivenWay false: the page paid no attention
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
    // First as the keyboard does it: some pages take trusted events only.
    whole(insert),
    putWhole,
    async (given) => {
      await focus.enter(row.live(0));
      paste(row.live(0), text);
      given();
    },
    // Masked fields that take one character after the other.
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
    // A page that lets nothing be pasted says the same as one that takes it.
    if (row.isWhole() || row.isGone()) given();
    return isHandled;
  };
  /** The first box spreads what comes into it. @type {GivenWay} */
  const spread = async (given) => {
    await focus.enter(row.live(0));
    withKey(row.live(0), () => put(row.live(0), code));
    if (row.isWhole() || row.isGone()) given();
    return true;
  };
  return [pasteCode, boxByBox(row, focus), spread, boxByBox(row, focus, put)];
}

/**
 * One box after the other, as keys are pressed; given up as soon as the boxes hold something else.
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
      // Characters of half a code each have a key of their own.
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
