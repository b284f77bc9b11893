// Changes of one account.

import { failureOf } from '../core/core.js';
import { codeTime } from '../platform/clock.js';
import { needProof } from './authenticate.js';
import { openVault } from './vault.js';

/** @typedef {import('../core/postern.js').EditRequest} EditRequest */
/** @typedef {import('../core/core.js').Session} Session */

/**
 * Saves the form of an account. With another key, someone at an unlocked browser could lock its owner out of the site.
 * @template T
 * @param {EditRequest} request
 * @param {(edit: (session: Session, nowMs: number) => void) => T} change the vault
 * @throws `proof-needed`
 */
export async function editAccount(request, change) {
  if (request.text) await needProof();
  return change((session, nowMs) => session.edit(request, nowMs));
}

/** The code of an account, unless it needs a PIN first. @param {Session} session @param {string} id */
function codeOf(session, id) {
  try {
    return session.code(id, codeTime());
  } catch (thrown) {
    if (failureOf(thrown)?.code !== 'pin-needed') throw thrown;
    return undefined;
  }
}

/**
 * The code that an account would give if the form was saved, and how it would be made. Nothing is stored.
 * @param {EditRequest} request
 */
export async function codeAfter(request) {
  const session = await openVault();
  try {
    session.edit(request, Date.now());
    return { code: codeOf(session, request.id), details: session.details(request.id, '') };
  } finally {
    session.free();
  }
}
