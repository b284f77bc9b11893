// Outsiders stay outside: pages, scripts in them, other extensions.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { packagedFiles } from '../../tools/assemble.mjs';
import { link, useStage } from './stage.mjs';

const OTHER = 'target/other-extension';
mkdirSync(OTHER, { recursive: true });
writeFileSync(
  `${OTHER}/manifest.json`,
  JSON.stringify({ manifest_version: 3, name: 'Another', version: '1', permissions: ['storage'] }),
);
writeFileSync(`${OTHER}/page.html`, '<p>Another extension</p>');

const stage = await useStage({ other: OTHER });
const KEY = 'JBSWY3DPEHPK3PXP';

test('no page can fetch, load or frame a file of the package', async () => {
  await stage.show('portal', '<h1>Portal</h1>');
  const origin = `chrome-extension://${stage.postern.extension.id}`;
  for (const { path } of packagedFiles()) {
    const got = await stage.page.evaluate(async (url) => {
      const fetched = await fetch(url).then(
        ({ status }) => `fetched: ${status}`,
        () => '',
      );
      const element = (/** @type {string} */ name, /** @type {string} */ attribute) =>
        new Promise((resolve) => {
          const made = document.createElement(name);
          made.setAttribute(attribute, url);
          made.onload = () => resolve(`${name} loaded`);
          made.onerror = () => resolve('');
          document.body.append(made);
        });
      return [fetched, await element('script', 'src'), await element('img', 'src')].join('');
    }, `${origin}/${path}`);
    assert.equal(got, '', path);
  }
  for (const page of ['popup/popup.html', 'settings/settings.html']) {
    await stage.page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      return new Promise((resolve) => setTimeout(resolve, 500));
    }, `${origin}/extension/${page}`);
  }
  const framed = stage.page.frames().filter((frame) => frame.url().startsWith(origin));
  assert.deepEqual(framed, []);
});

test('another extension gets no answer and no connection', async () => {
  const extensions = [...(await stage.postern.browser.extensions()).values()];
  const other = extensions.find(({ name }) => name === 'Another');
  assert.ok(other);
  const page = await stage.postern.browser.newPage();
  await page.goto(`chrome-extension://${other.id}/page.html`);
  const told = await page.evaluate(async (id) => {
    const answers = [];
    for (const message of [{ type: 'field-appeared' }, { type: 'page-changed' }, 'vault', {}]) {
      const answer = await chrome.runtime.sendMessage(id, message).catch(String);
      answers.push(String(answer));
    }
    const port = chrome.runtime.connect(id);
    answers.push(
      await new Promise((resolve) => {
        port.onDisconnect.addListener(() =>
          resolve(String(chrome.runtime.lastError?.message ?? 'disconnected')),
        );
        port.onMessage.addListener(resolve);
        port.postMessage({});
      }),
    );
    return answers;
  }, stage.postern.extension.id);
  for (const answer of told) assert.match(answer, /Could not establish connection/);
  await page.close();
});

test('text never becomes markup or a script in our pages', async () => {
  await stage.add(link('IATA', KEY));
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.reload();
  await popup.waitForSelector('.row');
  const thrown = await popup.evaluate(() => {
    /** @param {() => unknown} attack */
    const nameOf = (attack) => {
      try {
        attack();
        return 'nothing';
      } catch (error) {
        return error instanceof Error ? error.name : 'other';
      }
    };
    const all = /** @type {any} */ (globalThis);
    return [
      nameOf(() => {
        document.body.innerHTML = '<img src=x onerror=alert(1)>';
      }),
      nameOf(() => new Worker('data:text/javascript,0')),
      nameOf(() => all.trustedTypes.createPolicy('evil', {})),
    ];
  });
  assert.deepEqual(thrown, ['TypeError', 'TypeError', 'TypeError']);
});

test('the tests see the extension’s requests', () => {
  assert.ok(stage.postern.seen > 5, `${stage.postern.seen} requests`);
});
