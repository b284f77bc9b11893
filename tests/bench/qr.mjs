// How many codes of drawn and rendered pages are read, and how fast, compared with jsQR and zxing-wasm in
// the same run; how much time and memory the worst pictures take.
// usage: node tests/bench/qr.mjs SEED…   (with the sets of each seed in target/pictures)

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { HOSTILE } from '../tools/hostile.mjs';
import { loadScan, readPicture } from '../tools/scan.mjs';

/** @typedef {{ name: string, category: string, expected: string[] }} Entry */
/** @typedef {import('../tools/scan.mjs').Picture} Picture */
/** @typedef {{ ms: number, texts: string[] }} Answer */

const require = createRequire(import.meta.url);
/** @type {(data: Uint8ClampedArray, width: number, height: number) => { data: string } | null} */
const jsQR = require('jsqr');

const { scan, memoryBytes } = loadScan();
const wasmBinary = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
await prepareZXingModule({
  overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer },
  fireImmediately: true,
});

/** @type {Record<string, (picture: Picture) => Promise<string[]> | string[]>} */
const READERS = {
  postern: (picture) => scan(picture).codes.map(({ text }) => text),
  'zxing-wasm': async (picture) => {
    const found = await readBarcodes(/** @type {ImageData} */ (picture), {
      formats: ['QRCode'],
      tryHarder: true,
      tryInvert: true,
      tryRotate: true,
      tryDownscale: true,
      maxNumberOfSymbols: 255,
    });
    return found.map(({ text }) => text);
  },
  jsQR: (picture) => {
    const found = jsQR(picture.data, picture.width, picture.height);
    return found ? [found.data] : [];
  },
};
const NAMES = Object.keys(READERS);

let isMet = true;
memory();
hostile();
for (const seed of process.argv.slice(2)) {
  await measure(`screens-${seed}`, 99.3);
  await measure(`rendered-${seed}`, 98.5);
}
process.exitCode = isMet ? 0 : 1;

/**
 * Reads one set with every reader, and prints the results with their limits.
 * @param {string} set
 * @param {number} recallMin in percent
 */
async function measure(set, recallMin) {
  const folder = `target/pictures/${set}`;
  /** @type {Entry[]} */
  const entries = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
  const first = entries[0] && readPicture(`${folder}/${entries[0].name}.png`);
  for (let round = 0; first && round < 3; round += 1) await answersOf(first);
  /** @type {Map<Entry, Answer[]>} */
  const answers = new Map();
  for (const entry of entries) {
    answers.set(entry, await answersOf(readPicture(`${folder}/${entry.name}.png`)));
  }

  console.log(`\n${set}, ${entries.length} pictures`);
  const table = NAMES.map((name, at) => {
    const mine = entries.flatMap((entry) => {
      const answer = answers.get(entry)?.[at];
      return answer ? [{ entry, ...answer }] : [];
    });
    return { name, ...countsOf(mine), ...timesOf(mine) };
  });
  const [ours, zxing, jsqr] = table;
  for (const { name, recall, wrong, total, p95, negatives } of table) {
    const times = `total ${total.toFixed(0)} ms, p95 ${p95.toFixed(1)} ms`;
    const none = negatives ? `, without a code ${negatives.toFixed(0)} ms` : '';
    console.log(
      `  ${name.padEnd(11)} ${recall.toFixed(2).padStart(6)} % read, ${wrong} false, ${times}${none}`,
    );
  }
  if (!ours || !zxing || !jsqr) return;
  const [worst, worstRecall] = ours.categories.sort(([, a], [, b]) => a - b)[0] ?? ['', 100];
  bar('read, %', ours.recall, recallMin, 'at least');
  if (set.startsWith('screens'))
    bar(`read in the worst category, ${worst}, %`, worstRecall, 95, 'at least');
  bar('false texts', ours.wrong, 0);
  bar('total, × zxing-wasm', ours.total / zxing.total, 1);
  bar('total, × jsQR', ours.total / jsqr.total, 0.2);
  bar('95th percentile, × zxing-wasm', ours.p95 / zxing.p95, 1.5);
  if (ours.negatives) bar('without a code, × zxing-wasm', ours.negatives / zxing.negatives, 1.5);
  for (const missed of ours.missed) console.log(`  missed ${missed}`);
}

/** @param {(Answer & { entry: Entry })[]} answers */
function countsOf(answers) {
  /** @type {Map<string, { there: number, read: number }>} */
  const byCategory = new Map();
  let wrong = 0;
  const missed = [];
  for (const { entry, texts } of answers) {
    const count = byCategory.get(entry.category) ?? { there: 0, read: 0 };
    byCategory.set(entry.category, count);
    const found = entry.expected.filter((text) => texts.includes(text));
    count.there += entry.expected.length;
    count.read += found.length;
    wrong += texts.filter((text) => !entry.expected.includes(text)).length;
    if (found.length < entry.expected.length) missed.push(entry.name);
  }
  const share = (/** @type {{ there: number, read: number }[]} */ counts) =>
    (100 * sum(counts.map((count) => count.read))) / sum(counts.map((count) => count.there));
  const categories = [...byCategory].filter(([, { there }]) => there > 0);
  return {
    recall: share([...byCategory.values()]),
    categories: categories.map(([name, count]) => /** @type {const} */ ([name, share([count])])),
    wrong,
    missed,
  };
}

/** @param {(Answer & { entry: Entry })[]} answers */
function timesOf(answers) {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    total: sum(times),
    p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
    negatives: sum(answers.filter(({ entry }) => entry.expected.length === 0).map(({ ms }) => ms)),
  };
}

/** Every reader's answer for a picture, and how long it took. @param {Picture} picture */
async function answersOf(picture) {
  /** @type {Answer[]} */
  const answers = [];
  for (const name of NAMES) {
    const start = performance.now();
    const texts = (await READERS[name]?.(picture)) ?? [];
    answers.push({ ms: performance.now() - start, texts });
  }
  return answers;
}

/** The hostile pictures, at the size of a 4K screen. */
function hostile() {
  console.log('\nhostile pictures of 3840 × 2160');
  for (const [name, draw] of Object.entries(HOSTILE)) {
    const picture = draw(3840, 2160);
    const start = performance.now();
    scan(picture);
    bar(`${name}, ms`, performance.now() - start, 1500);
  }
}

/** How much the core's memory grows for the first picture. */
function memory() {
  console.log('\nmemory');
  const noise = HOSTILE['noise of one pixel'];
  if (!noise) throw new Error('the picture is gone');
  const picture = noise(3840, 2160);
  const before = memoryBytes();
  scan(picture);
  const most = memoryBytes() - before + picture.data.length;
  bar('the picture and all that is made of it, × the picture', most / picture.data.length, 3);
}

/** @param {string} what @param {number} value @param {number} limit @param {'at least' | 'at most'} [way] */
function bar(what, value, limit, way = 'at most') {
  const holds = way === 'at most' ? value <= limit : value >= limit;
  isMet &&= holds;
  const shown = value.toFixed(2).padStart(8);
  console.log(`  ${what.padEnd(52)} ${shown}   (${way} ${limit})${holds ? '' : '   NOT MET'}`);
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
