// Lists of any length with rows of any height: the rows of a slice are drawn once it comes near the window, and a slice
// that is not in view costs no layout (`content-visibility` in review.css).

import { html, noChange, nothing } from 'lit-html';
import { AsyncDirective, directive } from 'lit-html/async-directive.js';

/** Rows in a slice: two fill a large window, and drawing one takes some 10 ms on a slow computer. */
const SLICE = 50;

/** Rows that are drawn once their slice, the element around them, comes near the window. */
class Rows extends AsyncDirective {
  isDrawn = false;
  /** @type {() => unknown} */
  view = () => nothing;
  /** What the view depends on. @type {unknown[]} */
  facts = [];
  /** @type {Element | undefined} */
  slice;

  /** @param {() => unknown} view @param {unknown[]} facts what it depends on @param {boolean} isFirst */
  render(view, facts, isFirst) {
    const before = this.facts;
    const isSame =
      this.isDrawn &&
      facts.length === before.length &&
      facts.every((one, at) => one === before[at]);
    Object.assign(this, { view, facts });
    this.isDrawn ||= isFirst;
    if (isSame) return noChange;
    return this.isDrawn ? view() : nothing;
  }

  /**
   * @param {import('lit-html').ChildPart} part
   * @param {Parameters<Rows['render']>} given
   * @override
   */
  update(part, given) {
    if (!this.slice) {
      this.slice = /** @type {Element} */ (part.parentNode);
      this.slice.addEventListener('contentvisibilityautostatechange', this);
    }
    return this.render(...given);
  }

  /** The slice came near the window, or left it. @param {Event} event */
  handleEvent(event) {
    if (this.isDrawn || /** @type {ContentVisibilityAutoStateChangeEvent} */ (event).skipped)
      return;
    this.isDrawn = true;
    this.setValue(this.view());
  }
}

const rowsOf = directive(Rows);

/**
 * The slices of a list. One is drawn again only if one of its rows has changed.
 * @template T
 * @param {T[]} rows
 * @param {(row: T, index: number) => unknown} rowView
 * @param {(row: T) => unknown} [changing] what changes in a row
 */
export function windowed(rows, rowView, changing = (row) => row) {
  return Array.from({ length: Math.ceil(rows.length / SLICE) }, (_, at) => {
    const slice = rows.slice(at * SLICE, (at + 1) * SLICE);
    const view = () => slice.map((row, index) => rowView(row, at * SLICE + index));
    const facts = [rows.length, ...slice.flatMap((row) => [row, changing(row)])];
    return html`<div class="slice" role="presentation" .style=${`--rows:${slice.length}`}>${rowsOf(view, facts, at === 0)}</div>`;
  });
}
