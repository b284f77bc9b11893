// What the page shows: a section beside the list of links, or what is in its place while the vault is closed; and
// above both, dialogs and the result of the last action.

import { html, nothing } from 'lit-html';
import { say } from '../platform/words.js';
import * as icons from '../ui/icons.js';
import { lockedView } from '../ui/locked.js';
import { nameOf } from '../ui/parts.js';
import { brokenCard, traceView } from '../ui/trouble.js';
import { aboutSection } from './about.js';
import { accountsSection } from './accounts.js';
import { appearanceSection } from './appearance.js';
import { backupSection, restorePanel } from './backup.js';
import { exportSection } from './export.js';
import { fillingSection } from './filling.js';
import { importSection } from './import.js';
import { protectingView } from './protecting.js';
import { proofView } from './proving.js';
import { questionView } from './questions.js';
import { asidePanel, olderPanel, rescuePanel } from './rescue.js';
import { navigation, titleOf } from './sections.js';
import { securitySection } from './security.js';
import { syncSection } from './sync.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../ui/locked.js').LockedActions} LockedActions */

/** @type {Record<import('./sections.js').Section, (page: Page) => unknown>} */
const VIEWS = {
  accounts: accountsSection,
  security: securitySection,
  backup: backupSection,
  sync: syncSection,
  import: importSection,
  export: exportSection,
  filling: fillingSection,
  appearance: appearanceSection,
  about: aboutSection,
};

/** @param {Page} page @param {LockedActions} unlocking */
export function settingsView(page, unlocking) {
  const { protecting, proof, question, toast } = page.model;
  return html`
    ${content(page, unlocking)}
    ${protecting ? protectingView(page, protecting) : nothing}
    ${question ? questionView(page, question) : nothing}
    ${proof ? proofView(page, proof) : nothing}
    <div class="toast" role="status">${toast ? toastView(toast) : nothing}</div>
  `;
}

/** @param {import('./page.js').Toast} toast */
function toastView({ text, undo }) {
  return html`<span>${text}</span>
    ${undo ? html`<button type="button" data-undo @click=${undo}>${say('undo')}</button>` : nothing}`;
}

/** @param {Page} page @param {LockedActions} unlocking */
function content(page, unlocking) {
  const { model } = page;
  if (model.broken) {
    const bug = { ...model, breakage: /** @type {const} */ ('bug'), previous: false };
    return alone(brokenCard(bug, { reload: () => location.reload() }));
  }
  if ((model.lost && !model.lost.opens) || (model.locked && model.isStuck))
    return alone(html`${rescuePanel(page)}${restorePanel(page, 'restoreBeside')}${asidePanel(page)}
      ${traceView(model.trace)}`);
  if (model.locked) return html`<main>${lockedView(model.locked, unlocking)}</main>`;
  return frame(page);
}

const title = () => html`<h1>${icons.mark}${say('settingsTitle')}</h1>`;

/** There is nothing else to go to. @param {unknown} view */
const alone = (view) => html`<main class="alone">${title()}${view}</main>`;

/** @param {Page} page */
function frame(page) {
  const { section, editing, isBin, lost } = page.model;
  const heading = editing ? nameOf(editing.details) : isBin ? say('binTitle') : titleOf(section);
  return html`
    <div class="frame">
      <header>${title()}${navigation(section)}</header>
      <main data-section=${section}>
        ${editing || isBin ? html`<p class="before"><a href="#accounts" data-back>${titleOf('accounts')}</a></p>` : nothing}
        <h2 tabindex="-1" id="heading">${heading}</h2>
        ${lost ? rescuePanel(page) : nothing}
        ${olderPanel(page)}
        ${VIEWS[section](page)}
      </main>
    </div>
  `;
}
