// Edits that were made on two computers before they synced: the value that is not in use, for 30 days.

import { html, nothing } from 'lit-html';
import { editVault } from '../flows/vault.js';
import { say, sayDay } from '../platform/words.js';
import { nameOf } from '../ui/parts.js';
import { attempt } from './page.js';
import { button, errorAt, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../core/postern.js').LostVersionView} LostVersionView */

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

/** @param {Page} page @param {LostVersionView} lost */
function versionRow(page, lost) {
  const { id, issuer, name, field, version, atMs } = lost;
  const request = { id, field, version };
  const keep = () => editVault((session, nowMs) => session.keepLost({ ...request, nowMs }));
  const drop = () => editVault((session, nowMs) => session.dropLost({ ...request, nowMs }));
  return html`<div class="way" data-version=${field}>
    <p><strong>${nameOf(lost)}</strong>
      ${issuer && name ? html`<span class="soft">${name}</span>` : nothing}
      <span class="below"><bdi>${otherText(lost)}</bdi></span>
      <span class="soft below">${field === 'key' ? nothing : html`${say(FIELDS[field])} · `}${sayDay(atMs)}</span>
    </p>
    <div class="actions">
      ${button('drop-version', 'versionDismiss', () => attempt(page, 'versions', drop))}
      ${button('keep-version', 'versionUse', () => attempt(page, 'versions', keep, 'versionUsed'))}
    </div>
  </div>`;
}

/** A key is never shown. @param {LostVersionView} lost */
function otherText({ field, text }) {
  if (field === 'key') return say('versionKey');
  return text || html`<span class="soft">${say('versionEmpty')}</span>`;
}
