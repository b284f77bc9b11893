// The export section: a format, a proof of identity, and the result.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { say } from '../platform/words.js';
import { nameOf, submitting } from '../ui/parts.js';
import { optionsOf } from './accounts.js';

/** @typedef {import('./settings.js').Model} Model */
/** @typedef {import('./settings.js').Actions} Actions */
/** @typedef {import('../flows/exporting.js').Qr} Qr */
/** @typedef {import('../flows/exporting.js').Sheet} Sheet */

const WAYS = /** @type {const} */ ([
  ['aegis', 'exportAegis'],
  ['pages', 'exportPages'],
  ['sheets', 'exportSheets'],
  ['links', 'exportLinks'],
]);

/** @param {Model} model @param {Actions} actions */
export function exportSection(model, actions) {
  const { exporting, accounts } = model;
  const { way, id, pages, sheets } = exporting;
  const chosen = (/** @type {Event} */ event) =>
    actions.chooseAccount(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
  return html`
    <section id="export" aria-labelledby="export-title">
      <h2 id="export-title">${say('exportTitle')}</h2>
      <p class="soft">${say('exportText')}</p>
      <div class="form">
        <label>${say('exportWhich')}
          <select data-which @change=${chosen}>
            <option value="" ?selected=${id === ''}>${say('exportAll', accounts.length)}</option>
            ${optionsOf(accounts, id)}
          </select>
        </label>
      </div>
      ${WAYS.map(
        ([one, word]) => html`<div class="way" data-way=${one}>
          <p>${say(word)}</p>
          <div class="actions">
            <button type="button" class="button" data-act=${`export-${one}`} ?disabled=${accounts.length === 0}
              @click=${() => actions.openExport(one)}>${say('exportStart')}</button>
          </div>
        </div>
        ${way === one ? form(model, actions) : nothing}`,
      )}
      ${pages.length > 0 ? pagesView(pages, actions) : nothing}
      ${sheets.length > 0 ? sheetsView(sheets, actions) : nothing}
    </section>
  `;
}

/** @param {Model} model @param {Actions} actions */
function form({ exporting, isBusy }, actions) {
  const isSealed = exporting.way === 'aegis';
  return html`
    <form class="form" autocomplete="off" data-form="export" @submit=${submitting(actions.export)}>
      ${
        isSealed
          ? html`
              <label>${say('exportPassword')}
                <input name="password" type="password" autocomplete="new-password" required autofocus>
              </label>
              <label>${say('passphraseAgain')}
                <input name="again" type="password" autocomplete="new-password" required>
              </label>`
          : html`
              <p class="note">${say('exportPlain')}</p>
              <label>${say('exportType', say('exportWord'))}
                <input name="word" autocomplete="off" spellcheck="false" required autofocus>
              </label>`
      }
      <div class="actions">
        <button type="button" class="button" data-act="cancel" @click=${actions.closeExport}>${say('cancel')}</button>
        <button class="button primary" data-export ?disabled=${isBusy}>${say(isBusy ? 'working' : 'exportStart')}</button>
      </div>
    </form>
  `;
}

/** @param {Qr[]} pages @param {Actions} actions */
function pagesView(pages, { closeExport }) {
  return html`
    <div data-google>
      <p class="soft">${say('exportScan')}</p>
      ${pages.map(
        (symbol, at) => html`<figure class="qr">
          ${picture(symbol)}
          <figcaption>${say('exportPage', at + 1, pages.length)}</figcaption>
        </figure>`,
      )}
      <div class="actions"><button type="button" class="button" data-act="close" @click=${closeExport}>${say('close')}</button></div>
    </div>
  `;
}

/** @param {Sheet[]} sheets @param {Actions} actions */
function sheetsView(sheets, { closeExport, print }) {
  return html`
    <div class="sheets" data-sheets>
      <div class="actions on-screen">
        <button type="button" class="button" data-act="close" @click=${closeExport}>${say('close')}</button>
        <button type="button" class="button primary" data-act="print-sheets" @click=${print}>${say('print')}</button>
      </div>
      ${sheets.map(
        (sheet) => html`<article class="sheet">
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
        </article>`,
      )}
    </div>
  `;
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

/** Pixels per module: enough for paper. */
const MODULE_PX = 8;

/**
 * A QR code, dark on light in every theme, with a light margin of four modules. Drawn, because an attribute
 * would hold the key.
 * @param {Qr} symbol
 */
function picture({ size, modules }) {
  const side = (size + 8) * MODULE_PX;
  /** @param {Element | undefined} canvas */
  const draw = (canvas) => {
    const context = /** @type {HTMLCanvasElement | undefined} */ (canvas)?.getContext('2d');
    if (!context) return;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, side, side);
    context.fillStyle = '#000';
    modules.forEach((dark, at) => {
      const [x, y] = [(at % size) + 4, Math.floor(at / size) + 4];
      if (dark) context.fillRect(x * MODULE_PX, y * MODULE_PX, MODULE_PX, MODULE_PX);
    });
  };
  return html`<canvas class="code" width=${side} height=${side} role="img" aria-label=${say('qrCode')} ${ref(draw)}></canvas>`;
}
