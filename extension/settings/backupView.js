// The backup section: saving, checking, restoring, and the folder that is kept up to date.

import { html, nothing } from 'lit-html';
import { say, sayCount, sayDay } from '../platform/words.js';
import { button, filePicker, nameOf } from '../ui/parts.js';

/** @typedef {import('./settings.js').Model} Model */
/** @typedef {import('./settings.js').Actions} Actions */
/** @typedef {import('./backups.js').Rehearsal} Rehearsal */

/** @param {Model} model @param {Actions} actions */
export function backupSection(model, actions) {
  const { slots, settings, rehearsal, reuse } = model;
  const canSave = slots.some(({ kind }) => kind === 'pass' || kind === 'recovery');
  const { savedMs, checkedMs, unsaved = 0 } = settings;
  return html`
    <section id="backup" aria-labelledby="backup-title">
      <h2 id="backup-title">${say('backupTitle')}</h2>
      <p class="soft">${say(canSave ? 'backupText' : 'backupNeeds')}</p>
      <div class="way">
        <p>${savedMs ? say('backupSaved', sayDay(savedMs)) : say('backupNone')}
          ${savedMs ? html`<br><span class="soft" data-checked>${checkedMs && checkedMs >= savedMs ? say('backupChecked', sayDay(checkedMs)) : say('backupUnchecked')}</span>` : nothing}
          ${savedMs && unsaved > 0 ? html`<br><span class="soft" data-unsaved>${sayCount('backupUnsaved', unsaved)}</span>` : nothing}
        </p>
        <div class="actions">${button('save-backup', 'backupSave', actions.saveBackup, !canSave)}</div>
      </div>
      ${folderRow(model, actions, canSave)}
      ${chooser(model, actions)}
      ${reuse ? reuseCard(actions) : nothing}
      ${rehearsal ? verdict(rehearsal) : nothing}
    </section>
  `;
}

/**
 * Only the restore form: the vault is empty, or does not open.
 * @param {Model} model
 * @param {Actions} actions
 * @param {'backupWays' | 'restoreBeside'} hint
 */
export function restoreSection(model, actions, hint) {
  return html`
    <section id="backup" aria-labelledby="backup-title">
      <h2 id="backup-title">${say('restoreBackup')}</h2>
      <p class="soft">${say(hint)}</p>
      ${chooser(model, actions, false)}
    </section>
  `;
}

/** The passphrase of a restored backup can lock this browser as well. @param {Actions} actions */
function reuseCard({ reusePassphrase, forgetReuse }) {
  return html`
    <div class="card" data-reuse role="status">
      <p>${say('reuseText')}</p>
      <div class="actions">
        <button type="button" class="button primary" data-act="reuse" @click=${reusePassphrase}>${say('reuseYes')}</button>
        ${button('reuse-not', 'notNow', forgetReuse)}
      </div>
    </div>
  `;
}

/** @param {Model} model @param {Actions} actions @param {boolean} canSave */
function folderRow({ folder }, actions, canSave) {
  if (!folder.can && !folder.name) return nothing;
  return html`<div class="way" data-folder>
    <p>${folder.name ? say(folder.isAllowed ? 'folderKept' : 'folderAsks', folder.name) : say('folderNone')}
      ${folder.isFailing ? html`<br><span class="error" data-folder-failed>${say('failFolder')}</span>` : nothing}</p>
    <div class="actions">
      ${folder.name ? button('forget-folder', 'remove', actions.forgetFolder) : nothing}
      ${folder.name && !folder.isAllowed ? button('allow-folder', 'folderAllow', actions.allowFolder) : nothing}
      ${folder.name ? nothing : button('choose-folder', 'folderChoose', actions.chooseFolder, !canSave)}
    </div>
  </div>`;
}

/**
 * @param {Model} model
 * @param {Actions} actions
 * @param {boolean} [canCheck] there is a vault to compare the backup with
 */
function chooser({ backup, isBusy, settings }, actions, canCheck = true) {
  const { savedMs = 0, checkedMs = 0 } = settings;
  // Enter presses the first button. A backup that was just saved is to be checked first.
  const checksFirst = canCheck && savedMs > checkedMs;
  /** @param {boolean} isFirst */
  const check = (
    isFirst,
  ) => html`<button class=${isFirst ? 'button primary' : 'button'} data-check-backup
    ?disabled=${isBusy}>${say(isBusy ? 'working' : 'backupCheck')}</button>`;
  /** The submitter tells which action to run. @param {SubmitEvent} event */
  const submitted = (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const isRestore = !canCheck || event.submitter?.hasAttribute('data-restore-backup');
    (isRestore ? actions.restoreBackup : actions.checkBackup)(form);
  };
  return html`
    <form class="form" autocomplete="off" data-form="backup" @submit=${submitted}>
      <label>${say(canCheck ? 'backupChoose' : 'restoreBackup')}
        ${filePicker('file', ([file]) => file && actions.chooseBackup(file), {
          accept: '.json,application/json',
          chosen: backup?.name ?? '',
        })}
      </label>
      ${
        backup
          ? html`${backup.kinds.map((kind) =>
              kind === 'device'
                ? nothing
                : html`<label>${say(kind === 'pass' ? 'passphrase' : 'recoveryKey')}
                <input name=${kind} type=${kind === 'pass' ? 'password' : 'text'} autocomplete="off" spellcheck="false">
              </label>`,
            )}
            ${canCheck ? html`<p class="soft">${say('backupWays')}</p>` : nothing}
            <div class="actions">
              ${checksFirst ? check(true) : nothing}
              <button class=${checksFirst ? 'button' : 'button primary'} data-restore-backup
                ?disabled=${isBusy}>${say(isBusy ? 'working' : 'backupRestore')}</button>
              ${canCheck && !checksFirst ? check(false) : nothing}
            </div>`
          : nothing
      }
    </form>
  `;
}

const STATES = /** @type {const} */ ({
  same: 'rehearsedSame',
  differs: 'rehearsedDiffers',
  behind: 'rehearsedBehind',
  missing: 'rehearsedMissing',
  more: 'rehearsedMore',
});

/** The result of checking a backup, account by account. @param {Rehearsal} rehearsal */
function verdict({ accounts, isGood, isWhole, lost }) {
  const bad = accounts.filter(({ state }) => state !== 'same' && state !== 'more').length;
  return html`
    <div class=${isGood ? 'card' : 'card bad'} data-verdict=${isGood ? 'good' : 'bad'} role="status">
      <h3>${isGood ? sayCount('rehearsalGood', accounts.length) : sayCount('rehearsalBad', bad)}</h3>
      ${isWhole ? nothing : html`<p>${sayDamage(lost)}</p>`}
      <ul class="rows-in">
        ${accounts.map(
          (row) => html`<li data-state=${row.state}>
            <strong>${nameOf(row)}</strong>
            ${row.issuer && row.name ? html`<span class="soft">${row.name}</span>` : nothing}
            <span class="soft">${say(STATES[row.state])}</span>
          </li>`,
        )}
      </ul>
    </div>
  `;
}

/**
 * Describes a backup that was damaged after it was saved.
 * @param {number} lost accounts, as far as its list is readable
 */
export function sayDamage(lost) {
  return lost > 0 ? sayCount('backupDamaged', lost) : say('backupChanged');
}
