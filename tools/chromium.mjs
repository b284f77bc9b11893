// Where Chromium is on this machine.

import { existsSync } from 'node:fs';

/** The path of Chromium or Chrome. */
export function chromium() {
  const known = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
  const found = process.env.CHROMIUM ?? known.find((path) => existsSync(path));
  if (!found) throw new Error('No Chromium found: ./build.sh installs one, or set CHROMIUM.');
  return found;
}
