// Invisible fields, and pages whose elements have the DOM's own names: each a small page in tests/fixtures,
// with its verdict in the first line. `typed`: on request and automatically; `asked`: only on request,
// after scrolling; `left`: never. Runs in the isolated world, as for users.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { grantedExtension } from './copies.mjs';
import { CODE, openFilling } from './isolated.mjs';
import { openStage } from './stage.mjs';

/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
/** @type {Awaited<ReturnType<typeof openFilling>>} */
let filling;
before(async () => {
  stage = await openStage({ extension: grantedExtension() });
  filling = await openFilling(stage);
});
after(() => stage.close());

/** A page that takes longer than this has hung Postern: others take some 50 ms. */
const HANGS_MS = 10_000;

/** @param {string} html @param {boolean} unasked @returns {Promise<boolean | string>} */
async function isTyped(html, unasked) {
  await filling.show(html);
  await stage.page.bringToFront();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const hang = new Promise((resolve) => {
    timer = setTimeout(() => resolve('hangs'), HANGS_MS);
  });
  const came = await Promise.race([filling.fill({ unasked }), hang]);
  clearTimeout(timer);
  return came === 'hangs' ? 'hangs' : (await filling.held()).includes(CODE);
}

/** @param {string} folder @param {number} least how many pages there are */
async function walk(folder, least) {
  const files = readdirSync(folder);
  assert.ok(files.length >= least, `${files.length} pages`);
  const wrong = [];
  for (const file of files) {
    const html = readFileSync(`${folder}/${file}`, 'utf8');
    const [, verdict = ''] = /^<!-- expect: (typed|asked|left) -->/.exec(html) ?? [];
    assert.ok(verdict, `${file} says what to expect`);
    const got = [await isTyped(html, false), await isTyped(html, true)];
    const expected = [verdict !== 'left', verdict === 'typed'];
    if (`${got}` !== `${expected}`) wrong.push(`${file}: asked ${got[0]}, unasked ${got[1]}`);
  }
  assert.deepEqual(wrong, []);
}

test('only visible fields are typed into, and all of those', () =>
  walk('tests/fixtures/hidden', 100));

test('no name of a page’s element can shadow the DOM, stop Postern, or show it a hidden field', () =>
  walk('tests/fixtures/clobbered', 50));

test('a confirmed frame of another site is typed into where its page shows it', async () => {
  stage.put('idp', '<label>One-time code <input id="code" autocomplete="one-time-code"></label>');
  await filling.confirmFrame('idp');
  const frame = (/** @type {string} */ style) =>
    `<iframe src="${stage.origin('idp')}/" style="width:300px;height:100px;${style}"></iframe>`;
  const cover = '<div style="position:absolute;inset:0;background:#fff"></div>';
  for (const [html, asked, unasked] of /** @type {[string, boolean, boolean][]} */ ([
    [frame(''), true, true],
    [`<div style="height:2000px"></div>${frame('')}`, true, false],
    [frame('opacity:0'), false, false],
    [frame('position:absolute;left:-900px'), false, false],
    [frame('clip-path:inset(50%)'), false, false],
    [frame('') + cover, false, false],
  ])) {
    assert.deepEqual(
      [await isTyped(html, false), await isTyped(html, true)],
      [asked, unasked],
      html,
    );
  }
});

test('a page of 30,000 elements is examined quickly', async () => {
  const rows = '<tr><td>Flight</td><td><b>DUS</b></td></tr>'.repeat(7000);
  await filling.show(`<label>One-time code <input id="code"></label><table>${rows}</table>`);
  const { ms, took } = /** @type {any} */ (await filling.fill());
  assert.equal(took, 1);
  // Some 0.4 s on two shared cores.
  assert.ok(ms < 3000, `${ms} ms`);
});
