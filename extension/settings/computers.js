// The computers that sync: their names, when they were last seen, and the keys that a removed one had.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { renameComputer } from '../flows/sync.js';
import { changeSettings } from '../flows/vault.js';
import { say, sayAgo, sayCount } from '../platform/words.js';
import { nameOf, submitting } from '../ui/parts.js';
import { windowed } from '../ui/windowed.js';
import { attempt, noSyncForm, tell } from './page.js';
import { button, errorAt, focusOn, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../flows/sync.js').ComputerView} ComputerView */
/** @typedef {import('../flows/sync.js').OnState} OnState */
/** @typedef {{ id: string, issuer: string, name: string, sites: string[] }} Renewal an account whose key must be renewed */

/** A computer that was not seen for this long gets advice. */
const AWAY_DAYS = 3;
const DAY_MS = 86_400_000;

/** The first name of this computer. */
export function firstName() {
  const system = /** @type {any} */ (navigator).userAgentData?.platform;
  return system ? say('computerOf', system) : say('computerHere');
}

/** @param {Page} page @param {OnState} sync */
export function computersPanel(page, sync) {
  const others = sync.computers.filter(({ isMine }) => !isMine);
  // Until the next run, the first computer does not find itself.
  const own = { id: '', name: sync.name, atMs: Date.now(), isMine: true, aheadMs: 0 };
  const computers = [sync.computers.find(({ isMine }) => isMine) ?? own, ...others];
  return panel(
    say('computersTitle'),
    html`
      ${computers.map((one) => computerRow(page, sync, one))}
      ${others.length === 0 ? html`<p class="soft" data-alone>${say('syncOther')}</p>` : nothing}
      ${errorAt(page, 'computers')}
    `,
    'computers',
  );
}

/** @param {Page} page @param {OnState} sync @param {ComputerView} computer */
function computerRow(page, { engine }, computer) {
  const { isMine, id, name, aheadMs } = computer;
  if (isMine && page.model.isRenaming) return nameForm(page, name);
  const rename = () => setForm(page, { isRenaming: true });
  const remove = () => setForm(page, { question: { what: 'remove', computer } });
  return html`<div class="way" data-computer=${id}>
    <p><strong><bdi>${name}</bdi></strong>
      <span class="soft below">${isMine ? say('computerHere') : seenText(computer, engine)}</span>
      ${aheadMs > 0 ? html`<span class="warn below" data-ahead>${say('computerAhead')}</span>` : nothing}
    </p>
    <div class="actions">${
      isMine
        ? button('rename', 'computerRename', rename)
        : button('remove-computer', 'remove', remove)
    }</div>
  </div>`;
}

/** @param {ComputerView} computer @param {import('../flows/sync.js').Engine} engine */
function seenText({ atMs }, engine) {
  const days = Math.floor((Date.now() - atMs) / DAY_MS);
  if (days < AWAY_DAYS) return say('computerSeen', sayAgo(atMs));
  const advice = engine === 'folder' ? 'computerAwayFolder' : 'computerAwayAccount';
  return html`<span data-away>${sayCount('computerAway', days)} ${say(advice)}</span>`;
}

/** @param {Page} page @param {Partial<ReturnType<typeof noSyncForm>>} change */
function setForm({ model, draw }, change) {
  Object.assign(model, noSyncForm(), { failed: undefined }, change);
  draw();
  focusOn('.panel [autofocus]');
}

/** @param {Page} page @param {string} name */
function nameForm(page, name) {
  const save = (/** @type {HTMLFormElement} */ form) => {
    const typed = String(new FormData(form).get('computer') ?? '').trim();
    return attempt(page, 'computers', async () => {
      if (typed && typed !== name) await renameComputer(typed);
      Object.assign(page.model, noSyncForm());
    }).then(() => focusOn('[data-act="rename"]'));
  };
  const cancel = () => {
    setForm(page, {});
    focusOn('[data-act="rename"]');
  };
  return html`<form class="form" autocomplete="off" data-form="computer" @submit=${submitting(save)}>
    <label>${say('computerName')}
      <input name="computer" .value=${name} maxlength="40" autocomplete="off" required autofocus>
    </label>
    <div class="actions">
      ${button('cancel-name', 'cancel', cancel)}
      <button class="button primary" data-save ?disabled=${page.model.isBusy}>${say('save')}</button>
    </div>
  </form>`;
}

/** @param {Page} page */
export function accountsOf({ model: { session, total } }) {
  const request = { query: '', origin: '', from: 0, count: total, nowMs: Date.now() };
  return session?.list(request).rows ?? [];
}

/** The accounts whose keys must still be renewed. @param {Page} page @returns {Renewal[]} */
export function renewalsOf(page) {
  const { renew = [] } = page.model.settings;
  if (renew.length === 0) return [];
  const left = new Set(renew);
  return accountsOf(page)
    .filter(({ id }) => left.has(id))
    .map(({ id, issuer, name, sites }) => ({ id, issuer, name, sites }));
}

/** @param {Page} page */
export function renewPanel(page) {
  const { renewals } = page.model;
  if (renewals.length === 0) return nothing;
  const clear = () => attempt(page, 'computers', () => changeSettings({ renew: undefined }));
  return html`<div class="panel" data-panel="renew">
    <h3>${say('renewTitle')}</h3>
    <p class="soft">${say('renewText')}</p>
    <div class="rows-in within" role="list" tabindex="0" aria-label=${say('renewTitle')}>
      ${windowed(renewals, (row, at) => renewRow(page, row, at, renewals.length))}
    </div>
    <div class="actions">${button('clear-renewals', 'renewClear', clear)}</div>
  </div>`;
}

/** A site without what all have in common. @param {string} site */
const bareSite = (site) => site.replace(/^https:\/\//, '');

/** @param {Page} page @param {Renewal} row @param {number} at @param {number} size */
function renewRow(page, row, at, size) {
  const { issuer, name, sites } = row;
  return html`<div class="compared" role="listitem" aria-posinset=${at + 1} aria-setsize=${size} data-renewal=${row.id}>
    <label class="check"><input type="checkbox" .checked=${live(false)} @change=${() => checkOff(page, row)}>
      <span class="names"><span><strong>${nameOf(row)}</strong>
        ${issuer && name ? html`<span class="soft">${name}</span>` : nothing}</span>
        <bdi class="soft">${sites.map(bareSite).join(', ')}</bdi></span>
    </label>
  </div>`;
}

/** @param {Page} page @param {Renewal} row */
function checkOff(page, row) {
  const change = (/** @type {(renew: string[]) => string[]} */ to) =>
    attempt(page, 'computers', () => changeSettings(({ renew = [] }) => ({ renew: to(renew) })));
  return change((renew) => renew.filter((id) => id !== row.id)).then(() => {
    tell(page, say('renewDone', nameOf(row)), () => change((renew) => [...renew, row.id]));
    page.draw();
  });
}
