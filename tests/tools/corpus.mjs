// Runs labelled pages through the real collector in Chromium and the core's ranking.

import { readdirSync, readFileSync } from 'node:fs';
import { loadCore, planFor, purposeOf } from './core.mjs';

/** A folder of our own pages: the first line of each has its label. */
export const OURS = 'tests/fixtures/pages';
/** A folder with `labels.json`, if it exists beside the project. */
export const OTHERS = '../shared/corpora';

/** The collector's output for them; `node tests/tools/facts.mjs` writes it. */
export const FACTS = 'tests/fixtures/facts.jsonl';

/** `likely`: filled only on request. @typedef {'totp' | 'likely' | 'sms-or-email' | 'none'} Kind */
/** @typedef {{ page: string, kind: Kind, fields: { id?: string | null, name?: string | null }[] }} Label */
/**
 * `asked`, `unasked`: the fields filled on request and automatically.
 * @typedef {{ page: string, kind: Kind, purpose: string | undefined, isTrue: boolean, asked: Pick_, unasked: Pick_ }} Row
 */
/** @typedef {{ fields: number[], message: boolean }} Pick_ */

/** @param {string} folder @returns {Label[]} */
function labelsOf(folder) {
  if (folder === OTHERS) {
    /** @type {{ page: string, class: Kind, code_fields: Label['fields'] }[]} */
    const labels = JSON.parse(readFileSync(`${folder}/labels.json`, 'utf8'));
    return labels.map((label) => ({
      page: label.page,
      kind: label.class,
      fields: label.code_fields,
    }));
  }
  return readdirSync(folder).map((page) => {
    const [, kind = '', id] =
      /expect: (\S+) ?(\S*)? -->/.exec(readFileSync(`${folder}/${page}`, 'utf8')) ?? [];
    return { page, kind: /** @type {Kind} */ (kind), fields: id ? [{ id }] : [] };
  });
}

/** @param {import('puppeteer-core').Browser} browser @param {string} folder */
export async function measureCorpus(browser, folder) {
  loadCore();
  /** @type {Row[]} */
  const rows = [];
  for await (const { label, facts, truth } of looksAt(browser, folder)) {
    const { page, kind, fields } = label;
    const digits = fields.length > 1 ? fields.length : 6;
    const asked = pickOf(facts, { digits });
    const unasked = pickOf(facts, { digits, unasked: true });
    const isTrue = asked.fields.some((index) => truth.includes(index));
    rows.push({ page, kind, purpose: purposeOf(facts), isTrue, asked, unasked });
  }
  const of = (/** @type {Kind} */ kind) => rows.filter((row) => row.kind === kind);
  const taken = (/** @type {Row[]} */ some) =>
    some.filter(({ purpose }) => purpose === 'authenticator');
  return {
    rows,
    counts: {
      totp: of('totp').length,
      found: of('totp').filter(({ isTrue }) => isTrue).length,
      none: of('none').length,
      false: taken(of('none')).length,
      offered: of('none').filter(({ purpose }) => purpose === 'message').length,
      askedFalse: of('none').filter(({ asked }) => asked.fields.length > 0 && !asked.message)
        .length,
      unaskedFalse: of('none').filter(({ unasked }) => unasked.fields.length > 0).length,
      messages: of('sms-or-email').length,
      messagesFilled: taken(of('sms-or-email')).length,
      messagesUnasked: of('sms-or-email').filter(({ unasked }) => unasked.fields.length > 0).length,
    },
  };
}

/** @param {Parameters<typeof planFor>[0]} facts @param {{ digits: number, unasked?: boolean }} options @returns {Pick_} */
function pickOf(facts, options) {
  try {
    const { fields, message } = planFor(facts, options);
    if (!message) return { fields, message };
    // The target after the user has confirmed the message code.
    return { fields: planFor(facts, { ...options, message }).fields, message };
  } catch {
    return { fields: [], message: false };
  }
}

/** Each page of a folder in a browser, as the collector sees it. @param {import('puppeteer-core').Browser} browser @param {string} folder */
async function* looksAt(browser, folder) {
  const script = readFileSync('target/bundle/content/page.js', 'utf8');
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  for (const label of labelsOf(folder)) {
    // Without scripts and without a URL, which would reveal what the page is.
    await page.setJavaScriptEnabled(false);
    await page.setContent(
      readFileSync(`${folder}/${label.page}`, 'utf8').replace(/\b(src|href)=/g, 'data-$1='),
      { waitUntil: 'domcontentloaded' },
    );
    yield { label, ...(await page.evaluate(look, script, label.fields)) };
  }
  await page.close();
}

/** Whether a value is empty and left out of the file. @param {unknown} value */
const isSilent = (value) =>
  value === '' || value === 0 || value === -1 || value === false || `${value}` === '';

/** The facts of our own pages, each with its verdict. @param {import('puppeteer-core').Browser} browser */
export async function factsOfPages(browser) {
  loadCore();
  const rows = [];
  for await (const { label, facts, truth } of looksAt(browser, OURS)) {
    const fields = facts.fields.map((/** @type {any} */ field) =>
      Object.fromEntries(
        Object.entries(field)
          .filter(([key, value]) => key === 'index' || !isSilent(value))
          .map(([key, value]) => [key, typeof value === 'number' ? Math.round(value) : value]),
      ),
    );
    const { kind, page } = label;
    // A row of boxes is labelled by its first box; the core finds the whole row.
    const row = pickOf(facts, { digits: 6 }).fields;
    const place = truth.length === 1 && row.includes(truth[0]) ? row : truth;
    const isFilled = kind === 'totp' || kind === 'likely';
    const words = kind === 'sms-or-email' ? 'message' : 'none';
    const verdict = isFilled ? `${kind} ${place.join(' ')}` : words;
    rows.push({ page, verdict, about: facts.about, fields });
  }
  return rows;
}

/**
 * Runs in the page: the collector's output, and which of its fields are the labelled ones.
 * @param {string} script
 * @param {Label['fields']} labels
 */
function look(script, labels) {
  const all = [...document.querySelectorAll('input, textarea')];
  const wanted = labels.flatMap(({ id, name }) => {
    const found = all.find((input) => (id ? input.id === id : input.getAttribute('name') === name));
    return found ? [found] : [];
  });
  // Some sites show these fields only when they ask for the code.
  for (const input of wanted) {
    input.removeAttribute('disabled');
    for (let at = /** @type {HTMLElement | null} */ (input); at; at = at.parentElement) {
      if (getComputedStyle(at).display === 'none') at.style.display = 'block';
    }
  }
  // Without scripts, autofocus does not work.
  /** @type {HTMLElement | null} */ (document.querySelector('[autofocus]'))?.focus();
  // Runs the script as the extension injects it.
  new Function(script)();
  const { collectFields } = /** @type {any} */ (globalThis)[Symbol.for('postern')];
  const facts = collectFields();
  const places = wanted.map((input) => input.getBoundingClientRect());
  const truth = facts.fields
    .filter((/** @type {any} */ field) => places.some(({ x, y }) => x === field.x && y === field.y))
    .map((/** @type {any} */ field) => field.index);
  return { facts, truth };
}
