// Adding an account: from a key on the page, or from the form.

import { failureOf, loadCore } from '../core/core.js';
import { awaitField } from '../flows/awaited.js';
import { noteEnrolment } from '../flows/outcome.js';
import { importFiles } from '../platform/files.js';
import { say, sayFailure } from '../platform/words.js';
import { hostOf } from '../ui/parts.js';
import { askAbout, fillFirst } from './filling.js';
import { requestOf } from './looking.js';
import { model } from './model.js';
import { attempt, breakDown, change, draw, open, show, toast } from './window.js';

/** @typedef {import('../core/postern.js').AddRequest} AddRequest */
/** @typedef {import('./model.js').Candidate} Candidate */

/** @param {AddRequest} request @param {string} [old] the account whose key is replaced */
async function add(request, old) {
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

/** @param {HTMLFormElement} form */
export async function addTyped(form) {
  const data = new FormData(form);
  const text = String(data.get('text') ?? '');
  const given = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
  // A bare key does not say what it belongs to; the page that it is bound to does.
  const named = given('name') || text.includes('://') || !data.has('bind');
  const issuer = given('issuer') || (named ? '' : hostOf(model.site));
  /** @type {AddRequest} */
  const request = {
    text,
    hex: data.has('hex'),
    origin: data.has('bind') ? (model.page?.origin ?? '') : '',
    ...(issuer && { issuer }),
    ...(given('name') && { name: given('name') }),
    ...(given('pin') && { pin: given('pin') }),
  };
  try {
    await add(request);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure) return breakDown(thrown);
    if (failure.code === 'migration') return attempt(() => importFiles([new Blob([text])]));
    model.adding = {
      error: sayFailure(failure),
      offerHex: failure.code === 'key-looks-hex' || data.has('hex'),
      needsPin: failure.code === 'pin-needed' || data.has('pin'),
      looking: false,
    };
    model.toast = undefined;
    draw();
    /** @type {HTMLElement | null} */ (form.querySelector('[name="text"]'))?.focus();
    return;
  }
  form.reset();
  show('list');
  toast(say('added'));
}

/** Saves a key found on the page. @param {Candidate} candidate @param {string} [old] the account whose key is replaced */
export function addCandidate(candidate, old) {
  return attempt(() => addCandidateNow(candidate, old));
}
