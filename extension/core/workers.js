// The one importer of the core's half for workers: pictures, passphrases, other apps' files.

import { loader } from './load.js';
import init from './postern_workers.js';

export { failureOf } from './failure.js';
export {
  makeKdf,
  qrOf,
  readFile,
  scan,
  stretch,
  writeAegis,
  writeLinks,
  writePages,
  writeSheets,
} from './postern_workers.js';

/** Call it before anything else of it. */
export const loadWorkers = loader(init, 'workers');
