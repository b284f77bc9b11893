// The actions of the export section. Files that are not encrypted require a typed word.

import { toAegis, toLinks, toPages, toSheets } from '../flows/exporting.js';
import { saveFile } from '../platform/files.js';
import { say, sayCount } from '../platform/words.js';

/** @typedef {import('../flows/exporting.js').Sheet} Sheet */
/** @typedef {import('../flows/exporting.js').Qr} Qr */
/** @typedef {'aegis' | 'links' | 'pages' | 'sheets'} Way */

/**
 * @typedef {object} ExportModel
 * @property {Way | ''} way the way whose form is open
 * @property {string} id one account; empty for all
 * @property {Qr[]} pages Google's QR codes, while shown
 * @property {Sheet[]} sheets for paper
 */

/** @returns {ExportModel} */
export const noExport = () => ({ way: '', id: '', pages: [], sheets: [] });

/** @param {{ exporting: ExportModel, toast: string }} model @param {{ draw: () => void, attempt: (act: () => unknown) => Promise<void> }} page */
export function exportingOf(model, { draw, attempt }) {
  const day = () => new Date().toISOString().slice(0, 10);

  /** @param {number} leftOut @param {import('../platform/words.js').Word} done */
  function said(leftOut, done) {
    const left = leftOut > 0 ? ` ${sayCount('exportLeftOut', leftOut)}` : '';
    model.toast = say(done) + left;
  }

  return {
    /** @param {Way} way */
    openExport: (way) => {
      const { id } = model.exporting;
      model.exporting = { ...noExport(), id, way };
      draw();
      /** @type {HTMLElement | null} */ (document.querySelector('#export [autofocus]'))?.focus();
    },
    /** @param {string} id */
    chooseAccount: (id) => {
      model.exporting = { ...noExport(), id };
      draw();
    },
    closeExport: () => {
      model.exporting = noExport();
      draw();
    },
    /** @param {HTMLFormElement} form */
    export: (form) => {
      const data = new FormData(form);
      const given = (/** @type {string} */ name) => String(data.get(name) ?? '');
      const { way, id } = model.exporting;
      return attempt(async () => {
        if (way === 'aegis') {
          if (given('password') !== given('again')) throw { code: 'passphrase-differs' };
          const { texts, leftOut } = await toAegis(id, given('password'));
          saveFile(`postern-aegis-${day()}.json`, texts.join(''));
          said(leftOut.length, 'exportDone');
          model.exporting = noExport();
          return;
        }
        if (given('word').trim().toLowerCase() !== say('exportWord').toLowerCase()) {
          throw { code: 'word-differs' };
        }
        if (way === 'links') {
          const { texts } = await toLinks(id);
          saveFile(`postern-links-${day()}.txt`, texts.join(''), 'text/plain');
          said(0, 'exportDone');
          model.exporting = noExport();
        } else if (way === 'pages') {
          const { symbols, leftOut } = await toPages(id);
          model.exporting = { ...noExport(), id, pages: symbols };
          said(leftOut.length, 'exportShown');
        } else {
          model.exporting = { ...noExport(), id, sheets: await toSheets(id) };
          said(0, 'exportShown');
        }
      });
    },
  };
}
