// What all parts of the popup do: draw, change the vault, say something, go from screen to screen, and fail.

import { failureOf } from '../core/core.js';
import { isUnlocked } from '../flows/lock.js';
import { changeVault } from '../flows/vault.js';
import { readTrace, trace, traceText } from '../platform/trace.js';
import { sayFailure } from '../platform/words.js';
import { model, nothingTyped } from './model.js';
import { moveFocus, noteDocked } from './steady.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Toast} Toast */

/** How long a toast stays; longer if it has a button. */
const TOAST_MS = { said: 6000, pressed: 15_000 };

let drawing = () => {};

/** Sets how the model is drawn. @param {() => void} draw */
export function drawWith(draw) {
  drawing = draw;
}

/** Draws the model; the core is asked only for the rows in view. */
export function draw() {
  drawing();
}

/** The lock alarm may be late, so new codes are not drawn past the deadline. */
export async function drawAgain() {
  if (model.locks) await isUnlocked();
  if (model.session) draw();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let clearing;

/**
 * @param {string} text
 * @param {Toast['action']} [action]
 * @param {boolean} [isQuiet] the same text was shown before, apart from a number
 */
export function toast(text, action, isQuiet = false) {
  clearTimeout(clearing);
  const gone = () => {
    clearTimeout(clearing);
    const hadFocus = document.activeElement?.matches('.toast button');
    model.toast = undefined;
    draw();
    if (hadFocus) focusBest();
  };
  const pressed = action && {
    text: action.text,
    run: () => {
      gone();
      action.run();
    },
  };
  // Its button covers something that could be clicked a moment ago.
  if (action) noteDocked();
  model.toast = { text, isQuiet, ...(pressed && { action: pressed }) };
  clearing = setTimeout(gone, action ? TOAST_MS.pressed : TOAST_MS.said);
  draw();
  // What had the focus is gone: undoing is the next thing to do.
  if (action && document.activeElement === document.body) {
    moveFocus(document.querySelector('.toast button'));
  }
}

/**
 * Runs an action: reports failures caused by the user or the page; a bug ends the session.
 * @param {() => unknown} action
 */
export async function attempt(action) {
  try {
    await action();
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure || failure.code === 'bad-request') {
      await trace('popup', thrown);
      return breakDown(thrown);
    }
    if (failure.code !== 'vault-full' && failure.code !== 'storage-full')
      return toast(sayFailure(failure));
    model.full = failure.code;
    show('list');
  }
}

/** @param {Session} session */
export function adopt(session) {
  model.session?.free();
  model.session = session;
}

/** @template T @param {(session: Session, nowMs: number) => T} edit */
export async function change(edit) {
  const { session, result } = await changeVault(edit);
  adopt(session);
  return result;
}

/** @param {Model['screen']} screen */
export function show(screen) {
  const scroll = document.querySelector('main.scroll');
  if (model.screen === 'list') model.top = scroll?.scrollTop ?? 0;
  // What was said about the list would lie over the form.
  if (screen !== 'list') model.toast = undefined;
  Object.assign(model, {
    screen,
    isEdited: false,
    isLeaving: false,
    isExpanded: false,
    adding: nothingTyped(),
  });
  draw();
  // The list returns as it was left.
  if (screen === 'list') document.querySelector('main.scroll')?.scrollTo({ top: model.top });
  // The focused element disappeared with its screen.
  if (!document.activeElement?.isConnected || document.activeElement === document.body) focusBest();
}

/** Back to the list, unless something would be lost that the user should decide about. */
export function leave() {
  if (!model.isEdited) return show('list');
  model.isLeaving = true;
  draw();
  moveFocus(document.querySelector('[data-keep]'));
}

export function open() {
  if (!model.session) throw { code: model.screen === 'locked' ? 'vault-locked' : 'vault-damaged' };
  return model.session;
}

/** Focuses the element where the next key press is useful, unless the user has moved the focus. */
export function focusBest() {
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body) return;
  // On return from another screen, the account that was in use.
  const last = model.active ? ['[data-use][tabindex="0"]'] : [];
  const first = ['[autofocus]', ...last, '.row.here [data-use]', '[data-add]', '.search'];
  for (const selector of first) {
    const element = /** @type {HTMLElement | null} */ (document.querySelector(selector));
    if (element) return element.focus();
  }
}

/** Failures of a vault that is missing or does not open. */
const VAULT_LOST = ['vault-damaged', 'vault-missing', 'vault-newer', 'vault-wrong-key'];

/** A bug, or a vault that does not open: drops the core and shows one honest message. @param {unknown} thrown */
export function breakDown(thrown) {
  // Drawing the message may be what fails.
  if (model.screen === 'broken' && model.broken) return;
  const failure = failureOf(thrown);
  const breakage = VAULT_LOST.includes(failure?.code ?? '') ? 'vault' : 'bug';
  Object.assign(model, {
    screen: 'broken',
    session: undefined,
    broken: sayFailure(failure),
    breakage,
  });
  draw();
  void showTrace();
}

async function showTrace() {
  model.trace = traceText(await readTrace());
  draw();
}
