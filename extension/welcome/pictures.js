// The three pictures of the first-run page: a browser's toolbar, a set-up page, and a login page.

import { svg } from 'lit-html';
import { markShapes } from '../ui/icons.js';

/** Drawn for Postern. @param {unknown} shapes */
const picture = (shapes) => svg`
  <svg class="picture" viewBox="0 0 240 132" aria-hidden="true">
    <rect class="sheet" x="1" y="1" width="238" height="130" rx="10"/>
    ${shapes}
  </svg>
`;

/** The mark, 22 units wide. @param {number} x @param {number} y */
const mark = (x, y) => svg`
  <g transform="translate(${x} ${y}) scale(0.6875)">
    ${markShapes}
  </g>
`;

const toolbar = svg`
  <path class="rule" d="M1 40h238"/>
  <rect class="quiet" x="14" y="11" width="136" height="18" rx="9"/>
`;

const pin = picture(svg`
  ${toolbar}
  ${mark(162, 9)}
  <path class="line" d="M198 15h5a3.4 3.4 0 1 1 6.6 0h4.4v5a3.4 3.4 0 1 1 0 6.6v4.4h-16z"/>
  <rect class="card" x="112" y="50" width="114" height="68" rx="8"/>
  <rect class="quiet" x="124" y="61" width="14" height="14" rx="4"/>
  <rect class="quiet" x="146" y="65" width="44" height="6" rx="3"/>
  <path class="line faint" d="M205 61h8l-1 6 3 3h-12l3-3zM209 70v7"/>
  <rect class="chosen" x="117" y="83" width="104" height="28" rx="6"/>
  <g transform="translate(124 90) scale(0.636)">${mark(0, 0)}</g>
  <rect class="text" x="146" y="94" width="44" height="6" rx="3"/>
  <path class="line on" d="M205 90h8l-1 6 3 3h-12l3-3zM209 99v7"/>
`);

/** The three finders of a QR code, and some of its modules; 13 units wide. */
const modules = svg`
  <path fill-rule="evenodd" d="M0 0h5v5h-5zM1 1v3h3v-3zM8 0h5v5h-5zM9 1v3h3v-3zM0 8h5v5h-5zM1 9v3h3v-3z"/>
  <path d="M2 2h1v1h-1zM10 2h1v1h-1zM2 10h1v1h-1zM6 0h1v2h-1zM6 4h1v3h1v1h-2zM0 6h2v1h-2zM3 6h2v1h-2zM9 6h2v1h2v1h-3v1h-1zM7 9h1v2h2v2h-2v-1h-1zM11 9h2v2h-1v-1h-1zM11 12h2v1h-2z"/>
`;

const scan = picture(svg`
  ${toolbar}
  ${mark(162, 9)}
  <g class="ink" transform="translate(26 54) scale(4.6)">${modules}</g>
  <path class="line on" d="M20 60v-10a4 4 0 0 1 4-4h10M78 46h10a4 4 0 0 1 4 4v10M92 106v10a4 4 0 0 1-4 4h-10M34 120h-10a4 4 0 0 1-4-4v-10"/>
  <rect class="card" x="112" y="50" width="114" height="68" rx="8"/>
  <rect class="text" x="124" y="62" width="60" height="7" rx="3.5"/>
  <rect class="quiet" x="124" y="76" width="84" height="6" rx="3"/>
  <rect class="press" x="160" y="92" width="54" height="17" rx="6"/>
  <path class="white" d="M187 96.5v8M183 100.5h8"/>
`);

/** @param {number} digit of six */
const box = (digit) => svg`
  <rect class="field" x="${48 + digit * 25 + (digit > 2 ? 4 : 0)}" y="66" width="21" height="27" rx="5"/>
  <circle class="ink" cx="${58.5 + digit * 25 + (digit > 2 ? 4 : 0)}" cy="79.5" r="3.4"/>
`;

const fill = picture(svg`
  ${toolbar}
  ${mark(162, 9)}
  <rect class="text" x="84" y="51" width="72" height="7" rx="3.5"/>
  ${[0, 1, 2, 3, 4, 5].map(box)}
  <rect class="press" x="84" y="103" width="72" height="16" rx="6"/>
  <path class="white" d="M115 111l4 4 7-8"/>
`);

export const pictures = { pin, scan, fill };
