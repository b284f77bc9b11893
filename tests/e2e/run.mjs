// Runs the end-to-end tests. They mostly wait for pages, so several files run at a time, each with its own
// browser, and its own screen if it needs one.
// usage: node tests/e2e/run.mjs [FILES AT A TIME]

import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import { tap } from 'node:test/reporters';

/** These take longest. They start first, so that none is left to run alone at the end. */
const LONGEST = ['widgets', 'shapes', 'unseen', 'crash', 'hidden', 'scan', 'ways'];

/** A browser that hangs must fail the run, not stop it. The widgets take some ten minutes on a slow machine. */
const FILE_MS = 40 * 60_000;

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.test.mjs'))
  .sort((one, other) => rank(one) - rank(other));

/** @param {string} name of a file */
function rank(name) {
  const at = LONGEST.indexOf(name.replace('.test.mjs', ''));
  return at < 0 ? LONGEST.length : at;
}

run({
  files: files.map((name) => `${import.meta.dirname}/${name}`),
  concurrency: Number(process.argv[2] ?? 3),
  timeout: FILE_MS,
})
  .on('test:fail', () => {
    process.exitCode = 1;
  })
  .compose(tap)
  .pipe(process.stdout);
