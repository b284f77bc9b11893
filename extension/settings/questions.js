// Dialogs that ask before something that cannot be undone, or that other computers notice.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { emptyBin } from '../flows/bin.js';
import { endSync, removeComputer } from '../flows/sync.js';
import { changeSettings } from '../flows/vault.js';
import { say, sayCount } from '../platform/words.js';
import { accountsOf } from './computers.js';
import { attempt } from './page.js';
import { button, openDialog } from './parts.js';
import { turnOn } from './starting.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../flows/sync.js').ComputerView} ComputerView */
/** @typedef {import('../flows/sync.js').Engine} Engine */
/**
 * What must be confirmed.
 * @typedef {{ what: 'end' } | { what: 'replace', engine: Engine } | { what: 'remove', computer: ComputerView }
 *   | { what: 'empty', ids: string[] }} Question
 */

const GO = /** @type {const} */ ({
  empty: 'binEmptyGo',
  end: 'syncEnd',
  replace: 'replaceGo',
  remove: 'computerRemove',
});

/** @param {Page} page @param {Question} question */
export function questionView(page, question) {
  const { model, draw } = page;
  const close = () => {
    /** @type {HTMLDialogElement | null} */ (document.querySelector('[data-question]'))?.close();
    Object.assign(model, { question: undefined, failed: undefined });
    draw();
  };
  const run = () => {
    close();
    return answer(page, question);
  };
  return html`
    <dialog class="card question" aria-labelledby="question" ${ref(openDialog)} @cancel=${close} data-question=${question.what}>
      <h2 id="question">${titleOf(question)}</h2>
      <p>${textOf(question)}</p>
      ${
        question.what === 'remove'
          ? html`<p>${say('computerRemoveOthers')}
              <a href="#security" data-change-pass @click=${close}>${say('computerPass')}</a></p>`
          : nothing
      }
      <div class="actions">
        ${button('cancel-question', 'cancel', close, { look: 'primary' })}
        ${button('confirm-question', GO[question.what], run, { look: 'danger', isOff: model.isBusy })}
      </div>
    </dialog>
  `;
}

/** @param {Question} question */
function titleOf(question) {
  if (question.what === 'remove') return say('computerRemoveTitle', question.computer.name);
  if (question.what === 'empty') return sayCount('binEmptyTitle', question.ids.length);
  return say(question.what === 'end' ? 'syncEndTitle' : 'replaceTitle');
}

/** @param {Question} question */
function textOf({ what }) {
  if (what === 'remove') return say('computerRemoveText');
  if (what === 'empty') return say('binEmptyText');
  return say(what === 'end' ? 'syncEndText' : 'replaceText');
}

/** @param {Page} page @param {Question} question */
function answer(page, question) {
  if (question.what === 'end') return attempt(page, 'sync', endSync, 'syncFinished');
  if (question.what === 'remove') return remove(page, question.computer);
  if (question.what === 'empty')
    return attempt(page, 'bin', () => emptyBin(question.ids), 'binEmptied');
  return attempt(page, 'join', () => turnOn(page, question.engine, { replaces: true }));
}

/** The removed computer had the keys of all accounts. @param {Page} page @param {ComputerView} computer */
function remove(page, { id }) {
  const run = async () => {
    await removeComputer(id);
    const renew = accountsOf(page).map((row) => row.id);
    await changeSettings({ renew });
  };
  return attempt(page, 'computers', run, 'computerRemoved');
}
