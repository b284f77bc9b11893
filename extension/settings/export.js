// The section “Export”: which accounts, a format, a proof of identity, and the result. Files that are not encrypted
// require a typed word.

import { html, nothing } from 'lit-html';
import { failureOf } from '../core/core.js';
import { toAegis, toApp, toLinks, toPages, toShared, toSheets } from '../flows/exporting.js';
import { saveFile } from '../platform/files.js';
import { say, sayCount } from '../platform/words.js';
import { grow, stopGrowing } from '../ui/growing.js';
import { submitting } from '../ui/parts.js';
import { attempt, noExport, tell } from './page.js';
import { button, errorAt, faultOf, line, panel } from './parts.js';
import { pagesView, sheetsView } from './sheets.js';
import { lookAhead, saveTarget, targetFields } from './targets.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {Exclude<import('./page.js').ExportModel['way'], ''>} Way */

const WAYS = /** @type {const} */ ([
  ['aegis', 'exportAegis'],
  ['shared', 'exportShared'],
  ['pages', 'exportPages'],
  ['sheets', 'exportSheets'],
  ['app', 'exportApp'],
  ['links', 'exportLinks'],
]);

/** These ask for a secret that opens the file. */
const SEALED = ['aegis', 'shared'];

/** @param {Page} page */
export function exportSection(page) {
  const { exporting } = page.model;
  const { pages, sheets, writing } = exporting;
  const close = () => closeExport(page);
  return html`
    <p class="intro">${say('exportText')}</p>
    ${panel('', whichLine(page), 'which')}
    ${panel('', html`${WAYS.map(([way, word]) => wayRow(page, way, word))}${errorElsewhere(page)}`, 'ways')}
    ${
      writing
        ? html`<div class="bar" role="status"><progress aria-label=${say('working')}></progress>
            <span class="count">${say('working')}</span>
            ${button('cancel-export', 'cancel', () => writing.abort())}</div>`
        : nothing
    }
    ${pages.length > 0 ? pagesView(exporting, close) : nothing}
    ${sheets.length > 0 ? sheetsView(page, close) : nothing}
  `;
}

/** @param {Page} page */
function whichLine(page) {
  const { exporting, total } = page.model;
  const { ids } = exporting;
  const all = () => {
    stopExport(page.model);
    page.draw();
  };
  return line(
    html`<strong>${say('exportWhich')}</strong><br><span data-which>${
      ids.length > 0 ? sayCount('selectedCount', ids.length) : say('exportAll', total)
    }</span>`,
    html`
      ${ids.length > 0 ? button('export-all', 'exportEvery', all) : nothing}
      <a class="button" href="#accounts" data-act="choose-accounts">${say('exportSelect')}</a>`,
  );
}

/** @param {Page} page @param {Way} way @param {(typeof WAYS)[number][1]} word */
function wayRow(page, way, word) {
  const { exporting, total, isBusy } = page.model;
  const isOpen = exporting.way === way;
  return html`
    ${line(
      say(word),
      button(`export-${way}`, 'exportStart', () => open(page, way), {
        isOff: total === 0 || isBusy,
      }),
      way,
    )}
    ${isOpen ? exportForm(page) : nothing}
  `;
}

/** The form of the failure is closed. @param {Page} page */
const errorElsewhere = (page) => (page.model.exporting.way ? nothing : errorAt(page, 'export'));

/** @param {Page} page */
function exportForm(page) {
  const { exporting, isBusy } = page.model;
  const isSealed = SEALED.includes(exporting.way);
  const differs = (/** @type {string} */ code) => code === 'passphrase-differs';
  const fault = faultOf(page, 'export', (code) => !differs(code));
  const faultAgain = faultOf(page, 'export', differs);
  return html`
    <form class="form" autocomplete="off" data-form="export" @submit=${submitting((form) => submit(page, form))}>
      ${
        isSealed
          ? html`
              ${exporting.way === 'shared' ? html`<p class="note">${say('sharedText')}</p>` : nothing}
              <label>${say(exporting.way === 'shared' ? 'passphrase' : 'exportPassword')}
                <input name="password" type="password" autocomplete="new-password" required autofocus
                  aria-invalid=${fault.invalid} aria-describedby=${fault.by}>
              </label>
              <label>${say('passphraseAgain')}
                <input name="again" type="password" autocomplete="new-password" required
                  aria-invalid=${faultAgain.invalid} aria-describedby=${faultAgain.by}>
              </label>`
          : html`
              ${exporting.way === 'app' ? targetFields(page) : nothing}
              <p class="note">${say('exportPlain')}</p>
              <label>${say('exportType', say('exportWord'))}
                <input name="word" autocomplete="off" spellcheck="false" required autofocus
                  aria-invalid=${fault.invalid} aria-describedby=${fault.by}>
              </label>`
      }
      ${errorAt(page, 'export')}
      <div class="actions">
        ${button('cancel', 'cancel', () => closeExport(page))}
        <button class="button primary" data-export ?disabled=${isBusy}>${say(isBusy ? 'working' : 'exportStart')}</button>
      </div>
    </form>
  `;
}

/** The popup's “Show QR code”: one account, as a sheet. @param {Page} page @param {string} id */
export function showOne(page, id) {
  page.model.exporting = { ...noExport(), ids: [id] };
  open(page, 'sheets');
}

/** @param {Page} page @param {Way} way */
function open({ model, draw }, way) {
  const { ids } = model.exporting;
  stopExport(model, ids);
  model.failed = undefined;
  model.exporting.way = way;
  draw();
  if (way === 'app') void lookAhead({ model, draw });
  /** @type {HTMLElement | null} */ (
    document.querySelector('[data-form="export"] [autofocus]')
  )?.focus();
}

/** @param {Page} page */
function closeExport({ model, draw }) {
  const { way, ids } = model.exporting;
  stopExport(model, ids);
  model.failed = undefined;
  draw();
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-act="export-${way}"]`))?.focus();
}

/** Nothing of an export stays on the page. @param {import('./page.js').Model} model @param {string[]} [ids] the accounts that stay selected */
export function stopExport(model, ids = []) {
  model.exporting.writing?.abort();
  stopGrowing(model.exporting);
  model.exporting = { ...noExport(), ids };
}

/** @param {Page} page @param {HTMLFormElement} form */
function submit(page, form) {
  const data = new FormData(form);
  const given = (/** @type {string} */ name) => String(data.get(name) ?? '');
  const { way, ids } = page.model.exporting;
  return attempt(page, 'export', async () => {
    const isSealed = SEALED.includes(way);
    if (isSealed && given('password') !== given('again')) throw { code: 'passphrase-differs' };
    if (!isSealed && given('word').trim().toLowerCase() !== say('exportWord').toLowerCase())
      throw { code: 'word-differs' };
    if (way !== '') await write(page, way, ids, given('password'));
  });
}

/** @param {Page} page @param {Way} way @param {string[]} ids @param {string} password */
async function write(page, way, ids, password) {
  const { model } = page;
  const writing = new AbortController();
  const { signal } = writing;
  model.exporting.writing = writing;
  page.draw();
  try {
    if (way === 'aegis') {
      const { texts, leftOut } = await toAegis(ids, password, signal);
      saveFile(`postern-aegis-${today()}.json`, texts.join(''));
      finish(page, ids, leftOut.length, 'exportDone');
    } else if (way === 'shared') {
      const { name, text } = await toShared(ids, password);
      saveFile(name, text);
      finish(page, ids, 0, 'exportDone');
    } else if (way === 'app') {
      const { target } = model.exporting;
      const { texts, leftOut } = await toApp(ids, target, signal);
      saveTarget(target, texts.join(''), today());
      finish(page, ids, leftOut.length, 'exportDone');
    } else if (way === 'links') {
      const { texts } = await toLinks(ids, signal);
      saveFile(`postern-links-${today()}.txt`, texts.join(''), 'text/plain');
      finish(page, ids, 0, 'exportDone');
    } else if (way === 'pages') {
      const { symbols, leftOut } = await toPages(ids, signal);
      finish(page, ids, leftOut.length, 'exportShown');
      model.exporting.pages = symbols;
      await grow(page, model.exporting, symbols.length);
    } else {
      const sheets = await toSheets(ids, signal);
      finish(page, ids, 0, 'exportShown');
      model.exporting.sheets = sheets;
      await grow(page, model.exporting, sheets.length);
    }
  } catch (thrown) {
    // Whoever pressed Cancel need not be told.
    if (!signal.aborted || failureOf(thrown)?.code !== 'cancelled') throw thrown;
  } finally {
    delete model.exporting.writing;
  }
}

const today = () => new Date().toISOString().slice(0, 10);

/** @param {Page} page @param {string[]} ids @param {number} leftOut @param {'exportDone' | 'exportShown'} done */
function finish(page, ids, leftOut, done) {
  const left = leftOut > 0 ? ` ${sayCount('exportLeftOut', leftOut)}` : '';
  page.model.exporting = { ...noExport(), ids };
  tell(page, say(done) + left);
}
