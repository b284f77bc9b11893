// The form in which a key is typed: what it says so far, the code that it would give, and what is wrong with it.

import { failureOf } from '../core/core.js';
import { codeTime } from '../platform/clock.js';
import { importFiles } from '../platform/files.js';
import { say } from '../platform/words.js';
import { declare, encodingOf, onceOver, placeOf, pointAt } from '../ui/coding.js';
import { hostOf, siteTyped } from '../ui/parts.js';
import { sayRefusal } from '../ui/refusal.js';
import { add } from './adding.js';
import { model } from './model.js';
import { attempt, breakDown, draw, open, show, toast } from './window.js';

/** @typedef {import('../core/postern.js').AddRequest} AddRequest */
/** @typedef {import('../core/core.js').Failure} Failure */

/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

/** What the form says. @param {HTMLFormElement} form @returns {AddRequest} */
function requestOf(form) {
  const data = new FormData(form);
  const given = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
  const text = String(data.get('text') ?? '');
  const { adding, page } = model;
  const site = given('site');
  const isHere = site !== '' && site === model.site && page !== undefined;
  // A bare key does not say what it belongs to; its site does.
  const isNamed = given('name') !== '' || text.includes('://');
  const issuer = given('issuer') || (isNamed ? '' : hostOf(site));
  const kind = adding.declared.kind ?? adding.preview?.kind ?? 'totp';
  return {
    text,
    encoding: encodingOf(adding, kind),
    coding: adding.declared,
    origin: isHere ? page.origin : '',
    site: isHere ? '' : siteTyped(site),
    ...(issuer && { issuer }),
    ...(given('name') && { name: given('name') }),
    ...(given('pin') && { pin: given('pin') }),
  };
}

/** Something was typed: shows the code that would come of it. @param {Event} event */
export function typing(event) {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const { name, value, checked } = /** @type {HTMLInputElement} */ (event.target);
  const { adding } = model;
  if (name === 'site') adding.site = value;
  if (name === 'hex') adding.encoding = checked ? 'hex' : 'base32';
  declare(adding, event.target);
  adding.wrong = undefined;
  preview(form);
}

/** @param {HTMLFormElement} form */
function preview(form) {
  clearTimeout(ending);
  const { adding } = model;
  const nowMs = codeTime(model.page?.origin ?? '');
  adding.preview = previewOf({ ...requestOf(form), nowMs });
  adding.code = adding.preview?.code;
  const again = () => model.adding === adding && form.isConnected && preview(form);
  ending = onceOver(adding.code, nowMs, again);
  draw();
}

/** @param {AddRequest} request */
function previewOf(request) {
  if (request.text.trim() === '') return undefined;
  try {
    return open().preview(request);
  } catch (thrown) {
    if (!failureOf(thrown)) throw thrown;
    // It is not complete yet; once it is sent, what is wrong with it is said.
    return undefined;
  }
}

/** @param {boolean} isShown */
export function showKey(isShown) {
  model.adding.isKeyShown = isShown;
  draw();
}

/** @param {boolean} isMore */
export function showMore(isMore) {
  model.adding.isMore = isMore;
}

/** Several links at once are a list to review. */
const SEVERAL = /otpauth:\/\/.*otpauth:\/\//is;

/** Saves what was typed. @param {HTMLFormElement} form */
export async function addTyped(form) {
  const request = requestOf(form);
  if (SEVERAL.test(request.text)) return attempt(() => importFiles([new Blob([request.text])]));
  try {
    const { issuer, name } = open().preview(request);
    if (!issuer && !name) return sayWrong(form, 'issuer', say('failNameMissing'));
    await add(request);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure || failure.code === 'bad-request') return breakDown(thrown);
    if (failure.code === 'migration') return attempt(() => importFiles([new Blob([request.text])]));
    return refuse(form, request.text, failure);
  }
  form.reset();
  show('list');
  toast(say('added'));
}

/** @param {HTMLFormElement} form @param {string} text @param {Failure} failure */
function refuse(form, text, failure) {
  const { adding } = model;
  adding.offersHex = failure.code === 'key-looks-hex' || adding.encoding === 'hex';
  // To find the character that is wrong, it has to be seen.
  adding.isKeyShown ||= 'position' in failure;
  const at = placeOf(failure, adding.declared);
  sayWrong(form, at, sentenceFor(failure, text));
  if (at === 'text')
    pointAt(/** @type {HTMLInputElement} */ (form.querySelector('[name="text"]')), failure);
}

/** @param {Failure} failure @param {string} text */
function sentenceFor(failure, text) {
  const { encoding } = model.adding;
  const isOther = encoding === 'hex' || encoding === 'base64';
  if (failure.code === 'key-bad-character' && isOther)
    return say('failKeyNotInFormat', String(failure.position));
  // A link without its key: the field is not empty.
  if (failure.code === 'key-missing' && text.trim()) return say('failNotAKey');
  return sayRefusal(failure, text);
}

/** @param {HTMLFormElement} form @param {import('../ui/coding.js').Place} at @param {string} text */
function sayWrong(form, at, text) {
  model.adding.wrong = { at, text };
  model.toast = undefined;
  draw();
  /** @type {HTMLElement | null} */ (form.querySelector(`[name="${at}"]`))?.focus();
}
