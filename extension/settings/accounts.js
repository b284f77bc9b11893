// The details of an account at page size: the popup's form, and a choice of accounts.

import { html, nothing } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { editVault, openVault } from '../flows/vault.js';
import { say } from '../platform/words.js';
import { detailsForm } from '../ui/accountForm.js';
import { editingOf } from '../ui/editing.js';
import { nameOf } from '../ui/parts.js';

/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('./settings.js').Model} Model */
/** @typedef {import('./settings.js').Actions} Actions */

/** @param {Model} model @param {{ draw: () => void, attempt: (act: () => unknown) => Promise<void> }} page */
export function accountsOf(model, { draw, attempt }) {
  const close = () => {
    model.editing = undefined;
    draw();
  };
  const edit = editingOf(model, {
    draw,
    attempt,
    change: editVault,
    details: async (id, origin) => {
      const session = await openVault();
      try {
        return session.details(id, origin);
      } finally {
        session.free();
      }
    },
    show: (screen) => screen === 'list' && close(),
    // Deleted accounts can be restored two sections below.
    toast: (text) => {
      model.toast = text;
    },
  });
  return {
    edit,
    /** @param {string} id an unknown id closes the form */
    showDetails: async (id) => {
      const account = model.accounts.find((one) => one.id === id);
      await (account ? edit.open(account) : close());
    },
  };
}

/** Each account has its own form: text typed for one never goes to another. @param {Model} model @param {Actions} actions */
export function accountSection({ accounts, editing }, { edit, showDetails }) {
  if (accounts.length === 0) return nothing;
  const id = editing?.id ?? '';
  return html`
    <section id="account" aria-labelledby="account-title">
      <h2 id="account-title">${say('editTitle')}</h2>
      <div class="form">
        <select data-whose aria-labelledby="account-title" .value=${id}
          @change=${(/** @type {Event} */ event) => showDetails(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
          <option value="" ?selected=${id === ''}>${say('accountChoose')}</option>
          ${optionsOf(accounts, id)}
        </select>
      </div>
      ${editing ? keyed(id, detailsForm(editing, edit)) : nothing}
    </section>
  `;
}

/** The options of an account choice. @param {RowView[]} accounts @param {string} chosen */
export function optionsOf(accounts, chosen) {
  return accounts.map(
    (account) => html`<option value=${account.id} ?selected=${account.id === chosen}>
      ${nameOf(account)}${account.issuer && account.name ? ` (${account.name})` : ''}
    </option>`,
  );
}
