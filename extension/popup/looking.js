// What the popup looks at: the page's fields, and keys in its pictures, in its text, or in a picture that
// the user provides.

import { failureOf, inspect, loadCore } from '../core/core.js';
import { scanPage, scanPagePictures, scanPictures } from '../flows/scan.js';
import { codeTime } from '../platform/clock.js';
import { collect, collectKeys, foreignFrames, pageChanges, pageInFront } from '../platform/tabs.js';
import { say, sayFailure } from '../platform/words.js';
import { readCodes, readPrinted, readRenewed } from './found.js';
import { model } from './model.js';
import { moveFocus } from './steady.js';
import { draw, focusBest, open, show } from './window.js';

/** @typedef {import('../platform/tabs.js').Page} Page */

/** A page is watched for a minute, in rounds: all its frames answer before the next round. */
const AGAIN_MAX = 30;
const AGAIN_MS = 2000;

/** A page that gives no reason to expect a key is scanned for ten seconds: many show it late. */
const SCANS_MAX = 5;

/** Chrome takes two pictures of a page in a second, and looking takes time that the page needs. */
const SCAN_GAP_MS = 900;

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
  void lookAgain(look, isExpected || said !== '' || model.setUp !== undefined);
}

/**
 * A page may render its field or its key after the first look, or renew its key.
 * @param {Look} look
 * @param {boolean} isExpected whether there is reason to expect a key
 */
async function lookAgain(look, isExpected) {
  const scans = isExpected ? AGAIN_MAX : SCANS_MAX;
  for (let count = 0; count < AGAIN_MAX; count += 1) {
    const isScanned = count < scans || model.candidates.length > 0;
    if (model.field && !isScanned) return;
    // Without waiting for a change first: there may have been one just after the first look.
    await pageChanges(look.page, count === 0 ? 0 : AGAIN_MS);
    if (!(await look.isCurrent()) || !model.session) return;
    try {
      if (!model.field) await lookAtFields(look);
      if (isScanned && count > 0) await scanAgain(look);
    } catch (thrown) {
      // The page has navigated: the next page gets a new look.
      if (!failureOf(thrown)) throw thrown;
    }
  }
}

/** @param {{ text: string }[]} candidates */
const textsOf = (candidates) => candidates.map(({ text }) => text).join('\n');

let scannedMs = Number.NEGATIVE_INFINITY;

/** Looks for keys that were not there before. A form in front is not disturbed. @param {Look} look */
async function scanAgain(look) {
  if (model.screen !== 'list' || document.hidden) return;
  if (performance.now() - scannedMs < SCAN_GAP_MS) return;
  scannedMs = performance.now();
  const [seen, printed] = await Promise.all([scanPage(look.page), collectKeys(look.page)]);
  if (!(await look.isCurrent()) || !model.session || model.screen !== 'list') return;
  const before = textsOf(model.candidates);
  readRenewed(seen);
  readPrinted(printed, true);
  if (textsOf(model.candidates) === before) return;
  Object.assign(model, { status: '', isNoneSeen: false });
  draw();
  // By now the user may be about to type a search.
  if (document.activeElement === document.body) offerFocus();
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
