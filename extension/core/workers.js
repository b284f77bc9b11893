// The only importer of the core's half for workers: pictures, passphrases, other apps' files.

import { loader } from './load.js';
import init from './postern_workers.js';

export { failureOf } from './failure.js';
export {
  lostIn,
  makeKdf,
  qrOf,
  readFile,
  scan,
  stretch,
  writeAegis,
  writeFor,
  writeLinks,
  writePages,
  writeSheets,
} from './postern_workers.js';

/** Must be called before anything else in this half. */
export const loadWorkers = loader(init, 'workers');
