// How long the popup takes until its codes are painted, as a multiple of a static HTML page with the same
// appearance in the same run, and how large the package is.

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { packageZip } from '../../tools/assemble.mjs';
import { launch } from '../e2e/browser.mjs';
import { EXTENSION } from '../e2e/copies.mjs';
import { addAccounts } from '../e2e/stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const FOLDER = 'target/bench';
const POPUP = 'extension/popup/popup.html';
const STATIC = 'extension/popup/static.html';
const ROUNDS = 25;
const IDLE_S = 20;

/** Search terms to type, key by key: found, found with a typo, and not found. */
const KEYS = ['portal 25', 'jane@agency', 'protal 250', 'nothing like it'].flatMap((word) =>
  [...word].map((_, at) => word.slice(0, at + 1)),
);

rmSync(FOLDER, { recursive: true, force: true });
cpSync(EXTENSION, FOLDER, { recursive: true });

const few = await withAccounts(20);
const many = await withAccounts(1000);
writeFileSync(`${FOLDER}/${STATIC}`, await few.snapshot());

/** @type {Record<string, number[]>} */
const times = { static: [], few: [], many: [] };
for (let round = -3; round < ROUNDS; round += 1) {
  const took = {
    static: await few.paint(STATIC),
    few: await few.paint(POPUP),
    many: await many.paint(POPUP),
  };
  // The first rounds warm the caches.
  if (round >= 0) for (const [name, ms] of Object.entries(took)) times[name]?.push(ms);
}
const typing = await many.type();
const idle = await few.idle();
await few.close();
await many.close();

const base = median(times.static);
row('static page of the same look', base, base);
row('popup, 20 accounts', median(times.few), base, 1.2);
row('popup, 1,000 accounts', median(times.many), base, 1.4);
console.log(`search in 1,000, p95  ${typing.toFixed(1).padStart(8)} ms   (under 16)`);
console.log(`open and idle         ${idle.toFixed(2).padStart(8)} %    (at most 0.5 of a core)`);

const zip = packageZip().length;
const [core = 0, workers = 0] = ['core', 'workers'].map(
  (part) => readFileSync(`target/pkg/${part}.wasm`).length,
);
const kilobytes = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(0).padStart(7);
console.log(`store zip            ${kilobytes(zip)} KB   (at most 1,480)`);
console.log(`wasm of windows      ${kilobytes(core)} KB   (at most 664)`);
console.log(`wasm of workers      ${kilobytes(workers)} KB`);

/** @param {string} name @param {number} ms @param {number} base @param {number} [most] */
function row(name, ms, base, most) {
  const bar = most ? `   (at most ${most})` : '';
  console.log(
    `${name.padEnd(30)} ${ms.toFixed(1).padStart(7)} ms   ${(ms / base).toFixed(2)} ×${bar}`,
  );
}

/** @param {number[] | undefined} values */
function median(values = []) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A browser whose vault holds this many accounts. @param {number} count */
async function withAccounts(count) {
  const postern = await launch({ extension: FOLDER });
  const page = await postern.browser.newPage();
  const url = (/** @type {string} */ path) => `chrome-extension://${postern.extension.id}/${path}`;
  await page.goto(url(POPUP));
  await page.evaluate(addAccounts, count);
  await page.evaluateOnNewDocument(watchPaint);
  return {
    /** Milliseconds from navigation until codes are painted. @param {string} path */
    async paint(path) {
      await page.goto('about:blank');
      await page.goto(url(path));
      const painted = await page.waitForFunction(() => /** @type {any} */ (globalThis).painted);
      return /** @type {number} */ (await painted.jsonValue());
    },
    /** The popup's current HTML, without its script. */
    async snapshot() {
      await page.goto(url(POPUP));
      await page.waitForSelector('.row .code i');
      const body = await page.evaluate(() => document.body.innerHTML.replace(/<!--.*?-->/g, ''));
      const style = '<link rel="stylesheet" href="popup.css">';
      return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Postern</title>${style}<body>${body}`;
    },
    /** Script time of a redraw during a search, in ms: the 95th percentile. */
    async type() {
      await page.goto(url(POPUP));
      await page.waitForSelector('.row .code i');
      const took = await page.evaluate((words) => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector('.search'));
        return words.map((word) => {
          field.value = word;
          const start = performance.now();
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          return performance.now() - start;
        });
      }, KEYS);
      return took.sort((a, b) => a - b)[Math.floor(took.length * 0.95)] ?? Number.NaN;
    },
    /** The time that the popup's main thread runs while idle, in percent: of a core, not of a clock that others slow down. */
    async idle() {
      await page.goto(url(POPUP));
      await page.waitForSelector('.row .code i');
      await new Promise((resolve) => setTimeout(resolve, 2000));
      const session = await page.createCDPSession();
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      const ranS = async () => {
        const { metrics } = await session.send('Performance.getMetrics');
        return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
      };
      const before = await ranS();
      await new Promise((resolve) => setTimeout(resolve, IDLE_S * 1000));
      return (((await ranS()) - before) / IDLE_S) * 100;
    },
    close: () => postern.close(),
  };
}

/** Runs in any page: records when the first code has been painted. */
function watchPaint() {
  const look = () => {
    if (!document.querySelector('.row .code i')) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => Object.assign(globalThis, { painted: performance.now() });
      port2.postMessage(undefined);
    });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}
