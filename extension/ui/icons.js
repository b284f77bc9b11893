// Drawn for Postern, one stroke wide.

import { svg } from 'lit-html';

const icon = (/** @type {unknown} */ shape) =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;

export const plus = icon(svg`<path d="M12 5v14M5 12h14"/>`);
export const back = icon(svg`<path d="M15 5l-7 7 7 7"/>`);
export const lock = icon(
  svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
);
export const settings = icon(
  svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
);
export const panel = icon(
  svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M14 5v14"/>`,
);
export const window = icon(
  svg`<path d="M10 5H6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-4M14 4h6v6M20 4l-9 9"/>`,
);
export const note = icon(svg`<path d="M6 4h12v16H6zM9 9h6M9 13h6"/>`);
export const pin = icon(svg`<path d="M9 4h6l-1 6 3 3H7l3-3zM12 13v7"/>`);
export const fill = icon(svg`<path d="M3 8h18v8H3zM7 11v2M11 11v2"/>`);
export const more = icon(svg`<path stroke-width="2.8" d="M12 5.5v.01M12 12v.01M12 18.5v.01"/>`);
export const up = icon(svg`<path d="M6 15l6-6 6 6"/>`);
export const copy = icon(
  svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h9"/>`,
);
export const edit = icon(svg`<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>`);
export const bin = icon(svg`<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"/>`);
export const qr = icon(
  svg`<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM20 14v2M18 20h2M14 20v-1M20 18v.01"/>`,
);
export const eye = icon(
  svg`<path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"/><circle cx="12" cy="12" r="3"/>`,
);
export const check = icon(svg`<path d="M5 12.5l5 5 9-11"/>`);
export const camera = icon(
  svg`<path d="M4 8h3l2-3h6l2 3h3v11H4z"/><circle cx="12" cy="13" r="3.5"/>`,
);
export const screen = icon(svg`<path d="M3 5h18v11H3zM9 20h6M12 16v4"/>`);
export const cross = icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`);

/** The postern: a small door in a wall, ajar. */
export const markShapes = svg`
  <rect width="32" height="32" rx="8" fill="#0b6b53"/>
  <path d="M9 26V15a7 7 0 0 1 14 0v11z" fill="#e9f5f0"/>
  <path d="M9 26V15a7 7 0 0 1 7-7v18z" fill="#5fcfae"/>
  <circle cx="19" cy="18" r="1.6" fill="#0b6b53"/>
`;

export const mark = svg`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">${markShapes}</svg>`;
