// Everything that looks into a page or types into it: put there on demand, bundled by the build
// into one script. It lives in the isolated world, which the page cannot reach, and answers only
// to who injected it.

import { serverAhead } from './clock.js';
import { collectFields, collectFrames } from './collect.js';
import { fillCode } from './fill.js';
import { collectKeys } from './keys.js';
import { collectPictures } from './pictures.js';
import { watch } from './watch.js';

const postern = {
  collectFields,
  collectFrames,
  collectKeys,
  collectPictures,
  fillCode,
  serverAhead,
  watch,
};

/** @typedef {typeof postern} Content */

// A second injection changes nothing: what was remembered for a fill stays.
if (!('postern' in globalThis)) Object.assign(globalThis, { postern });
