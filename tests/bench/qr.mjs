// How many codes of drawn and rendered pages are read, and how fast, compared with jsQR and zxing-wasm in
// the same run; how much time and memory the worst pictures take.
// usage: node tests/bench/qr.mjs SEED…   (with the sets of each seed in target/pictures, and any number of
// sets called foreign-NAME, which tests/bench/pictures/foreign.py makes of other projects' pictures)

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { HOSTILE } from '../tools/hostile.mjs';
import { loadScan, readPicture } from '../tools/scan.mjs';

/**
 * A picture and what its codes say; `null` is a code whose text is not known.
 * @typedef {{ name: string, category: string, expected: (string | null)[] }} Entry
 */
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

/**
 * What a set must reach: the share of codes read, in percent; that of the worst category; how many in some
 * categories; and whether the times of pictures that are read, not read and without a code are judged.
 * @typedef {{ recall?: number, worst?: number, categories?: Record<string, number>, times?: boolean }} Bars
 */

/** Of 24 exports behind a lens, zxing-wasm reads 22, 24 and 20. */
const LENSES = { lens06: 21, lens12: 22, lens20: 21 };

/** The bars of other projects' pictures; BoofCV's must only be read as often as zxing-wasm reads them. @type {Record<string, Bars>} */
const FOREIGN = {
  'zxing-cpp': { recall: 95 },
  zxing: { recall: 97 },
  jsqr: { recall: 98.5 },
  boofcv: { categories: { high_version: 30 } },
};

let isMet = true;
memory();
hostile();
for (const seed of process.argv.slice(2)) {
  await measure(`screens-${seed}`, { recall: 99.3, worst: 95 });
  await measure(`rendered-${seed}`, { recall: 98.5 });
  await measure(`styled-${seed}`, { recall: 99 });
  await measure(`camera-${seed}`, { recall: 90, categories: LENSES, times: true });
}
for (const set of readdirSync('target/pictures').filter((name) => name.startsWith('foreign-'))) {
  await measure(set, { ...FOREIGN[set.slice('foreign-'.length)], times: true });
}
process.exitCode = isMet ? 0 : 1;

/**
 * Reads one set with every reader, and prints the results with their limits.
 * @param {string} set
 * @param {Bars} bars
 */
async function measure(set, bars) {
  const folder = `target/pictures/${set}`;
  if (!existsSync(`${folder}/manifest.json`)) throw new Error(`${folder} is missing`);
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
    return { name, answers: mine, ...countsOf(mine), ...timesOf(mine) };
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
  bar('read, %', ours.recall, bars.recall ?? zxing.recall, 'at least');
  bar('false texts', ours.wrong, 0);
  if (bars.worst) {
    const [worst, share] = ours.categories
      .map(({ name, there, read }) => /** @type {const} */ ([name, (100 * read) / there]))
      .sort(([, a], [, b]) => a - b)[0] ?? ['', 100];
    bar(`read in the worst category, ${worst}, %`, share, bars.worst, 'at least');
  }
  if (bars.times) {
    for (const { name, there, read } of ours.categories) {
      const theirs = zxing.categories.find((other) => other.name === name)?.read ?? 0;
      bar(`${name}, of ${there}`, read, bars.categories?.[name] ?? theirs, 'at least');
    }
    timeBars(ours.answers, zxing.answers);
  } else {
    bar('total, × zxing-wasm', ours.total / zxing.total, 1);
    bar('total, × jsQR', ours.total / jsqr.total, 0.2);
    bar('95th percentile, × zxing-wasm', ours.p95 / zxing.p95, 1.5);
    if (ours.negatives) bar('without a code, × zxing-wasm', ours.negatives / zxing.negatives, 1.5);
  }
  for (const missed of ours.missed) console.log(`  missed ${missed}`);
}

/**
 * How long our reader takes for photographs, in the other one's time.
 * @param {(Answer & { entry: Entry })[]} ours
 * @param {(Answer & { entry: Entry })[]} others
 */
function timeBars(ours, others) {
  const limits = { read: 1, 'not read': 1.5, 'without a code': 1 };
  const kindOf = (/** @type {Answer & { entry: Entry }} */ answer) => {
    if (answer.entry.expected.length === 0) return 'without a code';
    return foundOf(answer) === answer.entry.expected.length ? 'read' : 'not read';
  };
  for (const [kind, limit] of Object.entries(limits)) {
    const pairs = ours.flatMap((answer, at) => {
      const other = others[at];
      return other && kindOf(answer) === kind ? [[answer.ms, other.ms]] : [];
    });
    const [mine, theirs] = [0, 1].map((at) => sum(pairs.map((pair) => pair[at] ?? 0)));
    if (mine && theirs) bar(`${kind} (${pairs.length}), × zxing-wasm`, mine / theirs, limit);
  }
}

/** How many of a picture's codes an answer has. @param {Answer & { entry: Entry }} answer */
function foundOf({ entry, texts }) {
  const known = entry.expected.filter((text) => text !== null);
  const right = known.filter((text) => texts.includes(text)).length;
  const unknown = entry.expected.length - known.length;
  return right + Math.min(unknown, texts.filter((text) => !known.includes(text)).length);
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
    const found = foundOf({ entry, texts, ms: 0 });
    count.there += entry.expected.length;
    count.read += found;
    if (!entry.expected.includes(null))
      wrong += texts.filter((text) => !entry.expected.includes(text)).length;
    if (found < entry.expected.length) missed.push(entry.name);
  }
  const share = (/** @type {{ there: number, read: number }[]} */ counts) =>
    (100 * sum(counts.map((count) => count.read))) / sum(counts.map((count) => count.there));
  const categories = [...byCategory].filter(([, { there }]) => there > 0);
  return {
    recall: share([...byCategory.values()]),
    categories: categories.map(([name, count]) => ({ name, ...count })),
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
    bar(`${name}, ms`, performance.now() - start, 800);
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
