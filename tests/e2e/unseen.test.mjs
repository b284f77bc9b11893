// Keys that a page holds but shows to nobody are no keys of the page: in links, in text, in pictures.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grantedExtension } from './browser.mjs';
import { link, qr, useStage } from './stage.mjs';

const stage = await useStage({ extension: grantedExtension() });

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const KEY = link('IATA', SECRET);
const BELOW = '<div style="height: 3000px"></div>';

/** What the extension collects of a page. @param {string} html */
async function collected(html) {
  await stage.show('portal', html);
  const helper = await stage.extensionPage();
  await stage.page.bringToFront();
  const found = await helper.evaluate(async (url) => {
    const path = '/extension/platform/tabs.js';
    const { collectKeys, pictures } = await import(path);
    const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
    const page = { id: tab?.id ?? 0, windowId: tab?.windowId ?? 0, origin: new URL(url).origin };
    return { keys: await collectKeys(page), pictures: (await pictures(page)).length };
  }, stage.page.url());
  await helper.close();
  return found;
}

/** Ways to hide what stands between two pieces of markup. @type {[string, string][]} */
const HIDDEN = [
  ['<div hidden>', '</div>'],
  ['<div style="visibility: hidden">', '</div>'],
  ['<div style="opacity: 0">', '</div>'],
  ['<div style="opacity: .3"><div style="filter: opacity(.3)">', '</div></div>'],
  ['<div style="position: absolute; left: -9999px">', '</div>'],
  ['<div style="position: fixed; top: -900px">', '</div>'],
  [
    '<div style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0)">',
    '</div>',
  ],
  ['<div style="height: 0; overflow: hidden">', '</div>'],
  ['<div style="clip-path: inset(50%)">', '</div>'],
  ['<div style="mask: linear-gradient(transparent, transparent)">', '</div>'],
  ['<div style="transform: scale(0)">', '</div>'],
  [
    '<div style="position: relative; z-index: -1">',
    '</div><style>html, body { background: #fff; height: 100% } body { position: relative; z-index: 0 } main { position: absolute; inset: 0; background: #fff }</style><main>News</main>',
  ],
  [
    '<div>',
    '</div><div style="position: absolute; inset: 0; background: #fff; pointer-events: none"></div>',
  ],
  ['<details><summary>More</summary>', '</details>'],
];

const LINKS = {
  link: `<a href="${KEY}">Open in your app</a>`,
  'attribute of a button': `<button data-clipboard-text="${KEY}">Copy</button>`,
  'address of a picture': `<img width="99" height="99" src="/qr?chl=${encodeURIComponent(KEY)}">`,
};

test('a key link counts where it is seen, scrolled away or not, and nowhere else', async () => {
  for (const [name, html] of Object.entries(LINKS)) {
    for (const shown of [
      html,
      BELOW + html,
      `<p>Step 1</p><div style="overflow: auto; height: 90px"><p style="height: 400px">…</p>${html}</div>`,
    ])
      assert.deepEqual((await collected(shown)).keys.links, [KEY], `${name}: ${shown}`);
    for (const [before, after] of HIDDEN)
      assert.deepEqual(
        (await collected(before + html + after)).keys.links,
        [],
        `${name}: ${before}`,
      );
  }
  for (const html of [
    `<input type="hidden" value="${KEY}">`,
    `<meta content="${KEY}">`,
    `<template data-key="${KEY}"></template>`,
    `<a hidden href="${KEY}">x</a>`,
    `<a href="${KEY}"></a>`,
  ])
    assert.deepEqual((await collected(html)).keys.links, [], html);
});

test('a component without a box of its own is seen with what it draws', async () => {
  const html = `<qr-code style="display: contents" value="${KEY}"></qr-code><script>document.querySelector('qr-code').attachShadow({ mode: 'closed' }).innerHTML = '<canvas width="120" height="120"></canvas>'</script>`;
  assert.deepEqual((await collected(html)).keys.links, [KEY]);
});

test('a printed key counts where it can be read', async () => {
  const groups = (SECRET.match(/.{4}/g) ?? []).map((group) => `<span>${group}</span>`).join(' ');
  const texts = {
    'in one': `<p>Secret key: <b>${SECRET}</b></p>`,
    'in groups': `<p>Secret key: <code>${groups}</code></p>`,
    'in a field': `<p>Secret key: <input readonly value="${SECRET}" style="width: 400px"></p>`,
  };
  const isIn = (/** @type {Awaited<ReturnType<typeof collected>>} */ { keys }) =>
    keys.texts
      .join('')
      .replace(/[^A-Z2-7]/g, '')
      .includes(SECRET);
  for (const [name, html] of Object.entries(texts)) {
    for (const shown of [html, BELOW + html]) assert.ok(isIn(await collected(shown)), name);
    const white = `<div style="background: #fff; color: #fff">${html}</div><style>b, code, span, input { color: #fff; background: #fff; border: 0 }</style>`;
    for (const hidden of [...HIDDEN.map(([before, after]) => before + html + after), white])
      assert.ok(!isIn(await collected(hidden)), `${name}: ${hidden}`);
  }
});

test('a picture counts where it is seen', async () => {
  const picture = await qr(KEY);
  for (const shown of [picture, BELOW + picture])
    assert.equal((await collected(shown)).pictures, 1);
  for (const [before, after] of HIDDEN)
    assert.equal((await collected(before + picture + after)).pictures, 0, before);
});
