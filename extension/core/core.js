// The only importer of the core's half for windows and the service worker.

import { loader } from './load.js';
import init from './postern.js';

export { failureOf } from './failure.js';
export {
  awaitedOn,
  explain,
  inspect,
  makeDevice,
  makeKdf,
  makeRecoveryKey,
  otherApp,
  outcomeOf,
  printedKeys,
  Session,
  sameKey,
  sharedHeaders,
  siteOf,
  slotsOf,
  unlock,
  unlockWithRecovery,
} from './postern.js';

/** @typedef {import('./failure.js').Failure} Failure */

/** Must be called before anything else in the core. */
export const loadCore = loader(init, 'core');
