// The camera: on while the user watches it, and off as soon as it has nothing left to see.

import { failureOf } from '../core/core.js';
import { scanFrames, scanPictures } from '../flows/scan.js';
import {
  cameraIn,
  camerasOf,
  frameOf,
  onLost,
  openCamera,
  pictureOfScreen,
  setLight,
  turnOff,
} from '../platform/camera.js';
import { say, sayFailure } from '../platform/words.js';
import { isComplete, see } from './finding.js';
import { attempt } from './model.js';

/** @typedef {import('./model.js').Page} Page */

/** A camera that sees nothing new for so long was forgotten. */
const IDLE_MS = 180_000;

/** Ends the watching that is in progress. @type {AbortController | undefined} */
let watching;

/**
 * Turns a camera on and looks through its frames until it is turned off.
 * @param {Page} page
 * @param {string} [id] empty: the browser's choice
 */
export function watch(page, id = '') {
  stop(page);
  const turn = new AbortController();
  watching = turn;
  Object.assign(page.model, { camera: 'starting', said: '', result: '' });
  return attempt(page, async () => {
    page.draw();
    try {
      const stream = await openCamera(id);
      turn.signal.addEventListener('abort', () => turnOff(stream));
      // It was turned off while the browser still asked.
      if (turn.signal.aborted) return turnOff(stream);
      await show(page, stream);
      await scanFrames(nextOf(page), (texts) => seeFrame(page, texts), turn.signal);
    } catch (thrown) {
      // What a camera says after it was turned off is about nothing.
      if (!turn.signal.aborted || !failureOf(thrown)) throw thrown;
    } finally {
      if (watching === turn) stop(page);
    }
  });
}

/** @param {Page} page @param {MediaStream} stream */
async function show(page, stream) {
  onLost(stream, () => {
    stop(page);
    page.model.error = sayFailure({ code: 'camera-lost' });
    page.draw();
  });
  Object.assign(page.model, { camera: 'on', stream, used: cameraIn(stream), isLit: false });
  page.draw();
  await listCameras(page);
}

/** Their names are only known while one of them is on. @param {Page} page */
export async function listCameras({ model, draw }) {
  model.cameras = await camerasOf();
  draw();
}

let newestMs = 0;

/** @param {Page} page */
function nextOf(page) {
  newestMs = performance.now();
  return async () => {
    const film = document.querySelector('video');
    if (performance.now() > newestMs + IDLE_MS) rest(page);
    return film ? frameOf(film) : undefined;
  };
}

/** @param {Page} page @param {string[]} texts */
function seeFrame(page, texts) {
  if (texts.every((text) => page.model.texts.has(text))) return void see(page, texts);
  newestMs = performance.now();
  void see(page, texts).then(() => {
    if (page.model.camera === 'off' || !isComplete(page.model)) return;
    stop(page);
    page.model.said = say('cameraComplete');
    page.draw();
  });
}

/** Turns the camera off, and says so: nobody watches any more. @param {Page} page */
export function rest(page) {
  if (page.model.camera === 'off') return;
  stop(page);
  page.model.said = say('cameraOff');
  page.draw();
}

/** Turns the camera off. @param {Page} page */
export function stop({ model }) {
  watching?.abort();
  watching = undefined;
  Object.assign(model, { camera: 'off', stream: undefined, isLit: false });
}

/** @param {Page} page */
export function toggleLight(page) {
  return attempt(page, async () => {
    const { model } = page;
    if (!model.stream) return;
    model.isLit = await setLight(model.stream, !model.isLit);
  });
}

/** Looks once at a window or a screen that the user chooses. @param {Page} page */
export function lookElsewhere(page) {
  return attempt(page, async () => {
    const { model } = page;
    Object.assign(model, { said: '', result: '' });
    const picture = await pictureOfScreen();
    stop(page);
    Object.assign(model, { isBusy: true, said: say('working') });
    page.draw();
    try {
      const { codes } = await scanPictures([picture]);
      model.said = codes.length === 0 ? say('screenNone') : '';
      for (const { cutOut } of codes) cutOut.close();
      const texts = codes.map(({ text }) => text);
      await see(page, texts);
    } finally {
      model.isBusy = false;
    }
  });
}
