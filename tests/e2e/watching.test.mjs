// The camera itself: which one, what stops it, and that it is off when nobody watches.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { says, until } from './browser.mjs';
import { ALLOWED, FAKE, filmed, open, staged, tracks, waitFor } from './cameras.mjs';
import { handsOn, KEY, PASS } from './safe.mjs';
import { link } from './stage.mjs';

/** How long a hand shows a code, in frames. */
const HELD = 10;

/** A little longer than a camera may see nothing new. */
const FORGOTTEN_MS = 181_000;

test('the camera is off as soon as nobody watches: another tab, the button, three minutes, a lock', async () => {
  await filmed([{ frames: HELD }], async (stage) => {
    const { setPassphrase, unlock, isLocked } = handsOn(stage);
    await stage.add(link('IATA', KEY));
    await setPassphrase();
    const page = await open(stage);
    await waitFor(page, 'on');
    await stage.page.bringToFront();
    await waitFor(page, 'off');
    assert.deepEqual(await tracks(page), ['ended']);
    await page.bringToFront();
    await says(page, '[data-said]', /^The camera is off\.$/);
    await page.click('[data-act="camera"]');
    await waitFor(page, 'on');
    await page.click('[data-act="camera"]');
    await waitFor(page, 'off');
    assert.deepEqual(await tracks(page), ['ended', 'ended']);
    await page.click('[data-act="camera"]');
    await waitFor(page, 'on');
    await page.evaluate((forgotten) => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + forgotten;
    }, FORGOTTEN_MS);
    await waitFor(page, 'off');
    await page.click('[data-act="camera"]');
    await waitFor(page, 'on');
    await page.evaluate(async (path) => (await import(path)).lock(), '/extension/flows/lock.js');
    await page.waitForSelector('.locked');
    assert.ok(await isLocked());
    assert.deepEqual(await tracks(page), ['ended', 'ended', 'ended', 'ended']);
    await unlock(page, PASS);
    await waitFor(page, 'on');
  });
});

test('a locked vault is unlocked before the camera turns on', async () => {
  await filmed([{ text: link('IATA', KEY), frames: HELD }], async (stage) => {
    const { setPassphrase, unlock } = handsOn(stage);
    await stage.add(link('GitHub', 'MFRGGZDFMZTWQ2LK'));
    await setPassphrase();
    await (await stage.postern.worker()).evaluate(() => chrome.storage.session.clear());
    const page = await open(stage);
    await page.waitForSelector('.locked');
    const asks = () => page.evaluate(() => /** @type {any} */ (globalThis).asks);
    assert.deepEqual(await asks(), [], 'the browser is not even asked');
    await unlock(page, PASS);
    await says(page, '.import-row', /IATA.*New/);
  });
});

test('one of several cameras is chosen, and its light is switched', async () => {
  const flags = [`${FAKE}=device-count=2`, ALLOWED];
  await staged(
    async (stage) => {
      // No fake device has a light.
      const page = await open(stage, '', () => {
        const { prototype } = MediaStreamTrack;
        const lights = /** @type {unknown[]} */ ([]);
        Object.assign(globalThis, { lights });
        prototype.getCapabilities = () => /** @type {any} */ ({ torch: true });
        prototype.applyConstraints = async (wishes) => void lights.push(wishes?.advanced?.[0]);
      });
      await page.waitForSelector('[data-choose="camera"]');
      const ids = await page.$$eval('[data-choose="camera"] option', (all) =>
        all.map((one) => one.value),
      );
      assert.equal(ids.length, 2);
      await page.select('[data-choose="camera"]', ids[1] ?? '');
      await until(async () => (await tracks(page)).join() === 'ended,live');
      const chosen = () => page.$eval('select', (one) => one.value);
      await until(async () => (await chosen()) === ids[1]);
      await page.waitForSelector('[data-act="light"]');
      await page.click('[data-act="light"]');
      await page.waitForSelector('[data-act="light"][aria-pressed="true"]');
      await page.click('[data-act="light"]');
      await page.waitForSelector('[data-act="light"][aria-pressed="false"]');
      const lights = await page.evaluate(() => /** @type {any} */ (globalThis).lights);
      assert.deepEqual(lights, [{ torch: true }, { torch: false }]);
    },
    { flags },
  );
});

/** What stops a camera, and what the page says then. Chromium has no switch for the last two. */
const STOPPED = [
  {
    why: 'refused',
    flags: [FAKE, '--deny-permission-prompts'],
    sentence: /^The browser doesn’t let Postern use the camera\. Allow it with the camera icon/,
  },
  {
    why: 'missing',
    flags: [`${FAKE}=device-count=0`, ALLOWED],
    sentence: /^No camera found\. Connect one/,
  },
  {
    why: 'busy',
    thrown: ['Could not start video source', 'NotReadableError'],
    sentence: /^The camera doesn’t start\. .*close that program/,
  },
  {
    why: 'refused by the system',
    thrown: ['Permission denied by system', 'NotAllowedError'],
    sentence: /^The operating system doesn’t let.*privacy settings/,
  },
];

for (const { why, flags = [], thrown, sentence } of STOPPED) {
  test(`a camera that is ${why}: what to do`, async () => {
    const run = async (/** @type {import('./cameras.mjs').Stage} */ stage) => {
      const page = await open(stage);
      if (thrown) {
        await waitFor(page, 'off');
        await page.evaluate((given) => {
          navigator.mediaDevices.getUserMedia = async () => {
            throw new DOMException(...given);
          };
        }, thrown);
        await page.click('[data-act="camera"]');
      }
      await says(page, '[data-error]', sentence);
      await waitFor(page, 'off');
    };
    await staged(run, { flags });
  });
}

test('a camera that is unplugged: connect it', async () => {
  await filmed([{ frames: HELD }], async (stage) => {
    const page = await open(stage);
    await waitFor(page, 'on');
    await page.evaluate(() => {
      const [track] = /** @type {any} */ (globalThis).tracks;
      track.dispatchEvent(new Event('ended'));
    });
    await says(page, '[data-error]', /^The camera was disconnected\. Connect it/);
    await waitFor(page, 'off');
    // It is gone: the next best one is used.
    await page.evaluate(() => {
      const { mediaDevices } = navigator;
      const ask = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wishes) => {
        const wish = /** @type {MediaTrackConstraints | undefined} */ (wishes?.video);
        if (wish?.deviceId) throw new globalThis.OverconstrainedError('deviceId');
        return ask(wishes);
      };
    });
    await page.click('[data-act="camera"]');
    await waitFor(page, 'on');
    assert.equal(await page.$('[data-error]'), null);
  });
});
