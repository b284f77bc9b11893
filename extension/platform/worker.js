// Workers: one for each task, terminated after it.

import { traceWorker } from './trace.js';

/** Trusted Types only allow worker URLs from this policy, and it only allows these three. */
const URLS = {
  exchange: '/extension/worker/exchange.js',
  scan: '/extension/worker/scan.js',
  stretch: '/extension/worker/stretch.js',
};

/** @typedef {{ moved?: Transferable[], maxMs: number, failure: string, signal?: AbortSignal }} Asking */

/** @type {any} */
let policy;

/**
 * Asks a new worker one question. The worker and its memory are discarded after the answer.
 * @param {keyof typeof URLS} name
 * @param {unknown} question
 * @param {Asking} options
 * @returns {Promise<any>}
 */
export async function askWorker(name, question, options) {
  const worker = startWorker(name);
  try {
    return await worker.ask(question, options);
  } finally {
    worker.end();
  }
}

/**
 * Starts a worker for a task of several questions, asked one after another. The caller ends it.
 * @param {keyof typeof URLS} name
 */
export function startWorker(name) {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  policy ??= types.createPolicy('postern-worker', {
    createScriptURL: (/** @type {keyof typeof URLS} */ known) =>
      new URL(URLS[known], import.meta.url).href,
  });
  const worker = new Worker(policy.createScriptURL(name), { type: 'module' });
  return {
    /** @param {unknown} question @param {Asking} options @returns {Promise<any>} */
    ask: (question, { moved = [], maxMs, failure, signal }) =>
      new Promise((resolve, reject) => {
        const fail = (/** @type {string} */ code) => reject({ code });
        signal?.addEventListener('abort', () => fail('cancelled'));
        setTimeout(() => fail(failure), maxMs);
        worker.onerror = (event) => {
          void traceWorker(name, event);
          fail(failure);
        };
        worker.onmessage = ({ data }) =>
          'failure' in data ? reject(data.failure) : resolve(data.answer);
        worker.postMessage(question, moved);
      }),
    end: () => worker.terminate(),
  };
}
