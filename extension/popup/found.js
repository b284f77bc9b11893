// Codes and keys that were found on the page or in a picture → the cards that offer them.

import { failureOf, printedKeys, sameKey } from '../core/core.js';
import { say } from '../platform/words.js';
import { hostOf } from '../ui/parts.js';
import { sayRefusal } from '../ui/refusal.js';
import { model } from './model.js';
import { draw, open } from './window.js';

/** @typedef {import('../core/postern.js').AddRequest} AddRequest */
/** @typedef {import('../flows/scan.js').Seen} Seen */
/** @typedef {import('./model.js').Candidate} Candidate */

/** What the user can do about a code that was found but not read. */
const OBSTACLES = /** @type {const} */ ({
  'cut-off': 'scanCutOff',
  unclear: 'scanUnclear',
  covered: 'scanCovered',
  'other-kind': 'scanOtherKind',
});

/**
 * QR codes → cards; returns the message for those that did not become a card.
 * @param {Seen} seen
 * @param {boolean} isExpected whether the user is waiting for one
 */
export function readCodes({ codes, obstacle }, isExpected) {
  let status = '';
  let keys = 0;
  for (const code of codes) {
    try {
      keep(model.candidates, { ...code, preview: previewOf(code) });
      keys += 1;
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) throw thrown;
      if (failure.code === 'not-a-key') keep(model.others, code);
      if (failure.code === 'migration') {
        if (!model.exported.includes(code.text)) model.exported += `${code.text}\n`;
        keys += 1;
        continue;
      }
      status = sayRefusal(failure, code.text, 'scanNotAKey');
    }
  }
  if (keys > 0) return '';
  if (obstacle) return say(OBSTACLES[obstacle]);
  return codes.length === 0 && isExpected ? say('scanNone') : status;
}

/**
 * Key links and printed keys: compares them with the QR codes, or shows them as separate cards.
 * @param {{ links: string[], texts: string[] }} keys
 * @param {boolean} [isAgain] a key that is saved was offered before
 */
export function readPrinted({ links, texts }, isAgain = false) {
  const printed = [...links, ...texts.flatMap((given) => printedKeys(given))];
  // What the page printed before and prints no longer is void.
  model.candidates = model.candidates.filter(
    ({ text, isPrinted }) => !isPrinted || printed.includes(text),
  );
  const scanned = model.candidates.filter(({ isPrinted }) => !isPrinted);
  for (const text of printed) {
    if (isAgain && isSaved(text)) continue;
    try {
      const twin = model.candidates.find((candidate) => isSame(candidate.text, text));
      if (twin) {
        if (scanned.includes(twin)) twin.printed = 'same';
        continue;
      }
      const preview = previewOf({ text });
      // A bare key does not name its portal, so the page's host serves as its name.
      const issuer = preview.issuer || preview.name ? '' : hostOf(model.page?.origin ?? '');
      const candidate = { text, isPrinted: true, ...(issuer && { issuer }) };
      keep(model.candidates, { ...candidate, preview: previewOf(candidate) });
    } catch (thrown) {
      if (!failureOf(thrown)) throw thrown;
    }
  }
  const isOther = model.candidates.some(({ isPrinted }) => isPrinted);
  for (const candidate of scanned) if (isOther) candidate.printed ??= 'other';
}

/** @param {string} one @param {string} other */
function isSame(one, other) {
  try {
    return sameKey(one, other);
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    return false;
  }
}

/**
 * The page shows other codes than before. A site that renews its code has made the former one void.
 * @param {Seen} seen
 */
export function readRenewed(seen) {
  const texts = new Set(seen.codes.map(({ text }) => text));
  const before = [...model.candidates];
  const isKnown = (/** @type {string} */ text) =>
    [...before, ...model.others].some((one) => one.text === text) || model.exported.includes(text);
  const fresh = seen.codes.filter(({ text }) => !isKnown(text) && !isSaved(text));
  for (const code of seen.codes) if (!fresh.includes(code)) code.cutOut.close();
  const gone = before.filter(({ text, isPrinted }) => !isPrinted && !texts.has(text));
  readCodes({ codes: fresh }, false);
  for (const old of gone) {
    const heir = model.candidates.find(
      (one) => !before.includes(one) && isNamedAlike(one.preview, old.preview),
    );
    if (!heir) continue;
    model.candidates = model.candidates.filter((one) => one !== old);
    const { issuer, name, isEdited } = old;
    if (isEdited) rename(heir, { issuer: issuer ?? '', name: name ?? '', isEdited });
  }
}

/** Whether the vault has this key: it was added a moment ago. @param {string} text */
function isSaved(text) {
  try {
    return previewOf({ text }).status === 'same-key';
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    return false;
  }
}

/** @typedef {{ issuer: string, name: string }} Named @param {Named} one @param {Named} other */
const isNamedAlike = (one, other) => one.issuer === other.issuer && one.name === other.name;

/** @template {{ text: string }} T @param {T[]} codes @param {T} code */
function keep(codes, code) {
  if (codes.every(({ text }) => text !== code.text)) codes.push(code);
}

/** @param {Pick<Candidate, 'text' | 'issuer' | 'name'>} candidate @returns {AddRequest} */
export function requestOf({ text, issuer, name }) {
  return {
    text,
    origin: model.page?.origin ?? '',
    ...(issuer !== undefined && { issuer }),
    ...(name !== undefined && { name }),
  };
}

/**
 * What adding text from the page would do, given the current vault.
 * @param {Pick<Candidate, 'text' | 'issuer' | 'name'>} candidate
 */
function previewOf(candidate) {
  return open().preview(requestOf(candidate));
}

/** Updates the previews after the vault has changed. */
export function reread() {
  for (const candidate of model.candidates) candidate.preview = previewOf(candidate);
}

/**
 * The user renames a candidate.
 * @param {Candidate} candidate
 * @param {{ issuer?: string, name?: string, isEdited?: boolean }} change
 */
export function rename(candidate, change) {
  Object.assign(candidate, change);
  candidate.preview = previewOf(candidate);
  draw();
}
