// Joining the computers that sync already: their passphrase first, then what would change, and only then a change.

import { html, nothing } from 'lit-html';
import { join, joinable, previewJoin, renameComputer, syncState } from '../flows/sync.js';
import { forgetFolder } from '../platform/folder.js';
import { say, sayCount } from '../platform/words.js';
import { nameOf, submitting } from '../ui/parts.js';
import { windowed } from '../ui/windowed.js';
import { firstName } from './computers.js';
import { attempt, noSyncForm, tell } from './page.js';
import { button, errorAt, faultOf, focusOn, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../flows/sync.js').Engine} Engine */
/** @typedef {import('../flows/sync.js').PreviewRow} PreviewRow */
/** @typedef {import('../flows/sync.js').Secret} Secret */
/** @typedef {'pass' | 'recovery'} Way the secret that is being typed */
/**
 * @typedef {object} Joining
 * @property {Engine} engine
 * @property {string[]} kinds how the others' accounts can be unlocked
 * @property {PreviewRow[]} [rows] what joining would do
 * @property {string} [key] of the others' accounts
 * @property {string[]} [lost] secrets of this computer that no longer unlock it afterwards
 */

/**
 * Asks for the secret of the computers at a place, if there are any.
 * @param {Page} page
 * @param {Engine} engine
 */
export async function startJoining({ model }, engine) {
  const kinds = await joinable(engine);
  if (!kinds) return false;
  const joinWay = kinds.includes('pass') ? 'pass' : 'recovery';
  Object.assign(model, noSyncForm(), { joining: { engine, kinds }, joinWay });
  return true;
}

/** @param {Page} page @param {Joining} joining */
export function joinPanel(page, joining) {
  return joining.rows ? previewPanel(page, joining, joining.rows) : secretPanel(page, joining);
}

/** @param {Page} page @param {Joining} joining */
function secretPanel(page, joining) {
  const { engine, kinds } = joining;
  const choose = (/** @type {Way} */ joinWay) => {
    Object.assign(page.model, { joinWay, failed: undefined });
    page.draw();
  };
  const submit = (/** @type {Secret} */ secret) =>
    attempt(page, 'join', async () => {
      const { rows, key, lost } = await previewJoin(engine, secret);
      const sorted = rows.toSorted((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
      Object.assign(joining, { rows: sorted, key, lost });
    }).then(() => focusOn('[data-act="join"]'));
  const cancel = () => stop(page, joining);
  const startOver = () => {
    Object.assign(page.model, { question: { what: 'replace', engine }, failed: undefined });
    page.draw();
  };
  return panel(
    say('joinTitle'),
    html`
      <p class="soft">${say('joinSecret')}</p>
      ${secretForm(page, { way: page.model.joinWay, kinds, submit, choose, cancel })}
      ${
        page.model.isJoining
          ? nothing
          : html`<button type="button" class="link" data-start-over @click=${startOver}>${say('joinReplace')}</button>`
      }
    `,
    'join',
  );
}

/**
 * A passphrase, or a recovery key in its place.
 * @param {Page} page
 * @param {{ way: Way, kinds: string[], submit: (secret: Secret) => unknown, choose: (way: Way) => void, cancel?: () => unknown }} form
 */
export function secretForm(page, { way, kinds, submit, choose, cancel }) {
  const isPass = way === 'pass';
  const other = isPass ? 'recovery' : 'pass';
  const fault = faultOf(page, 'join');
  const { isBusy } = page.model;
  const typed = (/** @type {HTMLFormElement} */ form) => {
    const text = String(new FormData(form).get('secret') ?? '');
    return submit(isPass ? { passphrase: text } : { paper: text });
  };
  return html`
    <form class="form" autocomplete="off" data-form="join" @submit=${submitting(typed)}>
      <label>${say(isPass ? 'passphrase' : 'recoveryKey')}
        <input name="secret" type=${isPass ? 'password' : 'text'} autocomplete="off" spellcheck="false" required
          autofocus aria-invalid=${fault.invalid} aria-describedby=${fault.by}>
      </label>
      ${errorAt(page, 'join')}
      ${
        kinds.includes(other)
          ? html`<button type="button" class="link" data-other @click=${() => choose(other)}>
              ${say(isPass ? 'unlockByPaper' : 'unlockByPassphrase')}
            </button>`
          : nothing
      }
      <div class="actions">
        ${cancel ? button('cancel-join', 'cancel', cancel) : nothing}
        <button class="button primary" data-secret ?disabled=${isBusy}>${say(isBusy ? 'working' : 'proofGo')}</button>
      </div>
    </form>
  `;
}

/** What most needs a look comes first. @type {PreviewRow['what'][]} */
const ORDER = ['differs', 'new', 'onlyHere', 'same'];

const WHAT = /** @type {const} */ ({
  new: 'joinNew',
  same: 'joinSame',
  differs: 'joinDiffers',
  onlyHere: 'joinOnlyHere',
});

/** @param {Page} page @param {Joining} joining @param {PreviewRow[]} rows */
function previewPanel(page, joining, rows) {
  const { isBusy } = page.model;
  const count = (/** @type {PreviewRow['what']} */ what) =>
    rows.filter((row) => row.what === what).length;
  const counts = [
    ...(count('new') > 0 ? [sayCount('joinAdds', count('new'))] : []),
    ...(count('onlyHere') > 0 ? [sayCount('joinGives', count('onlyHere'))] : []),
  ];
  const { lost = [] } = joining;
  const notes = [
    ...(lost.includes('recovery') ? [say('joinPaper')] : []),
    ...(lost.includes('prf') ? [say('joinPasskeys')] : []),
    ...(count('differs') > 0 ? [say('joinChanges')] : []),
  ];
  return panel(
    say('joinReview'),
    html`
        ${counts.length > 0 ? html`<p data-counts>${counts.join(' ')}</p>` : nothing}
        <p class="soft">${[say('joinPasses'), ...notes].join(' ')}</p>
        ${
          rows.length === 0
            ? nothing
            : html`<div class="rows-in within" role="list" tabindex="0" aria-label=${say('listTitle')}>
                ${windowed(rows, (row, at) => previewRow(row, at, rows.length))}
              </div>`
        }
        ${errorAt(page, 'join')}
        <div class="actions">
          ${button('cancel-join', 'cancel', () => stop(page, joining))}
          ${button('join', isBusy ? 'working' : 'join', () => joinNow(page, joining), { look: 'primary', isOff: isBusy })}
        </div>
      `,
    'preview',
  );
}

/** @param {PreviewRow} row @param {number} at @param {number} size */
function previewRow(row, at, size) {
  return html`<div class="compared" role="listitem" aria-posinset=${at + 1} aria-setsize=${size} data-what=${row.what}>
    <span><strong>${nameOf(row)}</strong>
    ${row.issuer && row.name ? html`<span class="soft">${row.name}</span>` : nothing}</span>
    <span class="soft">${say(WHAT[row.what])}</span>
  </div>`;
}

/** @param {Page} page @param {Joining} joining */
function joinNow(page, { engine, key = '' }) {
  const run = async () => {
    await join(engine, firstName(), key);
    await useOwnName();
    Object.assign(page.model, noSyncForm(), { isJoining: false });
    history.replaceState(null, '', '#sync');
    // Where nothing could be written yet, the section says why.
    const state = await syncState();
    if (state.isOn && !state.trouble) tell(page, say('joined'));
  };
  return attempt(page, 'join', run).then(() => {
    if (!page.model.joining) focusOn('#heading');
  });
}

/** Computers of the same system start with the same name. */
async function useOwnName() {
  const state = await syncState();
  if (!state.isOn) return;
  const others = state.computers.filter(({ isMine }) => !isMine).map(({ name }) => name);
  let name = state.name;
  for (let number = 2; others.includes(name); number += 1) name = `${state.name} ${number}`;
  if (name !== state.name) await renameComputer(name);
}

/** The user does not join: a folder that was only looked at is forgotten. @param {Page} page @param {Joining} joining */
function stop(page, { engine }) {
  return attempt(page, 'sync', async () => {
    const { sync } = page.model;
    Object.assign(page.model, noSyncForm());
    const isUsed = sync.isOn && sync.engine === 'folder';
    if (engine === 'folder' && !isUsed) await forgetFolder('sync');
  });
}
