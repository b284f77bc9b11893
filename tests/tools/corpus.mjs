// Labelled pages through the real collector in Chromium and the core's ranking.

import { readdirSync, readFileSync } from 'node:fs';
import { loadCore, planFor, purposeOf } from './core.mjs';

/** A folder of our own pages: the first line of each says what it is. */
export const OURS = 'tests/fixtures/pages';
/** A folder with `labels.json`, if it lies beside the project. */
export const OTHERS = '../shared/corpora';

/** @typedef {'totp' | 'sms-or-email' | 'none'} Kind */
/** @typedef {{ page: string, kind: Kind, fields: { id?: string | null, name?: string | null }[] }} Label */
/** @typedef {{ page: string, kind: Kind, purpose: string | undefined, isTrue: boolean }} Row */

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
  const script = readFileSync('target/bundle/content/page.js', 'utf8');
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  /** @type {Row[]} */
  const rows = [];
  for (const { page: name, kind, fields } of labelsOf(folder)) {
    // Without scripts and from nowhere: an address would tell what the page is.
    await page.setJavaScriptEnabled(false);
    await page.setContent(
      readFileSync(`${folder}/${name}`, 'utf8').replace(/\b(src|href)=/g, 'data-$1='),
      { waitUntil: 'domcontentloaded' },
    );
    const { facts, truth } = await page.evaluate(look, script, fields);
    const purpose = purposeOf(facts);
    const picked = purpose === undefined ? [] : pickOf(facts, fields.length || 6);
    rows.push({ page: name, kind, purpose, isTrue: picked.some((index) => truth.includes(index)) });
  }
  await page.close();
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
      messages: of('sms-or-email').length,
      messagesFilled: taken(of('sms-or-email')).length,
    },
  };
}

/** @param {Parameters<typeof planFor>[0]} facts @param {number} boxes */
function pickOf(facts, boxes) {
  try {
    return planFor(facts, { digits: boxes > 1 ? boxes : 6 }).fields;
  } catch {
    return [];
  }
}

/** In the page: what the collector says, and which of its fields are the labelled ones. @param {string} script @param {Label['fields']} labels */
function look(script, labels) {
  const all = [...document.querySelectorAll('input')];
  const wanted = labels.flatMap(({ id, name }) => {
    const found = all.find((input) => (id ? input.id === id : input.name === name));
    return found ? [found] : [];
  });
  // Sites show some fields only when they ask for the code.
  for (const input of wanted) {
    input.disabled = false;
    for (let at = /** @type {HTMLElement | null} */ (input); at; at = at.parentElement) {
      if (getComputedStyle(at).display === 'none') at.style.display = 'block';
    }
  }
  // The script as the extension injects it.
  new Function(script)();
  const { collectFields } = /** @type {any} */ (globalThis)[Symbol.for('postern')];
  const facts = collectFields();
  const places = wanted.map((input) => input.getBoundingClientRect());
  const truth = facts.fields
    .filter((/** @type {any} */ field) => places.some(({ x, y }) => x === field.x && y === field.y))
    .map((/** @type {any} */ field) => field.index);
  return { facts, truth };
}
