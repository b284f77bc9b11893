// Makes each fault in a copy of the shell, and requires that a test notices:
//   node tests/mutants/run.mjs [part of a file's name]

import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { FAULTS } from './faults.mjs';

const COPY = 'target/mutants';

rmSync(COPY, { recursive: true, force: true });
for (const part of [
  'extension',
  '_locales',
  'tests/js',
  'tests/tools',
  'tests/fixtures',
  'tests/e2e',
  'tools',
])
  cpSync(part, `${COPY}/${part}`, { recursive: true });
for (const part of ['manifest.json', 'package.json']) cpSync(part, `${COPY}/${part}`);
for (const part of ['core.wasm', 'workers.wasm'])
  cpSync(`target/pkg/${part}`, `${COPY}/target/pkg/${part}`);
symlinkSync('../../node_modules', `${COPY}/node_modules`);

/** Whether tests pass in the copy. @param {string[]} tests */
function pass(tests) {
  const files = tests.map((name) => `tests/js/${name}.test.mjs`);
  // A fault that waits forever counts as noticed.
  const { status } = spawnSync('node', ['--test', ...files], { cwd: COPY, timeout: 120_000 });
  return status === 0;
}

const [wanted = ''] = process.argv.slice(2);
const faults = FAULTS.filter(({ file }) => file.includes(wanted));
const everyTest = [...new Set(faults.flatMap(({ tests }) => tests))];
if (!pass(everyTest)) throw new Error('the tests fail without a fault');

let survived = 0;
for (const { file, from, to, tests } of faults) {
  const source = readFileSync(file, 'utf8');
  if (source.split(from).length !== 2)
    throw new Error(`${file} has this not exactly once: ${from}`);
  writeFileSync(
    `${COPY}/${file}`,
    source.replace(from, () => to),
  );
  if (pass(tests)) {
    survived += 1;
    console.log(`unnoticed: ${file}: ${from} → ${to || 'nothing'}`);
  }
  writeFileSync(`${COPY}/${file}`, source);
}
console.log(`${faults.length} faults, ${survived} unnoticed`);
process.exitCode = survived > 0 ? 1 : 0;
