// Assembles the package from the list in extension/files.txt:
//   node tools/assemble.mjs DIR       a folder that Chrome loads
//   node tools/assemble.mjs FILE.zip  the same as a store package, reproducible byte for byte
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';

/** @returns {{ path: string, source: string }[]} */
export function packagedFiles() {
  return readFileSync('extension/files.txt', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' < '))
    .map(([path = '', source = path]) => ({ path, source }));
}

/** A file as it is in the package: sentences go without what only their translators read. @param {string} source */
function packaged(source) {
  if (!source.endsWith('messages.json')) return readFileSync(source);
  const isForUsers = (/** @type {string} */ key, /** @type {unknown} */ value) =>
    key === 'description' && typeof value === 'string' ? undefined : value;
  const messages = JSON.parse(readFileSync(source, 'utf8'));
  return new TextEncoder().encode(JSON.stringify(messages, isForUsers));
}

/** @param {string} target */
function toFolder(target) {
  rmSync(target, { recursive: true, force: true });
  for (const { path, source } of packagedFiles()) {
    mkdirSync(join(target, dirname(path)), { recursive: true });
    writeFileSync(join(target, path), packaged(source));
  }
}

/** The store package: all files have one date, so that two builds of one commit are identical. */
export function packageZip() {
  const files = packagedFiles().map(({ path, source }) => [path, packaged(source)]);
  return zipSync(Object.fromEntries(files), { level: 9, mtime: '1980-01-02T00:00:00' });
}

/** @param {string} target */
function toZip(target) {
  const zip = packageZip();
  writeFileSync(target, zip);
  console.log(`${target}: ${zip.length} bytes, ${packagedFiles().length} files`);
}

const [target] = process.argv.slice(2);
if (target) (target.endsWith('.zip') ? toZip : toFolder)(target);
