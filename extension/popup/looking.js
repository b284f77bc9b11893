// What the popup looks at: the page's fields, and keys in its pictures, in its text, or in a picture that
// the user provides.

import { failureOf, inspect, loadCore, printedKeys, sameKey } from '../core/core.js';
import { scanPage, scanPagePictures, scanPictures } from '../flows/scan.js';
import { codeTime } from '../platform/clock.js';
import { collect, collectKeys, foreignFrames, pageChanges, pageInFront } from '../platform/tabs.js';
import { say, sayFailure } from '../platform/words.js';
import { hostOf } from '../ui/parts.js';
import { sayRefusal } from '../ui/refusal.js';
import { model } from './model.js';
import { moveFocus } from './steady.js';
import { draw, focusBest, open, show } from './window.js';

/** @typedef {import('../core/postern.js').AddRequest} AddRequest */
/** @typedef {import('../flows/scan.js').Seen} Seen */
/** @typedef {import('../flows/scan.js').SeenCode} SeenCode */
/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('./model.js').Candidate} Candidate */

/** What the user can do about a code that was found but not read. */
const OBSTACLES = /** @type {const} */ ({
  'cut-off': 'scanCutOff',
  unclear: 'scanUnclear',
  covered: 'scanCovered',
  'other-kind': 'scanOtherKind',
});

/** A page without a field is watched for a minute, in rounds: all its frames answer before the next round. */
const AGAIN_MAX = 30;
const AGAIN_MS = 2000;

/** How long the first steps of a new user wait for the first look at the page. */
const DOORS_MS = 1500;

/** Counts the looks: results of an earlier look belong to a page that is gone. */
let looks = 0;

/** What the page offers: a field for a code, and keys in its pictures and its text. */
export async function lookAtPage() {
  looks += 1;
  const turn = looks;
  model.isLooking = true;
  const doors = setTimeout(openDoors, DOORS_MS);
  await lookOnce(turn);
  if (turn !== looks) return;
  clearTimeout(doors);
  model.isLooking = false;
  openDoors();
}

/** With no account yet, the first steps wait for the first look. */
function openDoors() {
  model.hasLooked = true;
  draw();
}

/** @param {number} turn */
async function lookOnce(turn) {
  const { page } = model;
  if (!page || !model.session) return model.tellKnown();
  const look = lookOf(page, turn);
  const isExpected = isEmpty() || model.isAskedToScan;
  if (isExpected) {
    model.status = say('scanning');
    draw();
  }
  const [looked, scanned, printed] = await Promise.allSettled([
    lookAtFields(look).finally(model.tellKnown),
    lookForKeys(look, isExpected),
    collectKeys(page),
  ]);
  if (!(await look.isCurrent())) return;
  if (printed.status === 'fulfilled') readPrinted(printed.value);
  const failed = [looked, scanned].find(({ status }) => status === 'rejected');
  const said = scanned.status === 'fulfilled' && model.candidates.length === 0 ? scanned.value : '';
  model.status = failed?.status === 'rejected' ? sayNoLook(failureOf(failed.reason)) : said;
  model.isNoneSeen = said !== '' && said === say('scanNone');
  if (!model.status && model.field === 'message') model.status = say('fieldMessage');
  draw();
  offerFocus();
  void lookAgain(look);
}

/** A page may render its field after the first look. @param {Look} look */
async function lookAgain(look) {
  for (let count = 0; count < AGAIN_MAX && !model.field; count += 1) {
    // Without waiting for a change first: there may have been one just after the first look.
    await pageChanges(look.page, count === 0 ? 0 : AGAIN_MS);
    if (!(await look.isCurrent())) return;
    await lookAtFields(look).catch((thrown) => {
      // The page has navigated: the next page gets a new look.
      if (!failureOf(thrown)) throw thrown;
    });
  }
}

/**
 * One look at a page. A screenshot shows the page that was in front when it was taken, and a script
 * answers from the page that its tab has by then.
 * @param {Page} page
 * @param {number} turn
 */
function lookOf(page, turn) {
  const isSame = (/** @type {Page | undefined} */ other) =>
    other?.id === page.id && other.origin === page.origin;
  const isCurrent = async () => turn === looks && isSame(model.page) && isSame(await pageInFront());
  return { page, isCurrent };
}
/** @typedef {ReturnType<typeof lookOf>} Look */

/** Focuses a key that was found, unless the user has put the focus elsewhere. */
function offerFocus() {
  // If the user has moved on since then, the focus and the scroll position stay.
  if (model.screen !== 'list' || model.query) return;
  const { activeElement } = document;
  const isFree = activeElement === document.body || activeElement?.matches('.search');
  if (isFree) moveFocus(document.querySelector('[data-add]'));
  focusBest();
}

/**
 * In the side panel, the browser only grants access to a page at the next click on the icon.
 * @param {ReturnType<typeof failureOf>} failure
 */
function sayNoLook(failure) {
  const isUnlent = failure?.code === 'page-no-access' && model.where !== 'popup';
  return isUnlent ? say('panelUnlent') : sayFailure(failure);
}

/** @param {Look} look */
async function lookAtFields({ page, isCurrent }) {
  const [facts] = await Promise.all([collect(page), loadCore()]);
  if (!(await isCurrent())) return;
  const { site, field, elsewhere, setUp } = inspect(facts);
  Object.assign(model, { site: site ?? '', field: field ?? '', elsewhere, setUp });
  draw();
  const foreign = field || elsewhere ? [] : await foreignFrames(page);
  if (!(await isCurrent())) return;
  model.foreign = foreign;
  draw();
}

/**
 * Looks for keys on the screen, then, if there is reason to expect one, in the page's pictures.
 * @param {Look} look
 * @param {boolean} isExpected whether the user is waiting for one
 * @returns {Promise<string>} why none was found
 */
async function lookForKeys(look, isExpected) {
  const seen = (await look.isCurrent()) ? await scanPage(look.page) : undefined;
  if (!seen || !(await look.isCurrent())) return '';
  const said = readCodes(seen, isExpected);
  const isFound = model.candidates.length > 0 || model.exported !== '';
  if (isFound || !(isExpected || seen.obstacle || model.screen === 'add')) return said;
  return (await lookAtPictures(look)) ? '' : said;
}

/**
 * Looks for keys in the page's own pictures, including those scrolled out of view, larger than the
 * window, or small on the screen.
 * @param {Look} look
 * @returns {Promise<boolean>} whether one was found
 */
async function lookAtPictures({ page, isCurrent }) {
  model.lookedAtPictures = true;
  const seen = await scanPagePictures(page).catch((thrown) => {
    // The failure on the screen has already been reported.
    if (!failureOf(thrown)) throw thrown;
  });
  if (seen && (await isCurrent())) readCodes(seen, false);
  return model.candidates.length > 0;
}

/**
 * QR codes → cards; returns the message for those that did not become a card.
 * @param {Seen} seen
 * @param {boolean} isExpected whether the user is waiting for one
 */
function readCodes({ codes, obstacle }, isExpected) {
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
 */
function readPrinted({ links, texts }) {
  const scanned = [...model.candidates];
  for (const text of [...links, ...texts.flatMap((given) => printedKeys(given))]) {
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

/** @template {{ text: string }} T @param {T[]} codes @param {T} code */
function keep(codes, code) {
  if (codes.every(({ text }) => text !== code.text)) codes.push(code);
}

/** Looks for keys in a picture that the user provides. @param {Blob} file */
export async function addPicture(file) {
  Object.assign(model.adding, { error: '', isLooking: true });
  draw();
  try {
    const said = readCodes(await scanPictures([file]), true);
    if (!said) return show('list');
    model.adding.error = said;
  } catch (thrown) {
    model.adding.error = sayFailure(failureOf(thrown));
  }
  model.adding.isLooking = false;
  draw();
}

/** Shows the form to add a key, and searches the page's pictures in the background. */
export async function showAdd() {
  const isFound = model.candidates.length > 0;
  show('add');
  if (!model.page || isFound || model.lookedAtPictures) return;
  // The card appears above the form, which keeps the text typed so far.
  if (await lookAtPictures(lookOf(model.page, looks))) draw();
}

/** True if there is no account yet. */
function isEmpty() {
  const none = { query: '', origin: '', from: 0, count: 0, nowMs: codeTime() };
  return open().list(none).total === 0;
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
