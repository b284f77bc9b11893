// Everything that looks into a page or types into it, bundled by the build into one script that is injected
// on demand. It runs in the isolated world, which the page cannot reach, and answers only to its injector.

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

// A page could define a string name: `<iframe name="postern">` becomes `globalThis.postern` in every world.
// Elements cannot define symbols.
const key = Symbol.for('postern');

// A second injection changes nothing, so state remembered for a fill survives.
if (!Object.hasOwn(globalThis, key)) Object.defineProperty(globalThis, key, { value: postern });
