// The settings page: functions of the state of the vault and the browser.

import { html, nothing } from 'lit-html';
import { LOCK_MINUTES } from '../flows/lock.js';
import { say, sayCount } from '../platform/words.js';
import { button, submitting } from '../ui/parts.js';
import { accountSection } from './accounts.js';
import { backupSection, restoreSection } from './backupView.js';
import { exportSection } from './exportView.js';
import { importSection } from './importView.js';
import { aboutSection, lookSection } from './lookView.js';
import { asideSection, clockSection, olderSection, rescueSection } from './rescueView.js';

/** @typedef {import('./settings.js').Model} Model */
/** @typedef {import('./settings.js').Actions} Actions */

/** Labels for the scores of a passphrase. */
const STRENGTHS = /** @type {const} */ ([
  'strengthGuessed',
  'strengthWeak',
  'strengthFair',
  'strengthGood',
  'strengthStrong',
]);

const MINUTES = [1, 5, 10, 30, 60, 0];

/** @param {Model} model @param {Actions} actions */
export function settingsView(model, actions) {
  // Nothing can be backed up yet, so restoring comes first.
  const isEmpty = model.accounts.length === 0 && model.bin.length === 0;
  return html`
    ${model.lost ? rescueSection(model, actions) : nothing}
    ${olderSection(model, actions)}
    ${isEmpty ? restoreSection(model, actions, 'backupWays') : nothing}
    ${waysSection(model, actions)}
    ${lockSection(model, actions)}
    ${clockSection(model, actions)}
    ${lookSection(model, actions)}
    ${isEmpty ? nothing : backupSection(model, actions)}
    ${importSection(model, actions)}
    ${exportSection(model, actions)}
    ${accountSection(model, actions)}
    ${binSection(model, actions)}
    ${asideSection(model, actions)}
    ${aboutSection(model, actions)}
  `;
}

/** The vault does not open: the ways forward, and nothing else. @param {Model} model @param {Actions} actions */
export function lostView(model, actions) {
  return html`
    ${rescueSection(model, actions)}
    ${restoreSection(model, actions, 'restoreBeside')}
    ${asideSection(model, actions)}
    ${aboutSection(model, actions)}
  `;
}

/** @param {Model} model @param {Actions} actions */
function waysSection(model, actions) {
  const { slots, form } = model;
  const of = (/** @type {string} */ kind) => slots.filter((slot) => slot.kind === kind);
  const [device, pass, paper] = ['device', 'pass', 'recovery'].map((kind) => of(kind)[0]);
  const passkeys = of('prf');
  return html`
    <section aria-labelledby="ways">
      <h2 id="ways">${say('waysTitle')}</h2>
      <p class="soft">${say(device ? 'waysDevice' : 'waysLocked')}</p>
      <div class="way" data-way="pass">
        <p>${say(pass ? 'passphraseOn' : 'passphraseOff')}</p>
        <div class="actions">
          ${pass ? button('off', 'turnOff', actions.turnOff) : nothing}
          ${button('change', pass ? 'change' : 'passphraseSet', () => actions.open('pass'))}
        </div>
      </div>
      ${form === 'pass' ? passphraseForm(model, actions) : nothing}
      ${passkeys.map(
        (slot, at) => html`<div class="way" data-way="prf">
          <p>${say('passkeyOn', at + 1)}</p>
          <div class="actions">${button('remove', 'remove', () => actions.remove(slot.id))}</div>
        </div>`,
      )}
      <div class="way" data-way="new-passkey">
        <p>${say('passkeyOff')}</p>
        <div class="actions">
          ${button('add', 'passkeyAdd', actions.addPasskey, !pass && !paper)}
        </div>
      </div>
      <div class="way" data-way="recovery">
        <p>${say(paper ? 'recoveryOn' : 'recoveryOff')}</p>
        <div class="actions">
          ${paper ? button('remove', 'remove', () => actions.remove(paper.id)) : nothing}
          ${button('make', paper ? 'recoveryAgain' : 'recoveryMake', () => actions.open('recovery'))}
        </div>
      </div>
      ${form === 'recovery' ? recoveryForm(model, actions) : nothing}
    </section>
  `;
}

/** @param {Model} model @param {Actions} actions */
function passphraseForm({ strength, isBusy }, { setPassphrase, typed, close }) {
  return html`
    <form class="form" autocomplete="off" data-form="pass" @submit=${submitting(setPassphrase)}>
      <label>${say('passphraseNew')}
        <input name="passphrase" type="password" autocomplete="new-password" required autofocus @input=${typed}>
      </label>
      <meter min="0" max="4" low="2" high="3" optimum="4" .value=${strength ?? 0}
        aria-label=${say('strength')}></meter>
      <p class="soft" role="status">${say(strength === undefined ? 'passphraseHint' : (STRENGTHS[strength] ?? 'strengthWeak'))}</p>
      <label>${say('passphraseAgain')}
        <input name="again" type="password" autocomplete="new-password" required>
      </label>
      <p class="warn" data-loss>${say('passphraseLoss')}</p>
      <div class="actions">
        ${button('cancel', 'cancel', close)}
        <button class="button primary" data-save ?disabled=${isBusy}>${say(isBusy ? 'working' : 'save')}</button>
      </div>
    </form>
  `;
}

/** @param {Model} model @param {Actions} actions */
function recoveryForm({ paper, asked, isBusy }, { confirmPaper, print, close }) {
  const groups = paper.split('-');
  return html`
    <div class="sheet" data-sheet>
      <h3>${say('recoveryTitle')}</h3>
      <p>${say('recoveryText')}</p>
      <p class="paper" data-paper>${groups.map((group) => html`<bdi>${group}</bdi> `)}</p>
    </div>
    <form class="form" autocomplete="off" data-form="recovery" @submit=${submitting(confirmPaper)}>
      ${button('print', 'print', print)}
      <p class="soft">${say('recoveryConfirm')}</p>
      ${asked.map(
        (at) => html`<label>${say('recoveryGroup', at + 1)}
          <input name=${`group-${at}`} autocomplete="off" spellcheck="false" maxlength="8" required>
        </label>`,
      )}
      <div class="actions">
        ${button('cancel', 'cancel', close)}
        <button class="button primary" data-save ?disabled=${isBusy}>${say('recoverySave')}</button>
      </div>
    </form>
  `;
}

/** @param {Model} model @param {Actions} actions */
function lockSection({ settings, slots }, { lockAfter }) {
  const locks = slots.every(({ kind }) => kind !== 'device');
  const chosen = settings.lockMinutes ?? LOCK_MINUTES;
  return html`
    <section aria-labelledby="locking">
      <h2 id="locking">${say('lockTitle')}</h2>
      <div class="form">
        <label>${say('lockAfter')}
          <select data-minutes ?disabled=${!locks}
            @change=${(/** @type {any} */ event) => lockAfter(Number(event.currentTarget.value))}>
            ${MINUTES.map(
              (one) => html`<option value=${one} ?selected=${one === chosen}>
                ${one === 0 ? say('lockAtExit') : sayCount('minutes', one)}
              </option>`,
            )}
          </select>
        </label>
        <p class="soft">${say(locks ? 'lockAlso' : 'lockNever')}</p>
      </div>
    </section>
  `;
}

/** @param {Model} model @param {Actions} actions */
function binSection({ bin }, { restore }) {
  const days = (/** @type {number} */ untilMs) =>
    Math.max(0, Math.ceil((untilMs - Date.now()) / 86_400_000));
  return html`
    <section aria-labelledby="bin">
      <h2 id="bin">${say('binTitle')}</h2>
      ${bin.length === 0 ? html`<p class="soft">${say('binEmpty')}</p>` : nothing}
      ${bin.map(
        ({ id, issuer, name, keptUntilMs }) => html`<div class="way" data-binned=${id}>
          <p>${issuer || name || say('noName')}${issuer && name ? html` <span class="soft">${name}</span>` : nothing}
            <br><span class="soft">${sayCount('binDays', days(keptUntilMs))}</span></p>
          <div class="actions">${button('restore', 'restore', () => restore(id))}</div>
        </div>`,
      )}
    </section>
  `;
}
