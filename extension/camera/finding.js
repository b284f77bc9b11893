// From the texts of QR codes to accounts that the user can add.

import { failureOf } from '../core/core.js';
import { pagesOf, readImport, takeAccounts } from '../flows/importing.js';
import { openVault } from '../flows/vault.js';
import { sayAdded } from '../platform/words.js';
import { sayRefusal } from '../ui/refusal.js';
import { boundIn, reviewAll, tickedIn } from '../ui/review.js';
import { attempt, nothingSeen } from './model.js';

/** @typedef {import('./model.js').Page} Page */

/** How long the frame shows that a code was found. */
const FOUND_MS = 700;

/** @type {Promise<void>} */
let reading = Promise.resolve();

/**
 * Takes in the texts of a picture. One that is in view for a while is read once.
 * @param {Page} page
 * @param {string[]} texts
 */
export function see(page, texts) {
  const { model } = page;
  for (const text of texts) {
    const said = model.texts.get(text);
    if (said === undefined) {
      model.texts.set(text, '');
      reading = reading.then(() => attempt(page, () => read(page, text)));
    } else if (said && said !== model.said) {
      model.said = said;
      page.draw();
    }
  }
  return reading;
}

/** @param {Page} page @param {string} text */
async function read(page, text) {
  const { importing, texts } = page.model;
  try {
    const view = await viewOf(text);
    // It was discarded, or the vault was locked meanwhile.
    if (page.model.importing !== importing) return;
    importing.files.push({ view });
    page.model.said = '';
    flash(page);
    await reviewAll(importing, page.draw);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure || failure.code.startsWith('vault-')) throw thrown;
    const said = sayRefusal(failure, text, 'scanNotAKey');
    texts.set(text, said);
    page.model.said = said;
  }
}

/**
 * What a text holds: a link, a page of an export, or a bare key.
 * @param {string} text
 * @throws `not-a-key`, and the reasons why a link is refused
 */
async function viewOf(text) {
  try {
    const view = await readImport(new Blob([text]));
    const [bad] = view.skipped;
    const isNothing = view.accounts === '[]' && view.parts.length === 0;
    if (bad && isNothing) throw bad.why;
    return view;
  } catch (thrown) {
    if (failureOf(thrown)?.code !== 'file-unknown') throw thrown;
  }
  const session = await openVault();
  try {
    session.preview({ text, origin: '' });
  } finally {
    session.free();
  }
  return readImport(new Blob([`otpauth://totp/?secret=${encodeURIComponent(text)}`]));
}

/** @param {Page} page */
function flash({ model, draw }) {
  model.isFound = true;
  setTimeout(() => {
    model.isFound = false;
    draw();
  }, FOUND_MS);
}

/** Whether an export was seen, and none of its pages is missing. @param {import('./model.js').Model} model */
export function isComplete({ importing }) {
  const pages = pagesOf(importing.files.flatMap(({ view }) => view.parts));
  return pages.length > 0 && pages.every(({ missing }) => missing.length === 0);
}

/** Adds the accounts that are ticked. @param {Page} page */
export async function take(page) {
  const { model } = page;
  model.isBusy = true;
  page.draw();
  try {
    const { importing } = model;
    const { accounts } = importing;
    const { added, known } = await takeAccounts(accounts, tickedIn(importing), boundIn(importing));
    discard(page);
    model.result = sayAdded('importResult', added, known);
  } finally {
    model.isBusy = false;
  }
}

/** Forgets what was found. @param {Page} page */
export function discard({ model }) {
  Object.assign(model, nothingSeen(), { said: '', error: '' });
}
