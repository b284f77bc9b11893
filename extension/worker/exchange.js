// The third heavy worker: files of other apps, in and out. A file may need a gigabyte, which is freed with
// the worker.

import {
  failureOf,
  loadWorkers,
  lostIn,
  qrOf,
  readFile,
  writeAegis,
  writeFor,
  writeLinks,
  writePages,
  writeSheets,
} from '../core/workers.js';
import { bytesOf } from '../flows/dataUrl.js';
import { codesIn } from './codes.js';

/** @typedef {import('../core/postern_workers.js').ReadView} ReadView */

/** @type {Record<string, (question: any) => unknown>} */
const TASKS = {
  /** @param {{ bytes: ArrayBuffer, password?: string, secondFile?: ArrayBuffer }} question */
  read: ({ bytes, password, secondFile }) =>
    withPictures(
      readFile(new Uint8Array(bytes), password, secondFile && new Uint8Array(secondFile)),
    ),
  /** @param {{ accounts: string, password: string }} question */
  aegis: ({ accounts, password }) => writeAegis(accounts, password),
  /** @param {{ accounts: string, target: import('../core/postern_workers.js').TargetRequest }} question */
  app: ({ accounts, target }) => writeFor(target, accounts),
  /** @param {{ accounts: string, target: import('../core/postern_workers.js').TargetRequest }} question */
  lost: ({ accounts, target }) => lostIn(target, accounts),
  /** @param {{ accounts: string }} question */
  links: ({ accounts }) => writeLinks(accounts),
  /** @param {{ accounts: string }} question */
  pages: ({ accounts }) => {
    const written = writePages(accounts);
    return { ...written, symbols: written.texts.map((text) => qrOf(text)) };
  },
  /** @param {{ accounts: string }} question */
  sheets: ({ accounts }) =>
    writeSheets(accounts).map((sheet) => ({ ...sheet, symbol: qrOf(sheet.link) })),
};

/**
 * A file of unknown format may show its keys as QR codes. They say more than the text beside them, so they
 * replace it if they are as many.
 * @param {ReadView} view
 * @returns {Promise<ReadView>}
 */
async function withPictures(view) {
  if (view.pictures.length === 0) return view;
  /** @type {string[]} */
  const texts = [];
  for (const url of view.pictures) texts.push(...(await textsOf(url)));
  const written = { ...view, pictures: [] };
  const drawn = texts.length > 0 ? readTexts(texts) : undefined;
  if (drawn && countOf(drawn) >= countOf(view)) return { ...drawn, isSearched: true };
  if (countOf(view) === 0 && view.skipped.length === 0) throw { code: 'file-unknown' };
  return written;
}

/** The texts of the codes in a picture; none if it is broken. @param {string} url */
async function textsOf(url) {
  try {
    const { codes } = await codesIn(bytesOf(url));
    return codes.map(({ text }) => text);
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError) throw thrown;
    return [];
  }
}

/** The accounts of codes, unless they have none. @param {string[]} texts */
function readTexts(texts) {
  try {
    return readFile(new TextEncoder().encode(texts.join('\n')));
  } catch (thrown) {
    if (failureOf(thrown)) return undefined;
    throw thrown;
  }
}

/** @param {ReadView} view */
const countOf = ({ warnings }) => warnings.length;

globalThis.onmessage = async ({ data }) => {
  try {
    await loadWorkers();
    const { task, ...question } = data;
    const answer = Object.hasOwn(TASKS, task) ? await TASKS[task]?.(question) : undefined;
    globalThis.postMessage({ answer });
  } catch (thrown) {
    // A file that crashes the core contains no account for us; the worker ends with it.
    globalThis.postMessage({ failure: failureOf(thrown) ?? { code: 'file-failed' } });
  }
};
