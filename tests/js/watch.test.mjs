// How often a page's changes are reported: a page that is built in a hundred steps is looked at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakePage } from './page.mjs';

const page = fakePage();
/** Notifies the observer of a change. */
let changed = () => {};
/** @type {string[]} */
const told = [];
const style = { opacity: '1', filter: 'none', maskImage: 'none', getPropertyValue: () => 'none' };
Object.assign(globalThis, {
  MutationObserver: class {
    /** @param {() => void} callback */
    constructor(callback) {
      changed = callback;
    }
    observe() {}
    disconnect() {}
  },
  getComputedStyle: () => style,
  chrome: { runtime: { sendMessage: async (/** @type {any} */ { type }) => told.push(type) } },
});
const { afterQuiet } = await import('../../extension/content/calm.js');
const { watch } = await import('../../extension/content/watch.js');

test('fields that appear one after another are reported once, when the page has settled', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  watch();
  for (let count = 1; count <= 20; count += 1) {
    page.show('<input type="text">'.repeat(count));
    changed();
    t.mock.timers.tick(50);
  }
  assert.deepEqual(told, []);
  t.mock.timers.tick(300);
  assert.deepEqual(told, ['field-appeared']);
});

test('a page that never settles is looked at anyway', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  let looks = 0;
  const soon = afterQuiet(
    () => {
      looks += 1;
    },
    150,
    2000,
  );
  for (; now < 10_000; now += 50) {
    soon();
    t.mock.timers.tick(50);
  }
  assert.ok(looks >= 4 && looks <= 5, String(looks));
});
