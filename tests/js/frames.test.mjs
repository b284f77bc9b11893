import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { scanFrames } from '../../extension/flows/scan.js';

/** Workers that were started. @type {FakeWorker[]} */
let workers = [];

/** How many frames of each worker are answered; the next one never is. */
let answered = Number.POSITIVE_INFINITY;

class FakeWorker {
  /** @type {(event: { data: unknown }) => void} */
  onmessage = () => {};
  asked = 0;
  hasEnded = false;

  constructor() {
    workers.push(this);
  }

  postMessage() {
    this.asked += 1;
    const codes = [{ text: `frame ${this.asked}`, cutOut: { close: () => {} } }];
    if (this.asked <= answered)
      queueMicrotask(() => this.onmessage({ data: { answer: { codes } } }));
  }

  terminate() {
    this.hasEnded = true;
  }
}

beforeEach(() => {
  workers = [];
  answered = Number.POSITIVE_INFINITY;
  mock.timers.enable({ apis: ['setTimeout'] });
  let ms = 0;
  mock.method(performance, 'now', () => ms);
  Object.assign(globalThis, {
    Worker: FakeWorker,
    trustedTypes: {
      createPolicy: () => ({ createScriptURL: (/** @type {string} */ name) => name }),
    },
    /** @param {number} span */
    pass: async (span) => {
      for (const end = ms + span; ms < end; ms += 10) {
        mock.timers.tick(10);
        // All that waits for this moment.
        for (let count = 0; count < 20; count += 1) await Promise.resolve();
      }
    },
  });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const pass = (/** @type {number} */ ms) => /** @type {any} */ (globalThis).pass(ms);
const frame = async () => /** @type {any} */ ({});

test('ten frames a second go to one worker, which ends with the film', async () => {
  const ending = new AbortController();
  const seen = /** @type {string[]} */ ([]);
  const scanning = scanFrames(frame, (texts) => seen.push(...texts), ending.signal);
  await pass(2000);
  assert.equal(workers.length, 1);
  assert.ok(seen.length >= 19 && seen.length <= 21, `${seen.length} frames in two seconds`);
  ending.abort();
  assert.ok(workers[0]?.hasEnded, 'at once');
  await pass(200);
  await scanning;
  assert.equal(seen.length, workers[0]?.asked);
});

test('a frame that takes too long is given up with its worker, and the film goes on', async () => {
  answered = 3;
  const ending = new AbortController();
  const seen = /** @type {string[]} */ ([]);
  const scanning = scanFrames(frame, (texts) => seen.push(...texts), ending.signal);
  await pass(1000);
  assert.deepEqual([workers.length, workers[0]?.asked], [1, 4], 'one frame at a time');
  await pass(2000);
  assert.ok(workers[0]?.hasEnded);
  assert.equal(workers.length, 2);
  assert.equal(seen.length, 6);
  ending.abort();
  await pass(2000);
  await scanning;
  assert.equal(workers.length, 2, 'none is started after the end');
});
