// Exports that are shown: QR codes for another app, and sheets for paper. A code is painted when it comes into view,
// and all of them before they are printed.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { say } from '../platform/words.js';
import { nextFrame, slicesOf } from '../ui/growing.js';
import { nameOf } from '../ui/parts.js';
import { button } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('./page.js').ExportModel} ExportModel */
/** @typedef {import('../flows/exporting.js').Qr} Qr */
/** @typedef {import('../flows/exporting.js').Sheet} Sheet */

/** Pixels per module: on the screen, and for paper, where all codes are in memory at once. */
const SCREEN_PX = 8;
const PRINT_PX = 4;

/** Modules of the light margin around a code. */
const MARGIN = 4;

/** How many codes are painted between two chances for the page to answer. */
const PAINTED_AT_ONCE = 100;

/** What a canvas shows: an attribute would hold the key. @type {WeakMap<Element, Qr>} */
const symbols = new WeakMap();

const watching = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const canvas = /** @type {HTMLCanvasElement} */ (target);
      if (isIntersecting) paint(canvas, SCREEN_PX);
      else clear(canvas);
    }
  },
  { rootMargin: '400px' },
);

/** @param {HTMLCanvasElement} canvas @param {number} modulePx */
function paint(canvas, modulePx) {
  const symbol = symbols.get(canvas);
  const context = canvas.getContext('2d');
  if (!symbol || !context || canvas.dataset.painted) return;
  const { size, modules } = symbol;
  const side = size + 2 * MARGIN;
  const pixels = new ImageData(side, side);
  const colours = new Uint32Array(pixels.data.buffer).fill(0xff_ff_ff_ff);
  modules.forEach((dark, at) => {
    const place = (Math.floor(at / size) + MARGIN) * side + (at % size) + MARGIN;
    if (dark) colours[place] = 0xff_00_00_00;
  });
  const small = new OffscreenCanvas(side, side);
  small.getContext('2d')?.putImageData(pixels, 0, 0);
  Object.assign(canvas, { width: side * modulePx, height: side * modulePx });
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  canvas.dataset.painted = String(modulePx);
}

/** Gives the memory back. @param {HTMLCanvasElement} canvas */
function clear(canvas) {
  Object.assign(canvas, { width: 1, height: 1 });
  delete canvas.dataset.painted;
}

/** A QR code, dark on light in every theme. @param {Qr} symbol */
function picture(symbol) {
  const watch = (/** @type {Element | undefined} */ canvas) => {
    if (!canvas) return;
    symbols.set(canvas, symbol);
    watching.observe(canvas);
  };
  return html`<canvas class="code" width="1" height="1" role="img" aria-label=${say('qrCode')} ${ref(watch)}></canvas>`;
}

/** @returns {HTMLCanvasElement[]} */
const unpainted = () => [
  ...document.querySelectorAll(/** @type {'canvas'} */ ('canvas.code:not([data-painted])')),
];

// The browser's own menu prints at once.
addEventListener('beforeprint', () => {
  for (const canvas of unpainted()) paint(canvas, PRINT_PX);
});

addEventListener('afterprint', () => {
  const canvases = document.querySelectorAll(/** @type {'canvas'} */ ('canvas.code'));
  for (const canvas of canvases) if (canvas.dataset.painted === String(PRINT_PX)) clear(canvas);
  for (const canvas of canvases) {
    watching.unobserve(canvas);
    watching.observe(canvas);
  }
});

/** Paints all codes without blocking the page, then prints. */
async function printAll() {
  for (const [at, canvas] of unpainted().entries()) {
    paint(canvas, PRINT_PX);
    if (at % PAINTED_AT_ONCE === PAINTED_AT_ONCE - 1) await nextFrame();
  }
  print();
}

/** @param {ExportModel} exporting @param {() => void} close */
export function pagesView(exporting, close) {
  const { pages } = exporting;
  return html`
    <div class="panel" data-google>
      <p class="soft">${say('exportScan')}</p>
      ${slicesOf(
        pages,
        exporting,
        (symbol) => html`<figure class="qr">
          ${picture(symbol)}
          <figcaption>${say('exportPage', pages.indexOf(symbol) + 1, pages.length)}</figcaption>
        </figure>`,
      )}
      <div class="actions">${button('close', 'close', close)}</div>
    </div>
  `;
}

/** @param {Page} page @param {() => void} close */
export function sheetsView({ model: { exporting } }, close) {
  const { sheets, drawn } = exporting;
  const isReady = drawn >= sheets.length;
  return html`
    <div class="panel sheets" data-sheets>
      <div class="toolbar tools on-screen">
        ${
          isReady
            ? html`<span class="count"></span>`
            : html`<progress max=${sheets.length} .value=${drawn} aria-label=${say('working')}></progress>
                <span class="count">${say('exportPage', drawn, sheets.length)}</span>`
        }
        ${button('close', isReady ? 'close' : 'cancel', close)}
        ${button('print-sheets', 'print', printAll, { isOff: !isReady, look: 'primary' })}
      </div>
      ${slicesOf(sheets, exporting, sheetView)}
    </div>
  `;
}

/** @param {Sheet} sheet */
function sheetView(sheet) {
  return html`<article class="sheet">
    ${picture(sheet.symbol)}
    <div>
      <h3>${nameOf(sheet)}</h3>
      ${sheet.issuer && sheet.name ? html`<p>${sheet.name}</p>` : nothing}
      <p class="paper-key"><bdi>${inGroups(sheet.key)}</bdi></p>
      ${parameters(sheet.link)}
      ${
        sheet.recovery.length > 0
          ? html`<p>${say('recoveryCodes')}</p>
              <ul class="codes">${sheet.recovery.map((code) => html`<li><bdi>${code}</bdi></li>`)}</ul>`
          : nothing
      }
    </div>
  </article>`;
}

/** The parameters to enter along with the key, if they are not the defaults. @param {string} link */
function parameters(link) {
  const query = new URLSearchParams(link.slice(link.indexOf('?') + 1));
  const names = ['algorithm', 'digits', 'period', 'counter'];
  const said = names.flatMap((name) => (query.has(name) ? [`${name} ${query.get(name)}`] : []));
  const [kind = ''] = link.replace('otpauth://', '').split('/');
  return html`<p class="soft"><bdi>${[kind, ...said].join(', ')}</bdi></p>`;
}

/** @param {string} key */
const inGroups = (key) => key.match(/.{1,4}/g)?.join(' ') ?? key;
