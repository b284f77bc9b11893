// The third heavy worker: files of other apps, in and out. A file may need a gigabyte, which is freed with
// the worker.

import {
  failureOf,
  loadWorkers,
  qrOf,
  readFile,
  writeAegis,
  writeLinks,
  writePages,
  writeSheets,
} from '../core/workers.js';

/** @type {Record<string, (question: any) => unknown>} */
const TASKS = {
  /** @param {{ bytes: ArrayBuffer, password?: string }} question */
  read: ({ bytes, password }) => readFile(new Uint8Array(bytes), password),
  /** @param {{ accounts: string, password: string }} question */
  aegis: ({ accounts, password }) => writeAegis(accounts, password),
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

globalThis.onmessage = async ({ data }) => {
  try {
    await loadWorkers();
    const { task, ...question } = data;
    const answer = Object.hasOwn(TASKS, task) ? TASKS[task]?.(question) : undefined;
    globalThis.postMessage({ answer });
  } catch (thrown) {
    // A file that crashes the core contains no account for us; the worker ends with it.
    globalThis.postMessage({ failure: failureOf(thrown) ?? { code: 'file-failed' } });
  }
};
