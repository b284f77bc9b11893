// Real one-time-code widgets × every way to request a code: which of them hold it afterwards.
// usage: node tests/bench/widgets.mjs [WAY…]

import { openMatrix, WAYS } from '../e2e/matrix.mjs';

const given = process.argv.slice(2);
const ways = WAYS.filter((way) => given.length === 0 || given.includes(way));
const matrix = await openMatrix();
/** @type {Map<string, string[][]>} */
const faults = new Map(matrix.names.map((name) => [name, []]));
for (const way of ways) {
  await matrix.prepare(way);
  for (const name of matrix.names) faults.get(name)?.push(await matrix.faults(name, way));
  await matrix.tidy(way);
}
await matrix.close();

const width = Math.max(...matrix.names.map((name) => name.length));
const row = (/** @type {string} */ name, /** @type {string[]} */ cells) =>
  console.log(`  ${name.padEnd(width)}  ${cells.map((cell) => cell.padEnd(8)).join('')}`);
console.log('\nwidgets that hold the code');
row('', ways);
for (const [name, all] of faults)
  row(
    name,
    all.map(({ length }) => (length === 0 ? '✓' : '—')),
  );
const right = ways.map((_, at) => [...faults.values()].filter((all) => all[at]?.length === 0));
row(
  'all',
  right.map(({ length }) => `${length}/${matrix.names.length}`),
);
for (const [name, all] of faults)
  for (const [at, found] of all.entries())
    for (const fault of found) console.log(`  ${name}, ${ways[at]}: ${fault}`);
