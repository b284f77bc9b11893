// The other heavy worker: a passphrase → the bytes that open a slot. Argon2id takes 64 MiB, which wasm
// never gives back, so they are freed with the worker.

import { failureOf, loadWorkers, makeKdf, stretch } from '../core/workers.js';

/** @typedef {import('../core/postern.js').KdfView} Kdf */

globalThis.onmessage = async ({ data }) => {
  try {
    /** @type {{ passphrase: string, kdf?: Kdf }} */
    const { passphrase, kdf: known } = data;
    await loadWorkers();
    const kdf = known ?? makeKdf();
    // The same normal form for whatever looks the same on every keyboard.
    const material = stretch(passphrase.normalize('NFKC'), kdf);
    globalThis.postMessage({ answer: { material, kdf } }, { transfer: [material.buffer] });
  } catch (thrown) {
    globalThis.postMessage({ failure: failureOf(thrown) ?? { code: 'unlock-failed' } });
  }
};
