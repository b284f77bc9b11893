// Everything that looks into a page or types into it: put there on demand, bundled by the build
// into one script. It lives in the isolated world, which the page cannot reach, and answers only
// to who injected it.

import { answerBefore, answerNow, awaitAnswer, watch } from './answer.js';
import { awaitChange } from './change.js';
import { serverAhead } from './clock.js';
import { collectFields, collectFrames } from './collect.js';
import { fillCode } from './fill.js';
import { awaitFocus } from './focus.js';
import { collectKeys } from './keys.js';
import { collectPictures } from './pictures.js';
import { watch as watchForFields } from './watch.js';

let isWatching = false;

const postern = {
  answerBefore,
  answerNow,
  awaitAnswer,
  awaitChange,
  awaitFocus,
  collectFields,
  collectFrames,
  collectKeys,
  collectPictures,
  fillCode,
  serverAhead,
  watch,
  watchFields: () => {
    if (!isWatching) watchForFields({ isAwaited: true });
    isWatching = true;
  },
};

/** @typedef {typeof postern} Content */

// A name would be the page's to give: `<iframe name="postern">` is `globalThis.postern` in every
// world. No element is called by a symbol.
const key = Symbol.for('postern');

// A second injection changes nothing: what was remembered for a fill stays.
if (!Object.hasOwn(globalThis, key)) Object.defineProperty(globalThis, key, { value: postern });
