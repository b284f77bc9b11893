// Edits that were made on two computers before they synced: the one that is not in use, for 30 days.

import { html, nothing } from 'lit-html';
import { editVault } from '../flows/vault.js';
import { say, sayDay } from '../platform/words.js';
import { nameOf } from '../ui/parts.js';
import { attempt } from './page.js';
import { button, errorAt, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/**
 * @typedef {object} VersionView
 * @property {string} id of the account
 * @property {string} issuer
 * @property {string} name
 * @property {'issuer' | 'name' | 'note' | 'key'} field
 * @property {string} value empty for a key, which is never shown
 * @property {number} atMs
 */
/**
 * @typedef {import('./page.js').Session & {
 *   versions?: () => VersionView[],
 *   keepVersion: (id: string, field: string, atMs: number, nowMs: number) => void,
 *   dropVersion: (id: string, field: string, atMs: number, nowMs: number) => void,
 * }} SyncSession
 */

/** @param {import('./page.js').Session} session */
export const versionsOf = (session) => /** @type {SyncSession} */ (session).versions?.() ?? [];

/** @param {(session: SyncSession, nowMs: number) => void} edit */
const editVersions = (edit) =>
  editVault((session, nowMs) => edit(/** @type {SyncSession} */ (session), nowMs));

const FIELDS = /** @type {const} */ ({
  issuer: 'fieldIssuer',
  name: 'fieldName',
  note: 'fieldNote',
});

/** @param {Page} page */
export function versionsPanel(page) {
  const { versions } = page.model;
  if (versions.length === 0) return nothing;
  return panel(
    say('versionsTitle'),
    html`
      <p class="soft">${say('versionsText')}</p>
      ${versions.map((one) => versionRow(page, one))}
      ${errorAt(page, 'versions')}
    `,
    'versions',
  );
}

/** @param {Page} page @param {VersionView} version */
function versionRow(page, version) {
  const { id, issuer, name, field, atMs } = version;
  const keep = () =>
    attempt(
      page,
      'versions',
      () => editVersions((session, nowMs) => session.keepVersion(id, field, atMs, nowMs)),
      'versionUsed',
    );
  const drop = () =>
    attempt(page, 'versions', () =>
      editVersions((session, nowMs) => session.dropVersion(id, field, atMs, nowMs)),
    );
  return html`<div class="way" data-version=${field}>
    <p><strong>${nameOf(version)}</strong>
      ${issuer && name ? html`<span class="soft">${name}</span>` : nothing}
      <span class="below">${valueView(version)}</span>
      <span class="soft below">${sayDay(atMs)}</span>
    </p>
    <div class="actions">
      ${button('drop-version', 'versionDismiss', drop)}
      ${button('keep-version', 'versionUse', keep)}
    </div>
  </div>`;
}

/** @param {VersionView} version */
function valueView({ field, value }) {
  if (field === 'key') return say('versionKey');
  const label = html`<span class="soft">${say(FIELDS[field])}</span>`;
  return value
    ? html`${label} <bdi>${value}</bdi>`
    : html`${label} <em class="soft">${say('versionEmpty')}</em>`;
}
