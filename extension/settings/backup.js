// The section “Backup”: saving, checking, restoring, and the folder that is kept up to date.

import { html, nothing } from 'lit-html';
import { compareBackup, readBackup, restoreBackup } from '../flows/backup.js';
import { folderState, makeBackup, noteBackup, resumeFolder } from '../flows/saving.js';
import { setPassphrase } from '../flows/unlock.js';
import { saveFile } from '../platform/files.js';
import { canChooseFolder, chooseFolder, forgetFolder } from '../platform/folder.js';
import { say, sayAdded, sayAgo, sayCount, sayDay } from '../platform/words.js';
import { filePicker, nameOf } from '../ui/parts.js';
import { windowed } from '../ui/windowed.js';
import { attempt, tell } from './page.js';
import { button, errorAt, faultOf, panel } from './parts.js';
import { startProtecting } from './protecting.js';
import { asidePanel } from './rescue.js';

/** @typedef {Awaited<ReturnType<typeof compareBackup>>} Comparison */
/** @typedef {import('./page.js').Page} Page */

/** @param {Page} page */
export function backupSection(page) {
  const { total, bin } = page.model;
  // Nothing can be backed up yet.
  const isEmpty = total === 0 && bin.length === 0;
  return html`
    ${isEmpty ? nothing : savePanel(page)}
    ${restorePanel(page, isEmpty ? 'backupWays' : undefined)}
    ${asidePanel(page)}
  `;
}

/** @param {Page} page */
function savePanel(page) {
  const { settings } = page.model;
  const opens = canSave(page);
  const { savedMs, checkedMs, unsaved = 0 } = settings;
  return panel(
    '',
    html`
      <p class="soft">${say(opens ? 'backupText' : 'backupNeeds')}</p>
      <div class="way">
        <p>${savedMs ? say('backupSaved', sayDay(savedMs)) : say('backupNone')}
          ${savedMs ? html`<br><span class="soft" data-checked>${checkedMs && checkedMs >= savedMs ? say('backupChecked', sayDay(checkedMs)) : say('backupUnchecked')}</span>` : nothing}
          ${savedMs && unsaved > 0 ? html`<br><span class="soft" data-unsaved>${sayCount('backupUnsaved', unsaved)}</span>` : nothing}
        </p>
        <div class="actions">${button('save-backup', 'backupSave', () => backUpNow(page), { look: 'primary' })}</div>
      </div>
      ${errorAt(page, 'backup')}
      ${folderRow(page, opens)}
    `,
    'save',
  );
}

/** Saves a backup to the downloads. */
export async function saveBackup() {
  const now = new Date();
  const { name, text } = await makeBackup(now);
  saveFile(name, text);
  await noteBackup(now);
}

/** @param {Page} page */
const save = (page) => attempt(page, 'backup', saveBackup, 'backupDone');

/** What opens a backup on another computer. @param {Page} page */
const canSave = ({ model }) =>
  model.slots.some(({ kind }) => kind === 'pass' || kind === 'recovery');

/** The user asked for a backup elsewhere. @param {Page} page */
export const backUpNow = (page) => (canSave(page) ? save(page) : startProtecting(page, true));

/** @param {Page} page @param {boolean} opens something opens a backup on another computer */
function folderRow(page, opens) {
  const { folder } = page.model;
  if (!folder.can && !folder.name) return nothing;
  const act = (/** @type {() => unknown} */ run) => () => attempt(page, 'folder', run);
  return html`<div class="way" data-folder>
    <p>${folder.name ? say(folder.isAllowed ? 'folderKept' : 'folderAsks', folder.name) : say('folderNone')}
      ${folder.keptMs ? html`<br><span class="soft" data-kept>${say('folderLast', sayAgo(folder.keptMs))}</span>` : nothing}
      ${folder.isFailing ? html`<br><span class="error" data-folder-failed>${say('failFolder')}</span>` : nothing}</p>
    <div class="actions">
      ${
        folder.name
          ? button(
              'forget-folder',
              'remove',
              act(() => forgetFolder('backups')),
            )
          : nothing
      }
      ${
        folder.name && !folder.isAllowed
          ? button(
              'allow-folder',
              'folderAllow',
              act(() => resume(page)),
            )
          : nothing
      }
      ${
        folder.name
          ? nothing
          : button(
              'choose-folder',
              'folderChoose',
              act(() => choose(page)),
              { isOff: !opens },
            )
      }
    </div>
  </div>
  ${errorAt(page, 'folder')}`;
}

/** @param {Page} page */
async function choose(page) {
  if (await chooseFolder('backups')) await resume(page);
}

/** @param {Page} page */
async function resume(page) {
  // A new folder gets its first backup even if one was saved elsewhere.
  if (await resumeFolder(true)) tell(page, say('folderSaved'));
}

/** The user's folder, as shown on the page. */
export async function folderModel() {
  return { can: canChooseFolder(), ...(await folderState()) };
}

/**
 * @param {Page} page
 * @param {'backupWays' | 'restoreBeside'} [hint] there is no vault to compare the backup with
 */
export function restorePanel(page, hint) {
  const { reuse, comparison } = page.model;
  return panel(
    say(hint ? 'restoreBackup' : 'backupChoose'),
    html`
      ${hint ? html`<p class="soft">${say(hint)}</p>` : nothing}
      ${restoreForm(page, hint === undefined)}
      ${reuse ? reuseCard(page) : nothing}
      ${comparison ? verdict(comparison) : nothing}
    `,
    'restore',
  );
}

/** @param {Page} page @param {boolean} hasVault there is a vault to compare the backup with */
function restoreForm(page, hasVault) {
  const { backup } = page.model;
  // Someone else's accounts are not a backup of these.
  const canCheck = hasVault && !backup?.isShared;
  /** The submitter tells which action to run. @param {SubmitEvent} event */
  const submitted = (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const isRestore = !canCheck || event.submitter?.hasAttribute('data-restore-backup');
    void (isRestore ? restore : check)(page, form);
  };
  const fault = faultOf(page, 'restore');
  return html`
    <form class="form" autocomplete="off" data-form="backup" @submit=${submitted}>
      <label class="file-field"><span class="unseen">${say(canCheck ? 'backupChoose' : 'restoreBackup')}</span>
        ${filePicker('file', ([file]) => file && read(page, file), {
          accept: '.json,application/json',
          chosen: backup?.name ?? '',
        })}
      </label>
      ${backup?.kinds.map((kind) =>
        kind === 'device'
          ? nothing
          : html`<label>${say(kind === 'pass' ? 'passphrase' : 'recoveryKey')}
              <input name=${kind} type=${kind === 'pass' ? 'password' : 'text'} autocomplete="off" spellcheck="false"
                aria-invalid=${fault.invalid} aria-describedby=${fault.by}>
            </label>`,
      )}
      ${errorAt(page, 'restore')}
      ${backup && canCheck ? html`<p class="soft">${say('backupWays')}</p>` : nothing}
      ${backup?.isShared ? html`<p class="soft" data-shared>${say('sharedHint')}</p>` : nothing}
      ${backup ? restoreActions(page, canCheck) : nothing}
    </form>
  `;
}

/** @param {Page} page @param {boolean} canCheck */
function restoreActions({ model: { settings, isBusy } }, canCheck) {
  const { savedMs = 0, checkedMs = 0 } = settings;
  // Enter presses the first button. A backup that was just saved is to be checked first.
  const checksFirst = canCheck && savedMs > checkedMs;
  const one = (/** @type {boolean} */ isFirst) =>
    html`<button class=${isFirst ? 'button primary' : 'button'} data-check-backup
      ?disabled=${isBusy}>${say(isBusy ? 'working' : 'backupCheck')}</button>`;
  return html`<div class="actions">
    ${checksFirst ? one(true) : nothing}
    <button class=${checksFirst ? 'button' : 'button primary'} data-restore-backup
      ?disabled=${isBusy}>${say(isBusy ? 'working' : 'backupRestore')}</button>
    ${canCheck && !checksFirst ? one(false) : nothing}
  </div>`;
}

/** @param {Page} page @param {Blob} file */
function read(page, file) {
  return attempt(page, 'restore', async () => {
    Object.assign(page.model, { backup: undefined, comparison: undefined });
    page.model.backup = await readBackup(file);
  });
}

/** How the chosen backup opens: with the secret typed. @param {Page} page @param {HTMLFormElement} form */
function openerOf({ model }, form) {
  const data = new FormData(form);
  const [pass, paper] = ['pass', 'recovery'].map((name) => String(data.get(name) ?? ''));
  const needsNothing = model.backup?.kinds.includes('device') && !pass && !paper;
  const way = needsNothing ? 'device' : pass ? 'pass' : 'recovery';
  return {
    way: /** @type {'pass' | 'recovery' | 'device'} */ (way),
    secret: pass || paper || '',
  };
}

/** @param {Page} page @param {HTMLFormElement} form */
function check(page, form) {
  return attempt(page, 'restore', async () => {
    const { model } = page;
    if (!model.backup) return;
    model.comparison = undefined;
    const { way, secret } = openerOf(page, form);
    model.comparison = await compareBackup(model.backup, way, secret);
  });
}

/** @param {Page} page @param {HTMLFormElement} form */
function restore(page, form) {
  return attempt(page, 'restore', async () => {
    const { model } = page;
    const { backup, isStuck } = model;
    if (!backup) return;
    const { way, secret } = openerOf(page, form);
    const { added, known, isWhole, lost } = await restoreBackup(backup, way, secret, isStuck);
    form.reset();
    Object.assign(model, { backup: undefined, comparison: undefined, isStuck: false });
    // Until the vault is read again: if it has a passphrase already, nothing is offered.
    if (way === 'pass' && !backup.isShared) model.reuse = secret;
    tell(page, sayAdded('backupResult', added, known));
    if (!isWhole) model.failed = { at: 'restore', code: '', text: sayDamage(lost) };
  });
}

/** The passphrase of a restored backup can lock this browser as well. @param {Page} page */
function reuseCard(page) {
  const { model } = page;
  const reuse = async () => {
    const passphrase = model.reuse;
    model.reuse = '';
    await setPassphrase(passphrase);
  };
  const forget = () => {
    model.reuse = '';
  };
  const yes = () => attempt(page, 'restore', reuse, 'passphraseSaved');
  return html`
    <div class="card" data-reuse role="status">
      <p>${say('reuseText')}</p>
      <div class="actions">
        ${button('reuse', 'reuseYes', yes, { look: 'primary' })}
        ${button('reuse-not', 'notNow', () => attempt(page, 'restore', forget))}
      </div>
    </div>
  `;
}

const STATES = /** @type {const} */ ({
  same: 'rehearsedSame',
  differs: 'rehearsedDiffers',
  behind: 'rehearsedBehind',
  missing: 'rehearsedMissing',
  more: 'rehearsedMore',
});

/** The result of checking a backup, account by account. @param {Comparison} comparison */
function verdict({ accounts, isGood, isWhole, lost }) {
  const bad = accounts.filter(({ state }) => state !== 'same' && state !== 'more').length;
  return html`
    <div class=${isGood ? 'card' : 'card bad'} data-verdict=${isGood ? 'good' : 'bad'} role="status">
      <h4>${isGood ? sayCount('rehearsalGood', accounts.length) : sayCount('rehearsalBad', bad)}</h4>
      ${isWhole ? nothing : html`<p>${sayDamage(lost)}</p>`}
    </div>
    <div class="rows-in within" role="list" tabindex="0" aria-label=${say('listTitle')}>
      ${windowed(
        accounts,
        (row, at) => html`<div class="compared" role="listitem" aria-posinset=${at + 1}
          aria-setsize=${accounts.length} data-state=${row.state}>
          <span><strong>${nameOf(row)}</strong>
          ${row.issuer && row.name ? html`<span class="soft">${row.name}</span>` : nothing}</span>
          <span class="soft">${say(STATES[row.state])}</span>
        </div>`,
      )}
    </div>
  `;
}

/**
 * Describes a backup that was damaged after it was saved.
 * @param {number} lost accounts, as far as its list is readable
 */
function sayDamage(lost) {
  return lost > 0 ? sayCount('backupDamaged', lost) : say('backupChanged');
}
