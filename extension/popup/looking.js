// What the popup sees: the page's fields, and the keys in its picture, its text, or in a picture
// that is given.

import { failureOf, inspect, loadCore, printedKeys, sameKey } from '../core/core.js';
import { scanPage, scanPagePictures, scanPictures } from '../flows/scan.js';
import { codeTime } from '../platform/clock.js';
import { collect, collectKeys, foreignFrames, pageChanges, pageInFront } from '../platform/tabs.js';
import { say, sayFailure } from '../platform/words.js';
import { moveFocus } from './steady.js';

/** @typedef {import('../core/postern.js').AddRequest} AddRequest */
/** @typedef {import('../flows/scan.js').Seen} Seen */
/** @typedef {import('../flows/scan.js').SeenCode} SeenCode */
/** @typedef {import('../platform/tabs.js').Page} Page */
/** @typedef {import('./views/cards.js').Candidate} Candidate */
/** @typedef {typeof import('./popup.js').model} Model */

/** What the user can do about a code that is there and was not read. */
const OBSTACLES = /** @type {const} */ ({
  'cut-off': 'scanCutOff',
  unclear: 'scanUnclear',
  covered: 'scanCovered',
});

/** A page without a field is watched for a minute, in turns: all its frames answer before the next one. */
const AGAIN_MAX = 30;
const AGAIN_MS = 2000;

/**
 * @param {Model} model
 * @param {import('./actions.js').Popup} popup
 */
export function lookingOf(model, { draw, show, open, focusBest }) {
  /** Counts the looks: what an earlier one still finds belongs to a page that is gone. */
  let looks = 0;

  /** What the page offers: a field for a code, and keys in its pictures and its text. */
  async function lookAtPage() {
    looks += 1;
    const turn = looks;
    model.isLooking = true;
    await lookOnce(turn);
    if (turn !== looks) return;
    model.isLooking = false;
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
    const said =
      scanned.status === 'fulfilled' && model.candidates.length === 0 ? scanned.value : '';
    model.status = failed?.status === 'rejected' ? sayNoLook(failureOf(failed.reason)) : said;
    if (!model.status && model.field === 'message') model.status = say('fieldMessage');
    draw();
    offerFocus();
    void lookAgain(look);
  }

  /** A page may draw its field after it was looked at. @param {Look} look */
  async function lookAgain(look) {
    for (let count = 0; count < AGAIN_MAX && !model.field; count += 1) {
      // Also without a change: the first look may have been just before one.
      await pageChanges(look.page, count === 0 ? 0 : AGAIN_MS);
      if (!(await look.isCurrent())) return;
      await lookAtFields(look).catch((thrown) => {
        // The page has gone on: what comes there is another look.
        if (!failureOf(thrown)) throw thrown;
      });
    }
  }

  /**
   * One look at a page. A picture shows what was in front when it was taken, and a script answers from
   * whatever page its tab has by then.
   * @param {Page} page
   * @param {number} turn
   */
  function lookOf(page, turn) {
    const isSame = (/** @type {Page | undefined} */ other) =>
      other?.id === page.id && other.origin === page.origin;
    const isCurrent = async () =>
      turn === looks && isSame(model.page) && isSame(await pageInFront());
    return { page, isCurrent };
  }
  /** @typedef {ReturnType<typeof lookOf>} Look */

  /** A key that was found may have the focus, unless the user has it elsewhere: a row least of all. */
  function offerFocus() {
    // A user who has gone on meanwhile keeps the focus, and the page its place.
    if (model.screen !== 'list' || model.query) return;
    const { activeElement } = document;
    const isFree = activeElement === document.body || activeElement?.matches('.search');
    if (isFree) moveFocus(document.querySelector('[data-add]'));
    focusBest();
  }

  /** Beside the pages, the browser lends a page only with the next click on the icon. @param {ReturnType<typeof failureOf>} failure */
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

  /** Looks for keys on the screen, then, if there is reason to expect one, in the page's pictures. @param {Look} look @param {boolean} isExpected whether the user waits for one @returns {Promise<string>} why there is none */
  async function lookForKeys(look, isExpected) {
    const seen = (await look.isCurrent()) ? await scanPage(look.page) : undefined;
    if (!seen || !(await look.isCurrent())) return '';
    const said = readCodes(seen, isExpected);
    const isFound = model.candidates.length > 0 || model.exported !== '';
    if (isFound || !(isExpected || seen.obstacle || model.screen === 'add')) return said;
    return (await lookAtPictures(look)) ? '' : said;
  }

  /** Looks for keys in the page's own pictures: scrolled away, too large for the window, too small on the screen. @param {Look} look @returns {Promise<boolean>} whether there is one */
  async function lookAtPictures({ page, isCurrent }) {
    model.lookedAtPictures = true;
    const seen = await scanPagePictures(page).catch((thrown) => {
      // What the screen showed has been said already.
      if (!failureOf(thrown)) throw thrown;
    });
    if (seen && (await isCurrent())) readCodes(seen, false);
    return model.candidates.length > 0;
  }

  /** QR codes → cards; gives the sentence for what became none. @param {Seen} seen @param {boolean} isExpected whether the user waits for one */
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
        status = failure.code === 'not-a-key' ? say('scanNotAKey') : sayFailure(failure);
      }
    }
    if (keys > 0) return '';
    if (obstacle) return say(OBSTACLES[obstacle]);
    return codes.length === 0 && isExpected ? say('scanNone') : status;
  }

  /** Key links and printed keys: compared with the QR codes, or shown as separate cards. @param {{ links: string[], texts: string[] }} keys */
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
        // A bare key says nothing of its portal: the page's host is what there is to call it.
        const issuer = preview.issuer || preview.name ? undefined : hostOf(model.page);
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

  /** Looks for keys in a picture that the user gives. @param {Blob} file */
  async function addPicture(file) {
    Object.assign(model.adding, { error: '', looking: true });
    draw();
    try {
      const said = readCodes(await scanPictures([file]), true);
      if (!said) return show('list');
      model.adding.error = said;
    } catch (thrown) {
      model.adding.error = sayFailure(failureOf(thrown));
    }
    model.adding.looking = false;
    draw();
  }

  /** The form to add a key; meanwhile the page's pictures are looked through. */
  async function showAdd() {
    const isFound = model.candidates.length > 0;
    show('add');
    if (!model.page || isFound || model.lookedAtPictures) return;
    // Its card comes above the form, which keeps what was typed meanwhile.
    if (await lookAtPictures(lookOf(model.page, looks))) draw();
  }

  /** True if there is no account yet. */
  function isEmpty() {
    const none = { query: '', origin: '', from: 0, count: 0, nowMs: codeTime() };
    return open().list(none).total === 0;
  }

  /** @param {Pick<Candidate, 'text' | 'issuer' | 'name'>} candidate @returns {AddRequest} */
  function requestOf({ text, issuer, name }) {
    return {
      text,
      origin: model.page?.origin ?? '',
      ...(issuer !== undefined && { issuer }),
      ...(name !== undefined && { name }),
    };
  }

  /** What would become of a text from the page, as the vault is now. @param {Pick<Candidate, 'text' | 'issuer' | 'name'>} candidate */
  function previewOf(candidate) {
    return open().preview(requestOf(candidate));
  }

  /** Previews anew: the vault has changed. */
  function reread() {
    for (const candidate of model.candidates) candidate.preview = previewOf(candidate);
  }

  /** The user calls a candidate something else. @param {Candidate} candidate @param {{ issuer?: string, name?: string, isEdited?: boolean }} change */
  function rename(candidate, change) {
    Object.assign(candidate, change);
    candidate.preview = previewOf(candidate);
    draw();
  }

  return { lookAtPage, addPicture, showAdd, reread, requestOf, rename };
}

/** @param {Page | undefined} page */
function hostOf(page) {
  return page?.origin ? new URL(page.origin).hostname : undefined;
}
