// Long lists: which rows are drawn, and which of them are drawn again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn } from './drawn.mjs';

const { html, render } = await import('lit-html');
const { windowed } = await import('../../extension/ui/windowed.js');

/** @typedef {{ name: string, isOn: boolean }} Row */

/** @param {number} count @returns {Row[]} */
const rowsOf = (count) =>
  Array.from({ length: count }, (_, at) => ({ name: `row ${at}`, isOn: false }));

/** How often a row's view was asked for. */
let asked = 0;

/** @param {Row[]} rows */
const list = (rows) =>
  html`${windowed(
    rows,
    ({ name, isOn }, at) => {
      asked += 1;
      return html`<p data-at=${at}>${name} ${isOn ? 'on' : 'off'}</p>`;
    },
    ({ isOn }) => isOn,
  )}`;

/** A slice comes near the window, or leaves it. @param {HTMLElement} root @param {number} at @param {boolean} skipped */
function move(root, at, skipped) {
  const event = document.createEvent('Event');
  event.initEvent('contentvisibilityautostatechange');
  root.querySelectorAll('.slice')[at]?.dispatchEvent(Object.assign(event, { skipped }));
}

/** The first and the last row of each slice. @param {HTMLElement} root */
const shown = (root) =>
  [...root.querySelectorAll('.slice')].map((slice) => {
    const rows = [...slice.querySelectorAll('p')].map((row) => row.getAttribute('data-at'));
    return rows.length > 0 ? `${rows[0]}–${rows.at(-1)}` : '';
  });

test('a slice is drawn when it comes near the window, and stays', () => {
  const root = drawn(list(rowsOf(120)));
  assert.deepEqual(shown(root), ['0–49', '', '']);
  move(root, 2, true);
  assert.deepEqual(shown(root), ['0–49', '', '']);
  move(root, 2, false);
  assert.deepEqual(shown(root), ['0–49', '', '100–119']);
  move(root, 2, true);
  assert.deepEqual(shown(root), ['0–49', '', '100–119']);
});

test('a slice that is not drawn has the height of its rows', () => {
  const root = drawn(list(rowsOf(120)));
  const styles = [...root.querySelectorAll('.slice')].map((slice) => slice.getAttribute('style'));
  assert.deepEqual(styles, ['--rows:50', '--rows:50', '--rows:20']);
});

test('only a slice with a changed row is drawn again', () => {
  const rows = rowsOf(120);
  const root = drawn(list(rows));
  move(root, 1, false);
  asked = 0;
  const again = () => render(list(rows), /** @type {any} */ (root));
  again();
  assert.equal(asked, 0);
  Object.assign(rows[60] ?? {}, { isOn: true });
  again();
  assert.equal(asked, 50);
  assert.match(root.querySelector('[data-at="60"]')?.textContent ?? '', /row 60 on/);
});

test('a shorter list has fewer slices, and its rows know how many they are', () => {
  const rows = rowsOf(120);
  const root = drawn(list(rows));
  render(list(rows.slice(0, 60)), /** @type {any} */ (root));
  assert.deepEqual(shown(root), ['0–49', '']);
  assert.equal(asked > 0, true);
  render(list(rows.slice(100)), /** @type {any} */ (root));
  assert.deepEqual(shown(root), ['0–19']);
  assert.match(root.textContent ?? '', /^row 100 off/);
});
