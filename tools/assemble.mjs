// Assembles the package from the list in extension/files.txt:
//   node tools/assemble.mjs DIR       a folder that Chrome loads
//   node tools/assemble.mjs FILE.zip  the same as a store package, reproducible byte for byte
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** @param {string} target */
function toFolder(target) {
  rmSync(target, { recursive: true, force: true });
  for (const { path, source } of packagedFiles()) {
    mkdirSync(join(target, dirname(path)), { recursive: true });
    cpSync(source, join(target, path));
  }
}

/** The store package: all files have one date, so that two builds of one commit are identical. */
export function packageZip() {
  const files = packagedFiles().map(({ path, source }) => [path, readFileSync(source)]);
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
