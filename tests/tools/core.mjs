// The core in Node, for tests and the bench.

import { readFileSync } from 'node:fs';
import {
  inspect,
  makeDevice,
  Session,
  initSync as startCore,
} from '../../extension/core/postern.js';
import { initSync as startWorkers } from '../../extension/core/postern_workers.js';

/** Loads the half for windows; all callers share it. */
export const loadCore = () => startCore({ module: compiled('core') });

/** Loads the half for workers. */
export const loadWorkers = () => startWorkers({ module: compiled('workers') });

/** @param {string} half */
function compiled(half) {
  return new WebAssembly.Module(readFileSync(`target/pkg/${half}.wasm`));
}

export const WORDS = readFileSync('extension/core/words.txt', 'utf8');

/** @typedef {import('../../extension/core/postern.js').FrameFacts} FrameFacts */

/**
 * The plan for an account's code on a page of one frame; the account is bound to it.
 * @param {Omit<FrameFacts, 'frameId'>} facts
 * @param {{ digits?: number, unasked?: boolean, message?: boolean }} [options]
 */
export function planFor(facts, { digits = 6, unasked = false, message = false } = {}) {
  const session = Session.create(makeDevice(), 0);
  try {
    const origin = 'https://portal.example';
    const text = `otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=${digits}`;
    const id = session.add({ text, origin }, 0);
    // A page that was set without a URL sends its forms nowhere.
    const fields = facts.fields.map((field) => ({ ...field, sendsTo: [] }));
    const page = { origin, words: WORDS, frames: [{ ...facts, fields, origin, frameId: 0 }] };
    return session.plan({ id, page, unasked, message });
  } finally {
    session.free();
  }
}

/**
 * The purpose of a page's first pick: `authenticator`, `message`, or nothing.
 * @param {Omit<FrameFacts, 'frameId'>} facts
 */
export function purposeOf(facts) {
  const origin = 'https://portal.example';
  return inspect({ origin, words: WORDS, frames: [{ ...facts, origin, frameId: 0 }] }).field;
}
