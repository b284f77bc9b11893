// How codes are made and how a key is written, as fields of a form: what the user declares stands over what a link
// or the stored account says.

import { html, nothing } from 'lit-html';
import { say } from '../platform/words.js';
import { groupCode } from './groups.js';
import * as icons from './icons.js';

/** @typedef {import('../core/postern.js').CodeView} CodeView */
/** @typedef {import('../core/postern.js').CodingRequest} CodingRequest */
/** @typedef {import('../core/postern.js').EncodingRequest} EncodingRequest */
/** @typedef {import('../core/postern.js').KindRequest} KindRequest */
/** @typedef {import('../core/core.js').Failure} Failure */
/** @typedef {Pick<import('../core/postern.js').PreviewView, 'kind' | 'codeChars' | 'periodS' | 'algorithm' | 'counter'>} Coding */
/** @typedef {'text' | 'pin' | 'issuer' | 'site' | 'digits' | 'period' | 'counter'} Place */
/** @typedef {{ at: Place, text: string } | undefined} Wrong what is wrong, and in which field */
/**
 * The part of a form that is the same for new accounts and old ones.
 * @typedef {object} Typed
 * @property {CodingRequest} declared
 * @property {EncodingRequest | ''} encoding empty until the user chooses one
 * @property {boolean} isKeyShown
 * @property {Wrong} wrong
 * @property {CodeView | undefined} code that the account would give now
 * @property {boolean} isLink whether the key that was typed is a link
 * @property {Coding | undefined} [coding] of a link that replaces the account's key
 */

/** @returns {Typed} */
export const nothingDeclared = () => ({
  declared: {},
  encoding: '',
  isKeyShown: false,
  wrong: undefined,
  code: undefined,
  isLink: false,
});

/** What a bare key means, as all portals intend it. @type {Coding} */
export const USUAL = {
  kind: 'totp',
  codeChars: 6,
  periodS: 30,
  algorithm: 'SHA1',
  counter: undefined,
};

/** The names of services and of formats are the same in every language. */
const KINDS = /** @type {const} */ ([
  ['totp', () => say('kindTotp')],
  ['hotp', () => say('kindHotp')],
  ['steam', () => 'Steam Guard'],
  ['motp', () => 'Mobile-OTP'],
  ['yandex', () => 'Yandex ID'],
]);

const ALGORITHMS = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'];

const ENCODINGS = /** @type {const} */ ([
  ['base32', () => 'Base32'],
  ['hex', () => say('encodingHex')],
  ['base64', () => 'Base64'],
]);

/** Addresses look the same in every language. */
export const SITE_EXAMPLE = 'portal.example.com';

/** The field that a failure is about. @param {Failure} failure @param {CodingRequest} declared @returns {Place} */
export function placeOf({ code }, { counter }) {
  if (code === 'digits-bad') return 'digits';
  if (code === 'period-bad') return 'period';
  if (code === 'site-unusable') return 'site';
  if (code === 'pin-bad' || code === 'pin-needed') return 'pin';
  return code === 'counter-bad' && counter !== undefined ? 'counter' : 'text';
}

/** How the key is written: Mobile-OTP's are always hexadecimal. @param {Typed} typed @param {string} kind @returns {EncodingRequest} */
export function encodingOf({ encoding }, kind) {
  return encoding || (kind === 'motp' ? 'hex' : 'base32');
}

/** Takes in what a field says; false if the codes do not depend on it. @param {Typed} typed @param {EventTarget | null} target */
export function declare(typed, target) {
  const { name, value } = /** @type {HTMLInputElement} */ (target);
  if (name === 'encoding') typed.encoding = /** @type {EncodingRequest} */ (value);
  else if (name === 'kind') typed.declared.kind = /** @type {KindRequest} */ (value);
  else if (/^(digits|period|algorithm|counter)$/.test(name))
    Object.assign(typed.declared, { [name]: value });
  else if (name === 'text') noteLink(typed, value);
  else return name === 'pin';
  return true;
}

/** A link says how its codes are made: what was declared for another key is not meant for it. @param {Typed} typed @param {string} text */
function noteLink(typed, text) {
  const isLink = text.includes('://');
  if (isLink && !typed.isLink) Object.assign(typed, { declared: {}, encoding: '' });
  typed.isLink = isLink;
}

/** Whether codes of a type are made from a PIN, too. @param {string} kind */
export const takesPin = (kind) => kind === 'motp' || kind === 'yandex';

/** By then a code is surely over, in ms. */
const OVER_MS = 20;

/** Acts once a code is over. @param {CodeView | undefined} code @param {number} nowMs @param {() => unknown} act @returns {ReturnType<typeof setTimeout> | undefined} the timer, if the code ends */
export function onceOver(code, nowMs, act) {
  if (code?.validUntilMs === undefined) return undefined;
  return setTimeout(act, Math.max(0, code.validUntilMs - nowMs) + OVER_MS);
}

/** What is wrong with a field, below it. @param {Wrong} wrong @param {Place} at */
export function wrongAt(wrong, at) {
  return wrong?.at === at
    ? html`<p class="error" id=${`wrong-${at}`} role="alert" data-error>${wrong.text}</p>`
    : nothing;
}

/** A field of one line. @param {Place} name @param {string} label @param {string} value @param {Wrong} wrong @param {string} [hint] */
export function field(name, label, value, wrong, hint = '') {
  const isWrong = wrong?.at === name;
  return html`<div class="labelled"><label>${label}
      <input name=${name} inputmode=${name === 'site' ? 'url' : 'numeric'} autocomplete="off" spellcheck="false"
        placeholder=${hint} .value=${value}
        aria-invalid=${isWrong ? 'true' : nothing} aria-describedby=${isWrong ? `wrong-${name}` : nothing}>
    </label>${wrongAt(wrong, name)}</div>`;
}

/**
 * A setup key, hidden unless the user wants to see it.
 * @param {Typed} typed
 * @param {{ label: string, hint: string, isRequired: boolean, isFirst: boolean, show: (isShown: boolean) => void }} options
 */
export function keyField({ isKeyShown, wrong }, { label, hint, isRequired, isFirst, show }) {
  const isWrong = wrong?.at === 'text';
  const what = say(isKeyShown ? 'keyHide' : 'keyShow');
  return html`<div class="labelled">
    <label>${label}
      <input name="text" type=${isKeyShown ? 'text' : 'password'} autocomplete="off" spellcheck="false"
        autocapitalize="off" ?required=${isRequired} ?autofocus=${isFirst}
        aria-invalid=${isWrong ? 'true' : 'false'} aria-describedby=${isWrong ? `wrong-text ${hint}` : hint}>
    </label>
    <button type="button" class="icon-button peek" data-peek aria-pressed=${isKeyShown} title=${what} aria-label=${what}
      @click=${() => show(!isKeyShown)}>${icons.eye}</button>
    ${wrongAt(wrong, 'text')}
  </div>`;
}

/**
 * The type of the codes and what belongs to it, and how the key is written.
 * @param {Coding} coding without what the user declares
 * @param {Typed} typed
 */
export function codingFields(coding, typed) {
  const { declared, wrong } = typed;
  const kind = declared.kind ?? coding.kind;
  const isNumeric = kind === 'totp' || kind === 'hotp';
  const digits = coding.algorithm === undefined ? USUAL.codeChars : coding.codeChars;
  const algorithm = declared.algorithm ?? coding.algorithm ?? USUAL.algorithm;
  const period = coding.kind === 'totp' ? coding.periodS : USUAL.periodS;
  const encoding = encodingOf(typed, kind);
  return html`<fieldset class="coding">
    <legend class="unseen">${say('codingTitle')}</legend>
    <label>${say('fieldKind')}<select name="kind">
      ${KINDS.map(([value, name]) => html`<option value=${value} ?selected=${value === kind}>${name()}</option>`)}
    </select></label>
    ${
      isNumeric
        ? html`${field('digits', say('fieldDigits'), declared.digits ?? String(digits), wrong)}
          ${
            kind === 'totp'
              ? field('period', say('fieldPeriod'), declared.period ?? String(period), wrong)
              : field(
                  'counter',
                  say('fieldCounter'),
                  declared.counter ?? coding.counter ?? '0',
                  wrong,
                )
          }
          <label>${say('fieldAlgorithm')}<select name="algorithm">
            ${ALGORITHMS.map((name) => html`<option value=${name} ?selected=${name === algorithm}>${name.replace('SHA', 'SHA-')}</option>`)}
          </select></label>`
        : nothing
    }
    <label>${say('fieldEncoding')}<select name="encoding">
      ${ENCODINGS.map(([value, name]) => html`<option value=${value} ?selected=${value === encoding}>${name()}</option>`)}
    </select></label>
  </fieldset>`;
}

/** A hint, and in its place the code that an account would give now: nothing below moves. @param {Typed} typed @param {string} hint */
export function liveCode({ code }, hint) {
  const [first, ...rest] = code ? groupCode(code.text) : [];
  return html`<span class=${code ? 'hint gone' : 'hint'}>${hint}</span>${
    code
      ? html`<span>${say('codeNow')} <bdi class="now" data-now>${first}${rest.map((group) => html`<span>${group}</span>`)}</bdi></span>`
      : nothing
  }`;
}

/** Puts the cursor on the character that is wrong: positions count characters, a field counts UTF-16 units. @param {HTMLInputElement} input @param {Failure} failure */
export function pointAt(input, failure) {
  const { position } = /** @type {{ position?: number }} */ (failure);
  input.focus();
  if (position === undefined) return;
  const characters = [...input.value];
  const before = characters.slice(0, position - 1).join('').length;
  input.setSelectionRange(before, before + (characters[position - 1]?.length ?? 0));
}
