// A window that stays open notices that another one locked or unlocked Postern.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './fake.mjs';

let browser = fakeBrowser();
const { readingOf } = await import('../../extension/ui/reading.js');

let isLocked = true;
let reads = 0;
/** The next reading ends when this does. @type {Promise<unknown>} */
let held = Promise.resolve();

beforeEach(() => {
  browser = fakeBrowser();
  isLocked = true;
  reads = 0;
  held = Promise.resolve();
});

/** What a window does: it draws what storage said when the reading began. */
async function readNow() {
  const { unlocked } = await browser.session.get('unlocked');
  await held;
  reads += 1;
  isLocked = unlocked === undefined;
}

/** Everything that waits for nothing else has happened. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

const unlock = () => browser.session.set({ unlocked: { untilMs: 1, seenMs: 0 } });

test('a lock screen goes when another window has unlocked Postern, and comes with its lock', async () => {
  const { followLock } = readingOf(readNow, () => isLocked);
  await unlock();
  assert.equal(await followLock(), true);
  assert.deepEqual([isLocked, reads], [false, 1]);
  assert.equal(await followLock(), false, 'the key was only used');
  await browser.session.remove('unlocked');
  assert.equal(await followLock(), true);
  assert.deepEqual([isLocked, reads], [true, 2]);
});

test('a reading under way is awaited: it still saw the lock that has gone', async () => {
  const { read, followLock } = readingOf(readNow, () => isLocked);
  isLocked = false;
  let free = () => {};
  held = new Promise((resolve) => {
    free = () => resolve(undefined);
  });
  const reading = read();
  await soon();
  await unlock();
  const following = followLock();
  await soon();
  free();
  await reading;
  assert.equal(isLocked, true, 'what it saw');
  assert.equal(await following, true);
  assert.equal(isLocked, false);
});

test('readings are drawn in the order in which they began, and one that fails stops none', async () => {
  /** @type {number[]} */
  const drawn = [];
  let begun = 0;
  const { read } = readingOf(
    async () => {
      begun += 1;
      const turn = begun;
      if (turn === 2) throw new Error('storage is gone');
      await new Promise((resolve) => setTimeout(resolve, 10 / turn));
      drawn.push(turn);
    },
    () => false,
  );
  const all = await Promise.allSettled([read(), read(), read()]);
  assert.deepEqual(drawn, [1, 3]);
  assert.deepEqual(
    all.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});
