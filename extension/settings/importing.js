// The actions of the import section: files of any kind become one list, the user ticks rows, one write adds them.

import { failureOf } from '../core/core.js';
import { joined, pagesOf, readImport, takeAccounts } from '../flows/importing.js';
import { openVault } from '../flows/vault.js';
import { say, sayAdded, sayFailure } from '../platform/words.js';

/** @typedef {import('../core/postern_workers.js').ReadView} ReadView */
/** @typedef {import('../core/postern.js').SurveyedView} Surveyed */
/**
 * A file being imported.
 * @typedef {object} Given
 * @property {number} id
 * @property {string} name
 * @property {Blob} blob
 * @property {'reading' | 'sealed' | 'failed' | 'read'} state
 * @property {string} error a sentence, or empty
 * @property {number} workMib how much memory is processed to open it
 * @property {ReadView} [view]
 * @property {AbortController} [reading]
 */
/**
 * @typedef {object} ImportModel
 * @property {Given[]} files
 * @property {string} accounts from all files that were read; contains secrets
 * @property {(Surveyed & { warnings: ReadView['warnings'][number], isTicked: boolean })[]} rows
 */

/** @returns {ImportModel} */
export const noImport = () => ({ files: [], accounts: '[]', rows: [] });

/** @param {{ importing: ImportModel, toast: string, error: string, locked: unknown }} model @param {{ draw: () => void, attempt: (act: () => unknown) => Promise<void> }} page */
export function importingOf(model, { draw, attempt }) {
  let next = 0;

  /** @param {Given} file @param {string} [password] */
  async function read(file, password) {
    const reading = new AbortController();
    Object.assign(file, { state: 'reading', error: '', reading });
    draw();
    try {
      file.view = await readImport(file.blob, password, reading.signal);
      file.state = 'read';
      await survey();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) throw thrown;
      const isSealed = ['password-needed', 'password-wrong', 'cancelled'].includes(failure.code);
      file.state = isSealed ? 'sealed' : 'failed';
      if (failure.code === 'password-needed') file.workMib = failure.workMib;
      else if (failure.code !== 'cancelled') file.error = sayFailure(failure);
    }
    draw();
    /** @type {HTMLElement | null} */ (document.querySelector('#import [autofocus]'))?.focus();
  }

  /** Computes what importing everything would do, given the current vault. */
  async function survey() {
    const { importing } = model;
    const views = importing.files.flatMap(({ view }) => (view ? [view] : []));
    importing.accounts = joined(views.map(({ accounts }) => accounts));
    const warnings = views.flatMap((view) => view.warnings);
    const session = await openVault();
    const { accounts } = session.survey(importing.accounts);
    session.free();
    importing.rows = accounts.map((row, at) => ({
      ...row,
      warnings: warnings[at] ?? [],
      isTicked: importing.rows[at]?.isTicked ?? row.status !== 'same-key',
    }));
  }

  return {
    /** @param {Blob[]} blobs */
    addFiles: (blobs) =>
      attempt(async () => {
        for (const blob of blobs) {
          const name = blob instanceof File ? blob.name : say('importPasted');
          next += 1;
          /** @type {Given} */
          const file = { id: next, name, blob, state: 'reading', error: '', workMib: 0 };
          model.importing.files.push(file);
          await read(file);
        }
      }),
    /** @param {number} id @param {HTMLFormElement} form */
    openFile: (id, form) =>
      attempt(async () => {
        const file = model.importing.files.find((one) => one.id === id);
        const password = String(new FormData(form).get('password') ?? '');
        if (file) await read(file, password);
      }),
    /** @param {number} id */
    cancelRead: (id) => model.importing.files.find((one) => one.id === id)?.reading?.abort(),
    /** @param {number} id */
    dropFile: (id) =>
      attempt(async () => {
        const { importing } = model;
        importing.files = importing.files.filter((one) => one.id !== id);
        importing.rows = [];
        await survey();
      }),
    /** @param {number} place @param {boolean} isTicked */
    tick: (place, isTicked) => {
      const row = model.importing.rows[place];
      if (row) row.isTicked = isTicked;
      draw();
    },
    take: () =>
      attempt(async () => {
        const { accounts, rows } = model.importing;
        const places = rows.flatMap(({ isTicked }, place) => (isTicked ? [place] : []));
        const { added, known } = await takeAccounts(accounts, places);
        model.importing = noImport();
        model.toast = sayAdded('importResult', added, known);
      }),
    cancelImport: () => {
      for (const { reading } of model.importing.files) reading?.abort();
      model.importing = noImport();
      draw();
    },
  };
}

/** "2 of 3 scanned", for each export that spans several QR codes. @param {ImportModel} importing */
export function pagesIn({ files }) {
  return pagesOf(files.flatMap(({ view }) => view?.parts ?? []));
}
