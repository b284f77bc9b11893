// The backup section: saving, checking, restoring, and the folder that is kept up to date.

import { html, nothing } from 'lit-html';
import { say } from '../platform/words.js';
import { button, nameOf } from '../ui/parts.js';

/** @typedef {import('./settings.js').Model} Model */
/** @typedef {import('./settings.js').Actions} Actions */
/** @typedef {import('./backups.js').Rehearsal} Rehearsal */

/** @param {Model} model @param {Actions} actions */
export function backupSection(model, actions) {
  const { slots, settings, rehearsal } = model;
  const canSave = slots.some(({ kind }) => kind === 'pass' || kind === 'recovery');
  const day = (/** @type {number} */ ms) => new Date(ms).toLocaleDateString();
  const { savedMs, checkedMs, unsaved = 0 } = settings;
  return html`
    <section id="backup" aria-labelledby="backup-title">
      <h2 id="backup-title">${say('backupTitle')}</h2>
      <p class="soft">${say(canSave ? 'backupText' : 'backupNeeds')}</p>
      <div class="way">
        <p>${savedMs ? say('backupSaved', day(savedMs)) : say('backupNone')}
          ${savedMs ? html`<br><span class="soft" data-checked>${checkedMs && checkedMs >= savedMs ? say('backupChecked', day(checkedMs)) : say('backupUnchecked')}</span>` : nothing}
          ${savedMs && unsaved > 0 ? html`<br><span class="soft" data-unsaved>${say('backupUnsaved', unsaved)}</span>` : nothing}
        </p>
        <div class="actions">${button('save-backup', 'backupSave', actions.saveBackup, !canSave)}</div>
      </div>
      ${folderRow(model, actions, canSave)}
      ${chooser(model, actions)}
      ${rehearsal ? verdict(rehearsal) : nothing}
    </section>
  `;
}

/** Only the restore form, beside a vault that does not open. @param {Model} model @param {Actions} actions */
export function restoreSection(model, actions) {
  return html`
    <section id="backup" aria-labelledby="backup-title">
      <h2 id="backup-title">${say('restoreBackup')}</h2>
      <p class="soft">${say('restoreBeside')}</p>
      ${chooser(model, actions, false)}
    </section>
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
function chooser({ backup, isBusy }, actions, canCheck = true) {
  const chosen = (/** @type {any} */ { currentTarget }) => {
    const [file] = currentTarget.files ?? [];
    if (file) actions.chooseBackup(file);
  };
  /** The submitter tells which action to run. @param {SubmitEvent} event */
  const submitted = (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const isRestore = !canCheck || event.submitter?.hasAttribute('data-restore-backup');
    (isRestore ? actions.restoreBackup : actions.checkBackup)(form);
  };
  return html`
    <form class="form" autocomplete="off" data-form="backup" @submit=${submitted}>
      <label>${say('backupChoose')}
        <input name="file" type="file" accept=".json,application/json" @change=${chosen}>
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
              ${
                canCheck
                  ? html`<button class="button primary" data-check-backup ?disabled=${isBusy}>
                      ${say(isBusy ? 'working' : 'backupCheck')}
                    </button>`
                  : nothing
              }
              <button class=${canCheck ? 'button' : 'button primary'} data-restore-backup
                ?disabled=${isBusy}>${say(isBusy ? 'working' : 'backupRestore')}</button>
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
      <h3>${isGood ? say('rehearsalGood', accounts.length) : say('rehearsalBad', bad)}</h3>
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
  return lost > 0 ? say('backupDamaged', lost) : say('backupChanged');
}
