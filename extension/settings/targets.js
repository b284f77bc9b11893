// The apps that import a file of ours, and what each of them would lose.

import { html, nothing } from 'lit-html';
import { failureOf } from '../core/core.js';
import { lostIn } from '../flows/exporting.js';
import { saveFile } from '../platform/files.js';
import { say, sayCount } from '../platform/words.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../flows/exporting.js').Target} Target */

/** Their names, and the type of their files. @type {Record<Target, [string, string, string]>} */
const TARGETS = {
  twofas: ['2FAS', '2fas', 'application/json'],
  aegis: ['Aegis', 'json', 'application/json'],
  bitwarden: ['Bitwarden', 'json', 'application/json'],
  ente: ['Ente Auth', 'txt', 'text/plain'],
  csv: ['KeePassXC (CSV)', 'csv', 'text/csv'],
  proton: ['Proton Authenticator', 'json', 'application/json'],
};

/** What can be lost, the worst first. */
const LOSSES = /** @type {const} */ ([
  ['accounts', 'lostAccounts'],
  ['recovery', 'lostRecovery'],
  ['notes', 'lostNotes'],
  ['tags', 'lostTags'],
  ['moreTags', 'lostMoreTags'],
  ['splitTags', 'lostSplitTags'],
  ['sites', 'lostSites'],
]);

/** Which app, and what it would lose of the accounts. @param {Page} page */
export function targetFields(page) {
  const { exporting } = page.model;
  const changed = (/** @type {Event} */ event) => {
    exporting.target = /** @type {Target} */ (
      /** @type {HTMLSelectElement} */ (event.currentTarget).value
    );
    void lookAhead(page);
  };
  return html`
    <label>${say('exportTarget')}<select name="target" @change=${changed}>
      ${Object.entries(TARGETS).map(
        ([value, [name]]) =>
          html`<option value=${value} ?selected=${value === exporting.target}>${name}</option>`,
      )}
    </select></label>
    <div data-lost aria-live="polite">${lostView(page)}</div>
  `;
}

/** @param {Page} page */
function lostView({ model: { exporting } }) {
  const { lost, target } = exporting;
  if (!lost) return nothing;
  const [app] = TARGETS[target];
  const some = LOSSES.filter(([what]) => lost[what].length > 0);
  if (some.length === 0) return html`<p class="soft">${say('lostNothing', app)}</p>`;
  return html`<p>${say('lostTitle', app)}</p>
    ${some.map(
      ([what, word]) => html`<details data-lost=${what}>
        <summary>${sayCount(word, lost[what].length)}</summary>
        <ul>${lost[what].map((name) => html`<li><bdi>${name}</bdi></li>`)}</ul>
      </details>`,
    )}`;
}

/** Asks what the chosen app would lose. @param {Pick<Page, 'model' | 'draw'>} page */
export async function lookAhead({ model, draw }) {
  const { exporting } = model;
  const { target, ids } = exporting;
  delete exporting.lost;
  draw();
  const lost = await lostIn(ids, target).catch((thrown) => {
    // Without it the export goes on, and a lock is shown by the page itself.
    if (!failureOf(thrown)) throw thrown;
  });
  if (!lost || model.exporting !== exporting || exporting.target !== target) return;
  exporting.lost = lost;
  draw();
}

/** @param {Target} target @param {string} text @param {string} day */
export function saveTarget(target, text, day) {
  const [, extension, type] = TARGETS[target];
  saveFile(`postern-${target}-${day}.${extension}`, text, type);
}
