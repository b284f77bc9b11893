// The section “Security”: the ways to unlock the vault, and when it locks.

import { html, nothing } from 'lit-html';
import { needProof } from '../flows/authenticate.js';
import { LOCK_MINUTES } from '../flows/lock.js';
import { changeLocking } from '../flows/locking.js';
import { addPasskey, removeSlot, useDevice } from '../flows/unlock.js';
import { say, sayCount } from '../platform/words.js';
import { attempt, noForm } from './page.js';
import { button, chooser, errorAt, line, panel } from './parts.js';
import { startProtecting } from './protecting.js';
import { newPaper, passphraseForm, recoveryForm } from './secrets.js';

/** @typedef {import('./page.js').Page} Page */

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
  const set = () => (pass ? open(page, 'pass') : startProtecting(page, false));
  return html`
    ${line(
      say(pass ? 'passphraseOn' : 'passphraseOff'),
      html`
        ${pass ? button('off', 'turnOff', turnOff) : nothing}
        ${button('change', pass ? 'change' : 'passphraseSet', set, {
          look: pass || form !== '' ? '' : 'primary',
        })}`,
      'pass',
    )}
    ${formOrError(page, 'pass')}
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
  return html`
    ${line(
      say(paper ? 'recoveryOn' : 'recoveryOff'),
      html`
        ${paper ? removeButton(page, 'recovery', paper.id) : nothing}
        ${button('make', paper ? 'recoveryAgain' : 'recoveryMake', () => open(page, 'recovery'))}`,
      'recovery',
    )}
    ${formOrError(page, 'recovery')}
  `;
}

/** @param {Page} page @param {'pass' | 'recovery'} name */
function formOrError(page, name) {
  const then = { close: () => close(page), saved: () => undefined };
  const { form, protecting } = page.model;
  // The dialog has its own message.
  if (form !== name) return protecting ? nothing : errorAt(page, name);
  return name === 'pass'
    ? passphraseForm(page, { ...then, done: 'passphraseSaved' })
    : recoveryForm(page, { ...then, done: 'recoverySaved' });
}

/** @param {Page} page @param {'passkey' | 'recovery'} at @param {string} id */
function removeButton(page, at, id) {
  return button('remove', 'remove', () => attempt(page, at, () => removeSlot(id), 'removed'));
}

/** @param {Page} page @param {'pass' | 'recovery'} form */
function open(page, form) {
  return attempt(page, form, async () => {
    await needProof();
    Object.assign(page.model, noForm(), { form }, form === 'recovery' ? newPaper() : {});
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
