// Long lists that are drawn in slices: the page answers between two slices, and a slice that is not in view costs
// no layout (`content-visibility` in review.css).

import { html } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';

/** Rows in a slice: with QR codes, 50 take 20 ms on a slow computer. */
const SLICE = 50;

/** Longer than a frame: a page in the background has none. */
const FRAME_MS = 50;

/** A list that is being drawn. @typedef {{ drawn: number, run?: symbol | undefined }} Growth */

/**
 * Draws a list slice by slice. A later call for the same list ends this one.
 * @param {{ draw: () => void }} page
 * @param {Growth} growth
 * @param {number} total
 */
export async function grow({ draw }, growth, total) {
  const run = Symbol();
  Object.assign(growth, { run, drawn: Math.min(SLICE, total) });
  draw();
  while (growth.drawn < total) {
    await nextFrame();
    if (growth.run !== run) return;
    growth.drawn = Math.min(growth.drawn + SLICE, total);
    draw();
  }
}

/** @param {Growth} growth */
export function stopGrowing(growth) {
  growth.run = undefined;
}

/** After the browser has painted and handled what the user did. */
export function nextFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, FRAME_MS);
  });
}

/**
 * The drawn part of a list. A slice is drawn again only if one of its rows has changed.
 * @template T
 * @param {T[]} rows
 * @param {Growth} growth
 * @param {(row: T) => unknown} rowView
 * @param {(row: T) => unknown} [changing] what changes in a row
 */
export function slicesOf(rows, { drawn }, rowView, changing = (row) => row) {
  const starts = Array.from({ length: Math.ceil(drawn / SLICE) }, (_, at) => at * SLICE);
  return starts.map((start) => {
    const slice = rows.slice(start, Math.min(start + SLICE, drawn));
    const facts = slice.flatMap((row) => [row, changing(row)]);
    return html`<div class="slice" role="presentation">${guard(facts, () => slice.map(rowView))}</div>`;
  });
}
