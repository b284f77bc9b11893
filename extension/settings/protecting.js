// The dialog of the first time: a passphrase, then a recovery key, then a first backup. Each step is complete in
// itself, so the dialog can be left at any of them.

import { html, nothing } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { ref } from 'lit-html/directives/ref.js';
import { say } from '../platform/words.js';
import { saveBackup } from './backup.js';
import { attempt, noForm } from './page.js';
import { button, errorAt, openDialog } from './parts.js';
import { newPaper, passphraseForm, recoveryForm } from './secrets.js';

/** @typedef {import('./page.js').Page} Page */
/**
 * @typedef {object} Protecting
 * @property {'pass' | 'recovery' | 'backup' | 'done'} step
 * @property {boolean} wantsBackup the user asked for a backup, and this is what it needs: it is saved without another click
 * @property {() => unknown} [then] what needs the passphrase, and runs once it is set
 */

/** @param {Page} page @param {boolean} wantsBackup @param {Protecting['then']} [then] */
export function startProtecting({ model, draw }, wantsBackup, then) {
  const protecting = { step: 'pass', wantsBackup, then };
  Object.assign(model, noForm(), { protecting, failed: undefined });
  draw();
}

/** @param {Page} page */
function close({ model, draw }) {
  Object.assign(model, noForm(), { failed: undefined });
  /** @type {HTMLDialogElement | null} */ (document.querySelector('[data-protecting]'))?.close();
  draw();
  /** @type {HTMLElement | null} */ (
    document.querySelector('[data-way="pass"] [data-act="change"], #heading')
  )?.focus();
}

/** @param {Page} page @param {Protecting} protecting */
function goToRecovery(page, { wantsBackup }) {
  // A recovery key from before opens the vault still.
  if (page.model.slots.some(({ kind }) => kind === 'recovery'))
    return goToBackup(page, { wantsBackup });
  Object.assign(page.model, newPaper(), { protecting: { step: 'recovery', wantsBackup } });
}

/** @param {Page} page @param {Pick<Protecting, 'wantsBackup'>} protecting */
async function goToBackup({ model }, { wantsBackup }) {
  Object.assign(model, noForm(), { protecting: { step: 'backup', wantsBackup } });
  if (!wantsBackup) return;
  await saveBackup();
  model.protecting = { step: 'done', wantsBackup };
}

/** @param {Page} page */
function backUpNow(page) {
  return attempt(page, 'backup', () => goToBackup(page, { wantsBackup: true }));
}

/** The titles of the steps, in their order. */
const STEPS = /** @type {const} */ ({
  pass: 'passphraseSet',
  recovery: 'recoveryMake',
  backup: 'protectBackup',
  done: 'protectDone',
});

/** @param {Page} page @param {Protecting} protecting */
export function protectingView(page, protecting) {
  const { step } = protecting;
  const at = Object.keys(STEPS).indexOf(step) + 1;
  const leave = () => close(page);
  // Each step is a new dialog to screen readers, and puts the focus where it begins.
  return keyed(
    step,
    html`
      <dialog class="card protecting" aria-labelledby="protecting" ${ref(openDialog)} @cancel=${leave} data-protecting=${step}>
        ${step === 'done' ? nothing : html`<p class="soft">${say('protectStep', at, 3)}</p>`}
        <h2 id="protecting">${say(STEPS[step])}</h2>
        ${stepView(page, protecting)}
      </dialog>
    `,
  );
}

/** @param {Page} page @param {Protecting} protecting */
function stepView(page, protecting) {
  const leave = () => close(page);
  switch (protecting.step) {
    case 'pass': {
      const saved = async () => {
        await protecting.then?.();
        return goToRecovery(page, protecting);
      };
      return passphraseForm(page, { close: leave, saved });
    }
    case 'recovery': {
      const saved = () => goToBackup(page, protecting);
      const skip = () => attempt(page, 'recovery', saved);
      return recoveryForm(page, { close: skip, leave: 'protectSkip', saved });
    }
    case 'backup':
      return html`
        <p>${say('backupText')}</p>
        ${page.model.failed ? errorAt(page, page.model.failed.at) : nothing}
        <div class="actions">
          ${button('protect-later', 'notNow', leave)}
          ${button('protect-backup', 'backupSave', () => backUpNow(page), { look: 'primary' })}
        </div>`;
    default:
      return html`
        <p role="status">${say('protectDoneText')}</p>
        <div class="actions">${button('protect-done', 'close', leave, { look: 'primary' })}</div>`;
  }
}
