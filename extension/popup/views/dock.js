// The dock: the one place below the rows, there from the first paint, in which the popup says what the page
// has to offer. Nothing above it moves when that changes.

import { html, nothing } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { wantsBackup } from '../../flows/saving.js';
import { aheadFor } from '../../platform/clock.js';
import { aheadText, say, sayCount, sayFailure } from '../../platform/words.js';
import * as icons from '../../ui/icons.js';
import { nameOf } from '../../ui/parts.js';
import { isNews, sentencesOf } from './outcome.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {typeof import('../actions.js')} Actions */
/**
 * What the dock says.
 * @typedef {object} Offer
 * @property {string} kind
 * @property {string} [eyebrow] what it is
 * @property {string} [title]
 * @property {string} text
 * @property {'good' | 'bad'} [tone]
 * @property {string} [state] of an outcome
 * @property {unknown} [button]
 * @property {boolean} [isExpandable] the sheet says more
 * @property {() => unknown} [close]
 */

/** Longer texts are cut off in the dock, so the sheet shows them in full. */
const LINES_CHARS = 84;

/** The keys on the page that are not saved yet. @param {Pick<Model, 'candidates'>} model */
export function freshKeys({ candidates }) {
  return candidates.filter(({ preview }) => preview.status !== 'same-key');
}

/**
 * The most important thing to say, or nothing.
 * @param {Model} model
 * @param {import('../../core/postern.js').ListView} list
 * @param {Actions} actions
 * @returns {Offer | undefined}
 */
export function offerOf(model, list, actions) {
  const { total } = list;
  // With no account yet, keys stand in the middle of the window, where there is room for all they say.
  const fresh = total > 0 ? freshKeys(model) : [];
  if (fresh.length > 0) return keyOffer(fresh, actions);
  return (
    reactionOffer(model, actions) ??
    suggestionOffer(model, list, actions) ??
    pageOffer(model, total, actions) ??
    renewOffer(model, list, actions) ??
    calmOffer(model, total, actions)
  );
}

/** @param {Model['candidates']} fresh @param {Actions} actions @returns {Offer} */
function keyOffer(fresh, { addCandidate, expand }) {
  const [key] = fresh;
  const review = html`<button class="button primary" data-expand @click=${expand}>${say('review')}</button>`;
  if (!key || fresh.length > 1) {
    return {
      kind: 'keys',
      tone: 'good',
      text: sayCount('keysFound', fresh.length),
      button: review,
    };
  }
  const { issuer, name, site, warnings, status } = key.preview;
  const isOwn = status === 'new' || status === 'other-issuer';
  const isPlain = warnings.length === 0 && isOwn && key.printed !== 'other';
  return {
    kind: 'key',
    tone: 'good',
    eyebrow: say(key.isPrinted ? 'addCardPrinted' : 'addCardTitle'),
    title: nameOf(key.preview),
    text: [issuer ? name : '', site ?? say('siteNone')].filter(Boolean).join(' · '),
    button: isPlain
      ? html`<button class="button primary" data-add @click=${() => addCandidate(key)}>${say('add')}</button>`
      : review,
    isExpandable: isPlain,
  };
}

/** What became of a code. @param {Model} model @param {Actions} actions @returns {Offer | undefined} */
function reactionOffer({ outcome, field }, { closeOutcome }) {
  if (!outcome || !isNews(outcome, field)) return undefined;
  const said = sentencesOf(outcome);
  return {
    kind: 'outcome',
    state: outcome.state,
    tone: outcome.state === 'accepted' ? 'good' : 'bad',
    title: say(said.title),
    text: said.isCorrectable ? sayCount(said.text, said.seconds) : say(said.text),
    isExpandable: true,
    close: closeOutcome,
  };
}

/**
 * Accounts that were imported have no site. One that may belong to the page is offered; it is not filled until
 * the user agrees.
 * @param {Model} model
 * @param {import('../../core/postern.js').ListView} list
 * @param {Actions} actions
 * @returns {Offer | undefined}
 */
function suggestionOffer(
  { field, site, query, from },
  { forPage, suggested, rows },
  { useSuggested },
) {
  const [row] = rows;
  const isFirst = from === 0 && query === '' && forPage === 0;
  if (!field || !isFirst || !row?.suggested) return undefined;
  if (suggested > 1) return { kind: 'suggested', text: say('suggestedSeveral', site) };
  const button = html`<button class="button primary" data-use-suggested @click=${() => useSuggested(row)}>${say('useSuggested')}</button>`;
  const title = row.issuer && row.name ? `${row.issuer} · ${row.name}` : nameOf(row);
  return { kind: 'suggested', title, text: say('suggested', site), button };
}

/** What the page shows or hides. @param {Model} model @param {number} total @param {Actions} actions @returns {Offer | undefined} */
function pageOffer(model, total, { importSeen, lookInto }) {
  const { exported, foreign, setUp, candidates } = model;
  if (exported && total > 0) {
    const button = html`<button class="button primary" data-import-seen @click=${importSeen}>${say('importSeen')}</button>`;
    return { kind: 'exported', tone: 'good', text: say('importSeenText'), button };
  }
  const [frame] = foreign;
  if (frame && candidates.length === 0) {
    const button = html`<button class="button" data-look-into @click=${() => lookInto(frame)}>${say('lookInto')}</button>`;
    return { kind: 'foreign', text: say('lookIntoText', frame), button, isExpandable: true };
  }
  if (setUp && candidates.length === 0) {
    return { kind: 'set-up', text: say('setUpHint', setUp.stack, setUp.link), isExpandable: true };
  }
  return undefined;
}

/** What can wait. @param {Model} model @param {number} total @param {Actions} actions @returns {Offer | undefined} */
function calmOffer(model, total, actions) {
  const { backUp, openCamera } = actions;
  const { candidates, clock, folder, page, status, settings } = model;
  if (status) {
    const isLong = status.length > LINES_CHARS;
    // With no account yet, the first steps have this button.
    const button =
      total > 0 && model.isNoneSeen
        ? html`<button class="button" data-camera @click=${openCamera}>${say('cameraScan')}</button>`
        : undefined;
    return { kind: 'status', text: status, isExpandable: isLong, button };
  }
  const aheadMs = aheadFor(clock, page?.origin ?? '');
  if (aheadMs !== 0) {
    return { kind: 'clock', text: say('clockInForce', aheadText(aheadMs)), isExpandable: true };
  }
  const [saved] = candidates;
  if (saved && total > 0) {
    return {
      kind: 'saved',
      title: nameOf(saved.preview),
      text: say('sameKey'),
      isExpandable: true,
    };
  }
  if (folder?.name && !folder.isAllowed && !folder.isGranted && settings.unsaved) {
    const button = html`<button class="button" data-allow-folder @click=${backUp}>${say('folderAllow')}</button>`;
    return { kind: 'folder', text: say('folderAsks', folder.name), button };
  }
  const waiting = syncOffer(model, actions);
  if (waiting) return waiting;
  if (!navigator.onLine) return { kind: 'offline', text: say('offline') };
  if (!wantsBackup(settings, total)) return undefined;
  const button = html`<button class="button" data-back-up-now @click=${backUp}>${say('backUp')}</button>`;
  return { kind: 'backup', text: say('backupWanted'), button };
}

/**
 * At the site of an account whose key a removed computer had.
 * @param {Model} model
 * @param {import('../../core/postern.js').ListView} list
 * @param {Actions} actions
 * @returns {Offer | undefined}
 */
function renewOffer({ settings, status }, { rows }, { openSync }) {
  const row = rows.find(({ id, forPage }) => forPage && settings.renew?.includes(id));
  if (!row || status) return undefined;
  return {
    kind: 'renew',
    title: nameOf(row),
    text: say('renewHere'),
    button: reviewButton(openSync),
  };
}

/** @param {() => unknown} openSync */
const reviewButton = (openSync) =>
  html`<button class="button" data-open-sync @click=${openSync}>${say('review')}</button>`;

/** Sync waits for the user; everything else about it is in the settings. @param {Model} model @param {Actions} actions @returns {Offer | undefined} */
function syncOffer({ sync }, { openSync }) {
  const text = sync?.isOn ? waitText(sync) : '';
  if (!text) return undefined;
  return { kind: 'sync', text, button: reviewButton(openSync) };
}

/** Nothing more is exchanged until the user does something. @type {string[]} */
const LASTING = [
  'sync-ended',
  'sync-folder-missing',
  'sync-full',
  'sync-newer',
  'sync-other-vault',
  'vault-full',
];

/** What sync needs the user for, or nothing. @param {import('../../flows/sync.js').OnState} sync */
function waitText({ engine, isAllowed, isGranted, trouble, place }) {
  if (trouble === 'sync-key-needed') return say('dockSyncKey');
  if (trouble === 'sync-removed') return say('dockSyncRemoved');
  if (trouble && LASTING.includes(trouble)) return sayFailure({ code: trouble });
  return engine === 'folder' && !isAllowed && !isGranted ? say('folderAsks', place) : '';
}

/** @param {Offer | undefined} offer @param {number} total @param {Actions} actions */
export function dockView(offer, total, { expand }) {
  const {
    kind = '',
    eyebrow,
    title,
    text = '',
    tone = '',
    state,
    button,
    isExpandable,
    close,
  } = offer ?? {};
  return html`
    <section class=${total > 0 ? 'dock' : 'dock tall'} data-dock=${kind} data-tone=${tone}
      ?data-candidate=${kind === 'key'} data-outcome=${state ?? nothing} aria-label=${say('thisPage')}>
      <div class="said" role="status">${keyed(
        // Other words in the same element would count as having moved there.
        `${title}${text}`,
        html`<div>
          ${eyebrow ? html`<span class="eyebrow">${eyebrow}</span>` : nothing}
          ${title ? html`<h2>${title}</h2>` : nothing}
          <p class=${title ? 'soft' : ''}>${text}</p>
        </div>`,
      )}</div>
      ${button ?? nothing}
      ${isExpandable ? iconButton('expand', say('details'), icons.up, expand) : nothing}
      ${close ? iconButton('close', say('close'), icons.cross, close) : nothing}
    </section>
  `;
}

/** @param {'expand' | 'close'} what @param {string} label @param {unknown} icon @param {() => unknown} act */
function iconButton(what, label, icon, act) {
  return html`<button class="icon-button" ?data-expand=${what === 'expand'} ?data-close=${what === 'close'}
    title=${label} aria-label=${label} @click=${act}>${icon}</button>`;
}
