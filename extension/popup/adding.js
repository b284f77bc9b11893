// Adding an account whose key is on the page.

import { loadCore } from '../core/core.js';
import { awaitField } from '../flows/awaited.js';
import { noteEnrolment } from '../flows/outcome.js';
import { say } from '../platform/words.js';
import { askAbout, fillFirst } from './filling.js';
import { requestOf } from './found.js';
import { model } from './model.js';
import { attempt, change, open, show, toast } from './window.js';

/** @typedef {import('../core/postern.js').AddRequest} AddRequest */
/** @typedef {import('./model.js').Candidate} Candidate */

/** @param {AddRequest} request @param {string} [old] the account whose key is replaced */
export async function add(request, old) {
  await loadCore();
  const { kind } = open().preview(request);
  const id = await change((session, nowMs) =>
    old ? session.replace(request, old, nowMs) : session.add(request, nowMs),
  );
  if (model.page && request.origin) await noteEnrolment(id, model.page);
  return { id, kind };
}

/** Saves a key found on the page and types its first code there. @param {Candidate} candidate @param {string} [old] @returns {Promise<void>} */
async function addCandidateNow(candidate, old) {
  const account = await add(requestOf(candidate), old);
  model.candidates = model.candidates.filter((other) => other !== candidate);
  model.isExpanded = false;
  if (model.screen === 'add') show('list');
  const said = say(old ? 'replaced' : 'added');
  toast(said);
  const { issuer, name } = candidate.preview;
  const row = { ...account, issuer, name, forPage: true, chosen: false };
  if (model.field) return toast(await fillFirst(row));
  if (!model.elsewhere) return awaitFirst(account, said);
  // The boxes are in a frame of another site: the user decides whether the code goes there.
  askAbout(row, model.elsewhere);
}

/**
 * The page shows no field for the first code yet.
 * @param {Parameters<typeof awaitField>[0]} account
 * @param {string} said the message that it was added
 */
async function awaitFirst(account, said) {
  if (!model.page?.origin || account.kind === 'hotp') return;
  await awaitField(account, model.page);
  toast(`${said} ${say('firstAwaited')}`);
}

/** Saves a key found on the page. @param {Candidate} candidate @param {string} [old] the account whose key is replaced */
export function addCandidate(candidate, old) {
  return attempt(() => addCandidateNow(candidate, old));
}
