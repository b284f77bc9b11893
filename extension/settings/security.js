// The section “Security”: the ways to unlock the vault, and when it locks.

import { html, nothing } from 'lit-html';
import { makeRecoveryKey } from '../core/core.js';
import { needProof } from '../flows/authenticate.js';
import { LOCK_MINUTES } from '../flows/lock.js';
import { changeLocking } from '../flows/locking.js';
import { addPasskey, addRecovery, removeSlot, setPassphrase, useDevice } from '../flows/unlock.js';
import { loadStrength } from '../platform/files.js';
import { say, sayCount } from '../platform/words.js';
import { submitting } from '../ui/parts.js';
import { attempt, noForm } from './page.js';
import { button, chooser, errorAt, faultOf, line, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */

/** Labels for the scores of a passphrase. */
const STRENGTHS = /** @type {const} */ ([
  'strengthGuessed',
  'strengthWeak',
  'strengthFair',
  'strengthGood',
  'strengthStrong',
]);

const MINUTES = [1, 5, 10, 30, 60, 0];

/** @param {Page} page */
export function securitySection(page) {
  const { slots } = page.model;
  const hasDevice = slots.some(({ kind }) => kind === 'device');
  return html`
    <p class="intro">${say(hasDevice ? 'waysDevice' : 'waysLocked')}</p>
    ${panel(
      say('waysTitle'),
      html`${passphraseRow(page)}${passkeyRows(page)}${recoveryRow(page)}`,
      'ways',
    )}
    ${lockPanel(page)}
  `;
}

/** @param {Page} page @param {string} kind */
const slotsOf = ({ model }, kind) => model.slots.filter((slot) => slot.kind === kind);

/** @param {Page} page */
function passphraseRow(page) {
  const { form } = page.model;
  const [pass] = slotsOf(page, 'pass');
  const turnOff = () => attempt(page, 'pass', useDevice, 'passphraseGone');
  const isOpen = form === 'pass';
  return html`
    ${line(
      say(pass ? 'passphraseOn' : 'passphraseOff'),
      html`
        ${pass ? button('off', 'turnOff', turnOff) : nothing}
        ${button('change', pass ? 'change' : 'passphraseSet', () => open(page, 'pass'), {
          look: pass || form !== '' ? '' : 'primary',
        })}`,
      'pass',
    )}
    ${isOpen ? passphraseForm(page) : errorAt(page, 'pass')}
  `;
}

/** @param {Page} page */
function passkeyRows(page) {
  const canAdd = slotsOf(page, 'pass').length + slotsOf(page, 'recovery').length > 0;
  const add = () => attempt(page, 'passkey', addPasskey, 'passkeySaved');
  return html`
    ${slotsOf(page, 'prf').map((slot, at) =>
      line(say('passkeyOn', at + 1), removeButton(page, 'passkey', slot.id), 'prf'),
    )}
    ${line(say('passkeyOff'), button('add', 'passkeyAdd', add, { isOff: !canAdd }), 'new-passkey')}
    ${errorAt(page, 'passkey')}
  `;
}

/** @param {Page} page */
function recoveryRow(page) {
  const [paper] = slotsOf(page, 'recovery');
  const isOpen = page.model.form === 'recovery';
  return html`
    ${line(
      say(paper ? 'recoveryOn' : 'recoveryOff'),
      html`
        ${paper ? removeButton(page, 'recovery', paper.id) : nothing}
        ${button('make', paper ? 'recoveryAgain' : 'recoveryMake', () => open(page, 'recovery'))}`,
      'recovery',
    )}
    ${isOpen ? recoveryForm(page) : errorAt(page, 'recovery')}
  `;
}

/** @param {Page} page @param {'passkey' | 'recovery'} at @param {string} id */
function removeButton(page, at, id) {
  return button('remove', 'remove', () => attempt(page, at, () => removeSlot(id), 'removed'));
}

/** @param {Page} page @param {'pass' | 'recovery'} form */
function open(page, form) {
  return attempt(page, form, async () => {
    await needProof();
    const paper = form === 'recovery' ? makeRecoveryKey() : '';
    Object.assign(page.model, noForm(), { form, paper, asked: someGroups() });
    page.draw();
    focusFirst();
  }).then(focusFirst);
}

function focusFirst() {
  /** @type {HTMLElement | null} */ (document.querySelector('.panel [autofocus]'))?.focus();
}

/** @param {Page} page */
function close({ model, draw }) {
  const { form } = model;
  Object.assign(model, noForm(), { failed: undefined });
  draw();
  /** @type {HTMLElement | null} */ (
    document.querySelector(`[data-way="${form}"] .actions button:last-child`)
  )?.focus();
}

/** Two random groups of the recovery key. */
function someGroups() {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint8Array(2));
  const first = one % 8;
  return [first, (first + 1 + (other % 7)) % 8].sort((a, b) => a - b);
}

/** @param {Page} page @param {Event} event */
async function typed({ model, draw }, event) {
  const { value } = /** @type {HTMLInputElement} */ (event.target);
  const { strengthOf } = await loadStrength();
  model.strength = value ? strengthOf(value) : undefined;
  draw();
}

/** @param {Page} page @param {HTMLFormElement} form */
function savePassphrase(page, form) {
  const data = new FormData(form);
  const [first, again] = ['passphrase', 'again'].map((name) => String(data.get(name) ?? ''));
  return attempt(
    page,
    'pass',
    async () => {
      if (first !== again) throw { code: 'passphrase-differs' };
      await setPassphrase(first ?? '');
      form.reset();
      Object.assign(page.model, noForm());
    },
    'passphraseSaved',
  );
}

/** @param {Page} page */
function passphraseForm(page) {
  const { strength, isBusy } = page.model;
  const differs = (/** @type {string} */ code) => code === 'passphrase-differs';
  const fault = faultOf(page, 'pass', (code) => !differs(code));
  const faultAgain = faultOf(page, 'pass', differs);
  return html`
    <form class="form" autocomplete="off" data-form="pass" @submit=${submitting((form) => savePassphrase(page, form))}>
      <label>${say('passphraseNew')}
        <input name="passphrase" type="password" autocomplete="new-password" required autofocus
          aria-invalid=${fault.invalid} aria-describedby=${fault.by}
          @input=${(/** @type {Event} */ event) => typed(page, event)}>
      </label>
      <meter min="0" max="4" low="2" high="3" optimum="4" .value=${strength ?? 0}
        aria-label=${say('strength')}></meter>
      <p class="soft" role="status">${say(strength === undefined ? 'passphraseHint' : (STRENGTHS[strength] ?? 'strengthWeak'))}</p>
      <label>${say('passphraseAgain')}
        <input name="again" type="password" autocomplete="new-password" required
          aria-invalid=${faultAgain.invalid} aria-describedby=${faultAgain.by}>
      </label>
      ${errorAt(page, 'pass')}
      <p class="warn" data-loss>${say('passphraseLoss')}</p>
      ${formActions(page, say(isBusy ? 'working' : 'save'))}
    </form>
  `;
}

/** @param {Page} page @param {string} save */
function formActions(page, save) {
  return html`<div class="actions">
    ${button('cancel', 'cancel', () => close(page))}
    <button class="button primary" data-save ?disabled=${page.model.isBusy}>${save}</button>
  </div>`;
}

/** @param {Page} page @param {HTMLFormElement} form */
function confirmPaper(page, form) {
  const data = new FormData(form);
  const { paper, asked } = page.model;
  const groups = paper.split('-');
  const isRight = asked.every((at) => {
    const text = String(data.get(`group-${at}`) ?? '').replace(/[\s-]/g, '');
    return text.toUpperCase() === groups[at];
  });
  return attempt(
    page,
    'recovery',
    async () => {
      if (!isRight) throw { code: 'recovery-differs' };
      await addRecovery(paper);
      Object.assign(page.model, noForm());
    },
    'recoverySaved',
  );
}

/** @param {Page} page */
function recoveryForm(page) {
  const { paper, asked } = page.model;
  const fault = faultOf(page, 'recovery');
  return html`
    <div class="sheet" data-sheet>
      <h4>${say('recoveryTitle')}</h4>
      <p>${say('recoveryText')}</p>
      <p class="paper" data-paper>${paper.split('-').map((group) => html`<bdi>${group}</bdi> `)}</p>
    </div>
    <form class="form" autocomplete="off" data-form="recovery" @submit=${submitting((form) => confirmPaper(page, form))}>
      ${button('print', 'print', () => print())}
      <p class="soft">${say('recoveryConfirm')}</p>
      ${asked.map(
        (at) => html`<label>${say('recoveryGroup', at + 1)}
          <input name=${`group-${at}`} autocomplete="off" spellcheck="false" maxlength="8" required
            aria-invalid=${fault.invalid} aria-describedby=${fault.by}>
        </label>`,
      )}
      ${errorAt(page, 'recovery')}
      ${formActions(page, say('recoverySave'))}
    </form>
  `;
}

/** @param {Page} page */
function lockPanel(page) {
  const { settings, slots } = page.model;
  const locks = slots.every(({ kind }) => kind !== 'device');
  const chosen = settings.lockMinutes ?? LOCK_MINUTES;
  const choices = MINUTES.map(
    (one) =>
      /** @type {const} */ ([
        String(one),
        one === 0 ? say('lockAtExit') : sayCount('minutes', one),
      ]),
  );
  const choose = (/** @type {string} */ value) =>
    attempt(page, 'locking', () => changeLocking(Number(value)));
  return panel(
    say('lockTitle'),
    html`${chooser('minutes', 'lockAfter', choices, String(chosen), choose, {
      isOff: !locks,
      hint: say(locks ? 'lockAlso' : 'lockNever'),
    })}
    ${errorAt(page, 'locking')}`,
  );
}
