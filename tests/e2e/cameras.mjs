// The page that scans with a camera, in browsers whose cameras are made up.

import { join } from 'node:path';
import { makeProfile } from './browser.mjs';
import { makeFilm } from './film.mjs';
import { openStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {Awaited<ReturnType<typeof openStage>>} Stage */
/** @typedef {Parameters<typeof makeFilm>[1]} Scenes */

/** Made-up cameras instead of this computer's, and the user's consent to use them. */
export const FAKE = '--use-fake-device-for-media-stream';
export const ALLOWED = '--use-fake-ui-for-media-stream';

/** The flags of a browser whose camera shows a film. @param {Scenes} scenes */
export function cameraWith(scenes) {
  const folder = makeProfile();
  const path = join(folder.path, 'film.y4m');
  makeFilm(path, scenes);
  return {
    flags: [FAKE, ALLOWED, `--use-file-for-fake-video-capture=${path}`],
    remove: folder.remove,
  };
}

/**
 * Runs a test in such a browser.
 * @param {Scenes} scenes
 * @param {(stage: Stage) => Promise<void>} run
 */
export async function filmed(scenes, run) {
  const { flags, remove } = cameraWith(scenes);
  await staged(run, { flags });
  remove();
}

/** @param {(stage: Stage) => Promise<void>} run @param {Parameters<typeof openStage>[0]} options */
export async function staged(run, options) {
  const stage = await openStage(options);
  try {
    await run(stage);
  } finally {
    await stage.close();
  }
}

/** @param {Stage} stage @param {string} [hash] */
export const addressOf = ({ postern }, hash = '') =>
  `chrome-extension://${postern.extension.id}/extension/camera/camera.html${hash}`;

/** The page, which keeps the tracks that it was given. @param {Stage} stage @param {string} [hash] @param {() => void} [prepare] */
export async function open(stage, hash = '', prepare = () => {}) {
  const page = await stage.postern.browser.newPage();
  await page.evaluateOnNewDocument(keepTracks);
  await page.evaluateOnNewDocument(prepare);
  await page.goto(addressOf(stage, hash));
  await page.waitForSelector('[data-act="camera"], .locked');
  return page;
}

/** Runs in the page. */
export function keepTracks() {
  const tracks = /** @type {MediaStreamTrack[]} */ ([]);
  const tasks = /** @type {number[]} */ ([]);
  const asks = /** @type {string[]} */ ([]);
  Object.assign(globalThis, { tracks, tasks, asks });
  const { mediaDevices } = navigator;
  for (const name of /** @type {const} */ (['getUserMedia', 'getDisplayMedia'])) {
    const ask = mediaDevices[name].bind(mediaDevices);
    mediaDevices[name] = async (wishes) => {
      asks.push(name);
      const stream = await ask(wishes);
      tracks.push(...stream.getTracks());
      return stream;
    };
  }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
}

/** The states of all tracks so far: `live` or `ended`. @param {Page} page @returns {Promise<string[]>} */
export const tracks = (page) =>
  page.evaluate(() =>
    /** @type {any} */ (globalThis).tracks.map((/** @type {any} */ one) => one.readyState),
  );

/** @param {Page} page @param {'on' | 'off' | 'starting'} state */
export const waitFor = (page, state) => page.waitForSelector(`[data-camera="${state}"]`);
