// The state of the page, and how its actions run.

import { failureOf } from '../core/core.js';
import { readTrace, trace, traceText } from '../platform/trace.js';
import { sayFailure } from '../platform/words.js';
import { noImport } from '../ui/review.js';

/** @typedef {import('../core/postern_workers.js').ReadView} ReadView */
/** @typedef {ReturnType<typeof newModel>} Model */
/** @typedef {{ model: Model, draw: () => void }} Page */

/** Everything that was seen since the page was opened, or since it was added or discarded. */
export const nothingSeen = () => ({
  importing: /** @type {import('../ui/review.js').ImportModel<{ view: ReadView }>} */ (noImport()),
  /** The texts that were read, which hold secrets, and what was said about each. */
  texts: /** @type {Map<string, string>} */ (new Map()),
});

export const newModel = () => ({
  ...nothingSeen(),
  locked: /** @type {import('../ui/locked.js').LockedModel | undefined} */ (undefined),
  /** The page was opened for another window, not for a camera. */
  isForScreen: location.hash === '#screen',
  camera: /** @type {'off' | 'starting' | 'on'} */ ('off'),
  stream: /** @type {MediaStream | undefined} */ (undefined),
  /** The camera in use. */
  used: { id: '', hasLight: false, isMirrored: false },
  isLit: false,
  cameras: /** @type {{ id: string, name: string }[]} */ ([]),
  /** A code was found just now. */
  isFound: false,
  /** What happened last, in a sentence. */
  said: '',
  error: '',
  /** What was added. */
  result: '',
  isBusy: false,
  broken: '',
  /** For a bug report. */
  trace: '',
});

/**
 * Runs an action of the user, or of a frame. A failure becomes a sentence.
 * @param {Page} page
 * @param {() => unknown} act
 */
export async function attempt(page, act) {
  page.model.error = '';
  try {
    await act();
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure || failure.code === 'bad-request') {
      await trace('camera', thrown);
      return breakDown(page, thrown);
    }
    if (failure.code !== 'cancelled') page.model.error = sayFailure(failure);
  }
  page.draw();
}

/** A bug: shows one honest message. @param {Page} page @param {unknown} thrown */
export function breakDown({ model, draw }, thrown) {
  if (model.broken) return;
  model.broken = sayFailure(failureOf(thrown));
  draw();
  void readTrace().then((events) => {
    model.trace = traceText(events);
    draw();
  });
}
