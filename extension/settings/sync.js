// The section “Sync”: the same accounts on several computers.

import { html, nothing } from 'lit-html';
import {
  enterSyncKey,
  isOver,
  leaveSync,
  resumeElsewhere,
  resumeSync,
  syncNow,
} from '../flows/sync.js';
import { chooseFolder } from '../platform/folder.js';
import { say, sayAgo, sayCount, sayFailure, sayShare } from '../platform/words.js';
import { computersPanel, renewPanel } from './computers.js';
import { joinPanel, secretForm, startJoining } from './joining.js';
import { attempt, noSyncForm } from './page.js';
import { button, errorAt, focusOn, line, panel } from './parts.js';
import { begin, hasPassphrase } from './starting.js';
import { versionsPanel } from './versions.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../flows/sync.js').Engine} Engine */
/** @typedef {import('../flows/sync.js').OnState} OnState */
/** @typedef {import('../flows/sync.js').Trouble} Trouble */

/** The field that comes next, if other computers were found. */
const SECRET = '[data-form="join"] [autofocus]';

/** Above this share of the browser account's room, a folder is offered. */
const SHARE_HIGH = 0.8;

/** @param {Page} page */
export function syncSection(page) {
  const { sync, joining } = page.model;
  if (joining) return joinPanel(page, joining);
  if (!sync.isOn) return html`${offView(page)}${renewPanel(page)}${versionsPanel(page)}`;
  return html`
    ${statusPanel(page, sync)}
    ${renewPanel(page)}
    ${versionsPanel(page)}
    ${isOver(sync) ? nothing : html`${computersPanel(page, sync)}${stopPanel(page)}`}
  `;
}

/** @param {Page} page */
function offView(page) {
  const { folder, isJoining } = page.model;
  const use = (/** @type {Engine} */ engine) => () =>
    attempt(page, 'sync', () => begin(page, engine)).then(() => focusOn(SECRET));
  return html`
    ${isJoining ? nothing : html`<p class="intro">${say('syncText')}</p>`}
    ${panel(
      isJoining ? say('joinTitle') : '',
      html`
        ${isJoining ? html`<p class="soft">${say('joinText')}</p>` : nothing}
        ${
          folder.can
            ? line(
                way('syncByFolder', 'syncByFolderText'),
                button('sync-folder', 'folderChoose', use('folder'), { look: 'primary' }),
                'folder',
              )
            : nothing
        }
        ${line(
          way('syncByAccount', 'syncByAccountText'),
          button('sync-account', 'syncUseAccount', use('account')),
          'account',
        )}
        ${errorAt(page, 'sync')}
      `,
      'sync-off',
    )}
    <p class="after soft">${say(isJoining ? 'joinFirst' : 'syncSame')}
      ${isJoining || hasPassphrase(page) ? nothing : say('syncPassFirst')}</p>
  `;
}

/** @param {import('../platform/words.js').Word} title @param {import('../platform/words.js').Word} text */
const way = (title, text) =>
  html`<strong>${say(title)}</strong><span class="soft below">${say(text)}</span>`;

/** These stand in place of the state: nothing syncs any more. */
const OVER = ['sync-removed', 'sync-ended', 'sync-other-vault', 'sync-folder-missing'];

/** @param {Page} page @param {OnState} sync */
function statusPanel(page, sync) {
  const { engine, trouble } = sync;
  const takesPlace = trouble !== undefined && OVER.includes(trouble);
  const { failed } = page.model;
  return panel(
    '',
    html`
      <div class="way" data-sync=${engine}>
        ${takesPlace ? troubleText(page, trouble) : stateText(sync)}
        <div class="actions">${statusActions(page, sync)}</div>
      </div>
      ${takesPlace ? nothing : html`${troubleView(page, sync)}${besideView(page, sync)}${shareView(page, sync)}`}
      ${failed?.code === troubleOf(sync) ? nothing : errorAt(page, 'sync')}
    `,
    'sync',
  );
}

/** @param {OnState} sync */
function stateText({ engine, place, lastMs }) {
  return html`<p>${engine === 'folder' ? say('syncOnFolder', place) : say('syncOnAccount')}
    <span class="soft below" data-last>${lastMs ? say('syncLast', sayAgo(lastMs)) : say('syncNever')}</span>
  </p>`;
}

/** @param {OnState} sync */
const troubleOf = ({ engine, isAllowed, trouble }) =>
  trouble ?? (engine === 'folder' && !isAllowed ? 'sync-folder-asks' : undefined);

/** Also the message of an action that failed for the same reason. @param {Page} page @param {Trouble} code */
function troubleText({ model: { failed } }, code) {
  const look = OVER.includes(code) ? '' : CALM.includes(code) ? 'soft' : 'error';
  return html`<p class=${look} data-trouble=${code} ?data-error=${failed?.code === code}
    role=${failed?.code === code ? 'alert' : nothing}>${sayFailure({ code })}</p>`;
}

/** What goes on without help. */
const CALM = ['sync-busy', 'vault-locked', 'sync-folder-asks'];

/** @param {Page} page @param {OnState} sync */
function statusActions(page, { engine, isAllowed, trouble }) {
  const act = (/** @type {() => unknown} */ run) => () => attempt(page, 'sync', run);
  const allow =
    engine === 'folder' && !isAllowed
      ? button('allow-sync', 'folderAllow', act(resumeSync), { look: 'primary' })
      : nothing;
  const needsLeave = /^sync-(removed|ended|other-vault)$/.test(trouble ?? '');
  if (needsLeave) {
    const look = allow === nothing ? 'primary' : '';
    return html`
      ${allow}
      ${button('leave-sync', 'syncLeave', () => leave(page))}
      ${trouble === 'sync-removed' ? button('join-again', 'syncJoinAgain', () => joinHere(page, engine), { look }) : nothing}`;
  }
  if (trouble === 'sync-key-needed') return allow;
  if (trouble === 'sync-folder-missing') {
    const choose = act(async () => (await chooseFolder('sync')) && resumeElsewhere());
    return button('choose-again', 'folderChoose', choose, { look: 'primary' });
  }
  if (allow !== nothing) return allow;
  const now = () => attempt(page, 'sync', syncNow, 'syncDone');
  return button('sync-now', 'syncNow', now, { isOff: page.model.isBusy });
}

/** Why sync does not go on, and what to do. @param {Page} page @param {OnState} sync */
function troubleView(page, sync) {
  const code = troubleOf(sync);
  if (!code) return nothing;
  const { joinWay } = page.model;
  const choose = (/** @type {import('./joining.js').Way} */ one) => {
    Object.assign(page.model, { joinWay: one, failed: undefined });
    page.draw();
  };
  const submit = (/** @type {import('../flows/sync.js').Secret} */ secret) =>
    attempt(page, 'join', () => enterSyncKey(secret), 'syncDone');
  return html`
    ${troubleText(page, code)}
    ${
      code === 'sync-key-needed'
        ? secretForm(page, { way: joinWay, kinds: ['pass', 'recovery'], submit, choose })
        : nothing
    }`;
}

/** @param {Page} page @param {Engine} engine */
function joinHere(page, engine) {
  return attempt(page, 'sync', () => startJoining(page, engine)).then(() => focusOn(SECRET));
}

/** Two computers that turned sync on at the same time do not know of each other. @param {Page} page @param {OnState} sync */
function besideView(page, { engine, isBeside, isAllowed }) {
  if (!isBeside || !isAllowed) return nothing;
  return line(
    html`<span data-beside>${say('syncBeside')}</span>`,
    button('join-beside', 'join', () => joinHere(page, engine)),
    'beside',
  );
}

/** How much of the browser account is used, and what has no room. @param {Page} page @param {OnState} sync */
function shareView(page, { engine, share, trouble, waiting }) {
  if (engine !== 'account') return nothing;
  const { folder, bin } = page.model;
  const isHigh = share > SHARE_HIGH || trouble === 'sync-full';
  const useFolder = () => attempt(page, 'sync', () => begin(page, 'folder'));
  return line(
    html`<span data-share>${say('syncShare', sayShare(share))}</span>
      ${waiting > 0 ? html`<span class="below" data-waiting>${sayCount('syncWaiting', waiting)}</span>` : nothing}
      ${isHigh ? html`<span class="warn below" data-almost-full>${say('syncAlmostFull')}</span>` : nothing}
      ${isHigh && bin.length > 0 ? html`<a class="below" href="#bin" data-bin-link>${say('syncBin')}</a>` : nothing}`,
    isHigh && folder.can ? button('use-folder', 'syncUseFolder', useFolder) : nothing,
    'share',
  );
}

/** @param {Page} page */
function leave(page) {
  return attempt(page, 'sync', leaveSync, 'syncLeft');
}

/** @param {Page} page */
function stopPanel(page) {
  const { model } = page;
  const end = () => {
    Object.assign(model, noSyncForm(), { question: { what: 'end' }, failed: undefined });
    page.draw();
  };
  return panel(
    say('syncStopTitle'),
    html`
      ${line(
        way('computerHere', 'syncLeaveText'),
        button('leave-sync', 'syncLeave', () => leave(page)),
        'leave',
      )}
      ${line(way('computersAll', 'syncEndText'), button('end-sync', 'syncEnd', end, { look: 'danger' }), 'end')}
    `,
    'stop-sync',
  );
}
