// Cards above the list: keys found on the page, first steps, and errors.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { say, sayCount, sayWarning } from '../../platform/words.js';
import * as icons from '../../ui/icons.js';

/** @typedef {import('../../core/postern.js').PreviewView} PreviewView */
/** @typedef {import('../../flows/scan.js').SeenCode} SeenCode */
/** @typedef {import('../model.js').Candidate} Candidate */
/**
 * @typedef {object} CardActions
 * @property {(candidate: Candidate, old?: string) => void} addCandidate
 * @property {(candidate: Candidate, change: { issuer?: string, name?: string, isEdited?: boolean }) => void} rename
 */

/** Characters to show of a code that is not a key. */
const OTHER_MAX = 300;

/** Codes with RFC 6238's default parameters need no explanation. */
const USUAL = { digits: 6, periodS: 30, algorithm: 'SHA1' };

/**
 * The codes on the page: keys first, each with its position in the picture if there are several.
 * @param {{ candidates: Candidate[], others: SeenCode[] }} seen
 * @param {CardActions} actions
 */
export function seenCards({ candidates, others }, actions) {
  const isOne = candidates.length + others.length === 1;
  return html`
    ${candidates.map((candidate) => candidateCard(candidate, isOne, actions))}
    ${others.length > 0 ? otherCodes(others, isOne) : nothing}
  `;
}

/** @param {Candidate} candidate @param {boolean} isOne @param {CardActions} actions */
function candidateCard(candidate, isOne, { addCandidate, rename }) {
  const { preview, cutOut, isPrinted, printed, isEdited } = candidate;
  const saved = preview.status === 'same-key';
  const { replaces } = preview;
  // Neither choice suggests itself: the site may have renewed the key, or be another one of that name.
  const isAgain = replaces !== undefined && preview.status === 'same-name';
  return html`
    <section class=${saved ? 'card calm' : 'card'} data-candidate>
      ${isOne || !cutOut ? nothing : picture(cutOut)}
      <div class="eyebrow">${say(isPrinted ? 'addCardPrinted' : 'addCardTitle')}</div>
      ${isEdited ? names(candidate, rename) : title(preview)}
      <p class="soft">${preview.site ? say('siteBound', preview.site) : say('siteNone')}</p>
      ${unusual(preview).map((line) => html`<p class="soft">${line}</p>`)}
      ${preview.warnings.map((warning) => html`<p class="note">${sayWarning(warning)}</p>`)}
      ${printed === 'same' ? html`<p class="soft" data-printed="same">${say('printedSame')}</p>` : nothing}
      ${printed === 'other' ? html`<p class="note" data-printed="other">${say('printedOther')}</p>` : nothing}
      ${saved ? html`<p><strong>${say('sameKey')}</strong></p>` : nothing}
      ${preview.status === 'other-issuer' ? html`<p class="soft" data-other-issuer>${say('otherIssuer')}</p>` : nothing}
      ${preview.status === 'same-name' ? html`<p class="note">${say(replaces ? 'sameName' : 'sameNameElsewhere')}</p>` : nothing}
      ${
        saved
          ? nothing
          : html`<div class="actions">
              ${
                isEdited
                  ? nothing
                  : html`<button class="button" data-edit
                      @click=${() => rename(candidate, { isEdited: true })}>${say('edit')}</button>`
              }
              ${
                replaces
                  ? html`<button class="button" data-replace
                      @click=${() => addCandidate(candidate, replaces)}>${say('replace')}</button>`
                  : nothing
              }
              <button class=${isAgain ? 'button' : 'button primary'} data-add
                @click=${() => addCandidate(candidate)}>${say(isAgain ? 'addAnyway' : 'add')}</button>
            </div>`
      }
    </section>
  `;
}

/** @param {PreviewView} preview */
function title({ issuer, name }) {
  return html`
    <h2>${issuer || name || say('noName')}</h2>
    ${issuer && name ? html`<p>${name}</p>` : nothing}
  `;
}

/** @param {Candidate} candidate @param {CardActions['rename']} rename */
function names(candidate, rename) {
  const { issuer, name } = candidate.preview;
  const changed = (/** @type {'issuer' | 'name'} */ key) => (/** @type {Event} */ event) =>
    rename(candidate, { [key]: /** @type {HTMLInputElement} */ (event.currentTarget).value });
  return html`
    <label>${say('fieldIssuer')}<input data-issuer spellcheck="false" .value=${issuer} @change=${changed('issuer')}></label>
    <label>${say('fieldName')}<input data-name spellcheck="false" .value=${name} @change=${changed('name')}></label>
  `;
}

/** Codes that are not keys: shown as text, never opened. @param {SeenCode[]} others @param {boolean} isOne */
function otherCodes(others, isOne) {
  return html`
    <details class="card calm" data-others>
      <summary>${sayCount('otherCodes', others.length)}</summary>
      ${others.map(
        ({ text, cutOut }) => html`<div class="other">
          ${isOne ? nothing : picture(cutOut)}
          <bdi>${text.length > OTHER_MAX ? `${text.slice(0, OTHER_MAX)}…` : text}</bdi>
        </div>`,
      )}
    </details>
  `;
}

/** The picture around a code, drawn and not linked: a URL of it would contain the key. @param {ImageBitmap} cutOut */
function picture(cutOut) {
  const { width, height } = cutOut;
  /** @param {Element | undefined} canvas */
  const draw = (canvas) => {
    const context = /** @type {HTMLCanvasElement | undefined} */ (canvas)?.getContext('2d');
    context?.clearRect(0, 0, width, height);
    context?.drawImage(cutOut, 0, 0);
  };
  return html`<canvas class="cut-out" width=${width} height=${height} aria-hidden="true" ${ref(draw)}></canvas>`;
}

/** Unusual parameters, in words. @param {PreviewView} preview */
function unusual({ kind, codeChars, periodS, algorithm }) {
  const lines = [];
  if (kind === 'hotp') lines.push(say('paramCounter'));
  if (kind === 'steam') lines.push(say('paramSteam'));
  if (kind === 'motp') lines.push(say('paramMotp'));
  if (kind === 'yandex') lines.push(say('paramYandex'));
  const numeric = kind === 'totp' || kind === 'hotp';
  if (numeric && codeChars !== USUAL.digits) lines.push(sayCount('paramDigits', codeChars));
  if (kind === 'totp' && periodS !== undefined && periodS !== USUAL.periodS) {
    lines.push(sayCount('paramPeriod', periodS));
  }
  if (algorithm && algorithm !== USUAL.algorithm) lines.push(algorithm.replace('SHA', 'SHA-'));
  return lines;
}

/**
 * The first run: one screen. Its doors open once the page has been looked at, since they are in the place of a
 * key that is found there.
 * @param {{ scanAgain: () => void, openCamera: () => void, showAdd: () => void, importFrom: () => void, restore: () => void }} actions
 * @param {boolean} hasLooked
 */
export function welcomeCard({ scanAgain, openCamera, showAdd, importFrom, restore }, hasLooked) {
  return html`
    <section class="welcome">
      ${icons.mark}
      <h2>${say('emptyTitle')}</h2>
      <p>${say('emptyText')}</p>
      ${
        hasLooked
          ? html`
            <button class="button primary" data-scan @click=${scanAgain}>${say('scanPage')}</button>
            <button class="button" data-restore @click=${restore}>${say('restoreBackup')}</button>
            <button class="button" data-import @click=${importFrom}>${say('importFrom')}</button>
            <div class="links">
              <button class="link" data-key @click=${showAdd}>${say('enterKey')}</button>
              <button class="link" data-camera @click=${openCamera}>${say('cameraScan')}</button>
            </div>
            <p class="soft">${say('emptyPromise')}</p>`
          : nothing
      }
    </section>
  `;
}

/**
 * Storage or the vault is full: nothing was lost, and what to do.
 * @param {'vault-full' | 'storage-full'} why
 * @param {{ closeFull: () => void, backUp: () => void }} actions
 */
export function fullCard(why, { closeFull, backUp }) {
  return html`
    <section class="card bad" role="alert" data-full>
      <h2>${say('fullTitle')}</h2>
      <p>${say(why === 'vault-full' ? 'failVaultFull' : 'failStorageFull')}</p>
      <p class="soft">${say('fullText')}</p>
      <div class="actions">
        <button class="button" data-close @click=${closeFull}>${say('close')}</button>
        <button class="button primary" @click=${backUp}>${say('backUp')}</button>
      </div>
    </section>
  `;
}

/** The page shows an export of another app. @param {() => void} importSeen */
export function exportedCard(importSeen) {
  return html`
    <section class="card" data-exported>
      <p>${say('importSeenText')}</p>
      <div class="actions">
        <button class="button primary" data-import-seen @click=${importSeen}>${say('importSeen')}</button>
      </div>
    </section>
  `;
}
