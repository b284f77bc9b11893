// Cards about a typed code: the page's reaction, and the clock that the code was made for.

import { html, nothing } from 'lit-html';
import { AHEAD_MAX_MS, aheadFor, DRIFT_MAX_MS } from '../../platform/clock.js';
import { aheadText, say, sayCount } from '../../platform/words.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {typeof import('../actions.js')} Actions */
/** @typedef {import('../../platform/memory.js').Outcome} Outcome */
/** @typedef {import('../../platform/words.js').Word} Word */
/** @typedef {import('../../platform/words.js').Counted} Counted */

/**
 * Whether there is something to report: a successful login needs no message, and a page that asks again
 * has not accepted the code that it is about to get.
 * @param {Outcome} outcome
 * @param {string} field of the page
 */
export function isNews({ state, isFirst }, field) {
  if (state === 'refused' || state === 'used') return true;
  return isFirst && !field && (state === 'accepted' || state === 'unknown');
}

/**
 * The page's reaction to the code, and what to do if it was refused.
 * @param {Outcome} outcome
 * @param {Actions} actions
 */
export function outcomeCard(outcome, { correctClock, closeOutcome, backUp }) {
  const { state, aheadMs = 0 } = outcome;
  const isAccepted = state === 'accepted';
  const said = sentencesOf(outcome);
  return html`
    <section class=${isAccepted ? 'card' : 'card bad'} role="status" data-outcome=${state}>
      <h2>${say(said.title)}</h2>
      <p>${said.isCorrectable ? sayCount(said.text, said.seconds) : say(said.text)}</p>
      <div class="actions">
        <button class="button" data-close @click=${closeOutcome}>${say('close')}</button>
        ${isAccepted ? html`<button class="button" data-back-up @click=${backUp}>${say('backUp')}</button>` : nothing}
        ${
          said.isCorrectable
            ? html`<button class="button primary" data-clock
                @click=${() => correctClock(Math.round(aheadMs))}>${say('clockCorrect')}</button>`
            : nothing
        }
      </div>
    </section>
  `;
}

/**
 * @param {Outcome} outcome
 * @returns {{ title: Word } & ({ text: Word, isCorrectable: false } | { text: Counted, seconds: number, isCorrectable: true })}
 */
export function sentencesOf({ state, isFirst, aheadMs, correctedMs = 0, isClockRight }) {
  const said = /** @type {const} */ ({ isCorrectable: false });
  if (state === 'accepted') return { ...said, title: 'acceptedTitle', text: 'acceptedText' };
  if (state === 'unknown') return { ...said, title: 'unknownTitle', text: 'unknownText' };
  const refused = { ...said, title: /** @type {const} */ ('refusedTitle') };
  if (state === 'used') return { ...refused, text: 'refusedUsed' };
  if (aheadMs === undefined) return { ...refused, text: 'refusedAgain' };
  if (isClockRight) return { ...refused, text: 'refusedCorrected' };
  // A larger offset is not trusted: only the computer's own clock should be set.
  if (Math.abs(aheadMs) > AHEAD_MAX_MS) return { ...refused, text: 'refusedFar' };
  if (Math.abs(aheadMs - correctedMs) > DRIFT_MAX_MS) {
    const seconds = Math.round(Math.abs(aheadMs) / 1000);
    const text = aheadMs > 0 ? 'refusedSlow' : 'refusedFast';
    return { ...refused, text, seconds, isCorrectable: true };
  }
  return { ...refused, text: isFirst ? 'refusedKey' : 'refusedOther' };
}

/**
 * The codes for this page are made for a time other than this computer's.
 * @param {Model} model
 * @param {Actions} actions
 */
export function clockCard({ clock, page }, { forgetCorrection }) {
  const aheadMs = aheadFor(clock, page?.origin ?? '');
  if (aheadMs === 0) return nothing;
  return html`
    <section class="card calm" data-clock-card>
      <p>${say('clockInForce', aheadText(aheadMs))}</p>
      <div class="actions">
        <button class="button" data-forget-clock @click=${forgetCorrection}>${say('clockForget')}</button>
      </div>
    </section>
  `;
}
