// Keys that a page contains but shows to nobody do not count as the page's keys: in links, in text, in pictures.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grantedExtension } from './copies.mjs';
import { link, qr, useStage } from './stage.mjs';

const stage = await useStage({ extension: grantedExtension() });

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const KEY = link('IATA', SECRET);
const BELOW = '<div style="height: 3000px"></div>';

/** The data that the extension collects from a page. @param {string} html */
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

/** Ways to hide the content between two pieces of markup. @type {[string, string][]} */
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

test('a key link counts if it is visible, scrolled away or not, and not otherwise', async () => {
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

/** Elements that draw nothing, or nothing distinguishable from their background, have no key to show. */
const BLANK = {
  'the body': `<body data-x="${KEY}"><h1>News</h1><p>Of today</p></body>`,
  'the root': `<h1>News</h1><script>document.documentElement.dataset.x = '${KEY}'</script>`,
  'a whole page in an element': `<div data-x="${KEY}">${'<p>News</p>'.repeat(30)}</div>`,
  'an empty box': `<div data-k="${KEY}" style="width: 100px; height: 100px"></div>`,
  'a box of blanks': `<div data-k="${KEY}" style="width: 100px; height: 100px"> &nbsp;\n</div>`,
  'an empty link': `<a href="${KEY}" style="display: block; width: 100px; height: 100px"></a>`,
  'white on white': `<a href="${KEY}" style="color: #fff">Open in your app</a>`,
  'a clear text': `<a href="${KEY}" style="color: transparent">Open in your app</a>`,
  'white on white within': `<a href="${KEY}"><b style="color: #fff">Open in your app</b></a>`,
  'too small': `<a href="${KEY}" style="display: block; height: 40px; font-size: 1px">Open</a>`,
  'text out of its box': `<a href="${KEY}" style="display: block; height: 40px; text-indent: -999px">Open</a>`,
  'text out of a box around': `<p style="text-indent: -999px; overflow: hidden; height: 40px"><a href="${KEY}" style="display: inline-block; width: 90px">Open</a></p>`,
  'a button without an edge': `<button data-k="${KEY}" style="width: 100px; height: 40px; border: 0; background: #fff"></button>`,
  'a white button': `<button data-k="${KEY}" style="border: 0; background: #fff; color: #fff">Copy</button>`,
  'an empty drawing': `<svg data-k="${KEY}" width="90" height="90"></svg>`,
  'a hidden picture within': `<a href="${KEY}" style="display: block; height: 90px"><img hidden width="90" height="90" src="/qr"></a>`,
};

/** Ways in which people are shown a key. */
const NOTICED = {
  'a word within a link': `<a href="${KEY}"><span>Open <b>in</b> your app</span></a>`,
  'a picture within a link': `<a href="${KEY}"><img width="99" height="99" src="/qr"></a>`,
  'an icon of a font': `<style>.i::before { content: '\\f029' }</style><a class="i" href="${KEY}"></a>`,
  'a canvas within an element': `<div title="${KEY}"><canvas width="120" height="120"></canvas></div>`,
  'a drawing of many parts': `<div title="${KEY}"><svg width="90" height="90">${'<rect width="9" height="9"/>'.repeat(90)}</svg></div>`,
  'a background': `<div data-k="${KEY}" style="width: 100px; height: 100px; background: url(/qr)"></div>`,
  'a button of an icon': `<button data-k="${KEY}" aria-label="Copy"><svg width="16" height="16"><path d="M0 0h9v9z"/></svg></button>`,
  'an element that is pressed': `<div role="button" data-k="${KEY}"><span>Copy</span></div>`,
  'a field': `<input readonly value="${KEY}">`,
  'indented text': `<p style="text-indent: 2em">To <a href="${KEY}">go</a></p>`,
  'white on blue': `<a href="${KEY}" style="color: #fff; background: #03c">Open in your app</a>`,
};

/**
 * The pages whose key links are counted wrongly.
 * @param {[string, boolean][]} pages and whether a link is visible there
 */
async function wrongOf(pages) {
  const wrong = [];
  for (const [html, isShown] of pages) {
    const { links } = (await collected(html)).keys;
    if (`${links}` !== (isShown ? KEY : '')) wrong.push(`${links.length} links: ${html}`);
  }
  return wrong;
}

test('a key link counts if something of it is noticeable', async () => {
  const blank = Object.values(BLANK).map((html) =>
    /body|root/i.test(html) ? [html] : [html, BELOW + html],
  );
  const noticed = Object.values(NOTICED).flatMap((html) => [html, BELOW + html]);
  const pages = [
    ...blank.flat().map((html) => /** @type {[string, boolean]} */ ([html, false])),
    ...noticed.map((html) => /** @type {[string, boolean]} */ ([html, true])),
  ];
  assert.deepEqual(await wrongOf(pages), []);
});

const COVER = 'position: absolute; inset: 0; background: #fff';
/** Things that cover a place that must be scrolled to. @type {[string, string][]} */
const COVERED = [
  [`<div style="position: relative">${BELOW}`, `<div style="${COVER}"></div></div>`],
  [
    `<div style="position: relative">${BELOW}`,
    `<div style="${COVER}; pointer-events: none"></div></div>`,
  ],
  [
    `<div style="position: relative">${BELOW}`,
    `<div style="${COVER}; overflow: hidden; background: none"><div style="height: 100%; background: #fff"></div></div></div>`,
  ],
  [
    BELOW,
    '<div style="position: relative; margin-top: -600px; height: 900px; background: #fff"></div>',
  ],
  [
    `${BELOW}<div style="position: relative; z-index: -1">`,
    '</div><style>html { background: #fff } body { position: relative; z-index: 0 } main { position: absolute; inset: 0; background: #fff }</style><main>News</main>',
  ],
  [BELOW, '<div style="position: fixed; inset: 0; background: #fff">News</div>'],
  [
    '<div style="overflow: auto; height: 90px; position: relative"><p style="height: 400px">…</p><div style="position: relative">',
    `<div style="${COVER}"></div></div></div>`,
  ],
  [
    '<div style="position: relative"><div style="overflow: auto; height: 90px"><p style="height: 400px">…</p>',
    `</div><div style="${COVER}"></div></div>`,
  ],
  [
    `<div style="position: relative">${BELOW}<div style="overflow: auto; height: 90px"><p style="height: 400px">…</p>`,
    `</div><div style="${COVER}"></div></div>`,
  ],
];

/** … and things that only seem to. @type {[string, string][]} */
const BESIDE = [
  [
    `<header style="position: fixed; inset: 0 0 auto; height: 60px; background: #fff">News</header>${BELOW}`,
    '',
  ],
  [
    `<div style="position: sticky; top: 0; background: #fff">News</div>${BELOW}`,
    '<footer style="position: sticky; bottom: 0; background: #fff">Imprint</footer>',
  ],
  [
    '<div style="overflow: auto; height: 90px"><p style="height: 400px">…</p>',
    '</div><div style="position: relative; background: #fff; height: 900px">News</div>',
  ],
  [`${BELOW}<div style="position: relative">`, `<div style="${COVER}; opacity: 0"></div></div>`],
  [
    `${BELOW}<div style="position: relative">`,
    `<div style="${COVER}; visibility: hidden"></div></div>`,
  ],
  [`${BELOW}<div style="position: relative; background: #fff">`, '</div>'],
  [
    `${BELOW}<div style="position: relative">`,
    `<div style="overflow: hidden; position: absolute; left: -90px; width: 40px; height: 40px"><div style="width: 900px; height: 90px; background: #fff"></div></div></div>`,
  ],
  [
    `${BELOW}<div style="width: 200px">`,
    ' to <mark style="position: relative">go on from here to there and everywhere else</mark></div>',
  ],
];

test('an element that must be scrolled to counts unless something covers it there', async () => {
  const within = (/** @type {[string, string][]} */ places, /** @type {boolean} */ isShown) =>
    places.flatMap(([before, after]) =>
      Object.values(LINKS).map(
        (html) => /** @type {[string, boolean]} */ ([before + html + after, isShown]),
      ),
    );
  assert.deepEqual(await wrongOf([...within(COVERED, false), ...within(BESIDE, true)]), []);
});

test('a component without a box is visible if what it draws is', async () => {
  const html = `<qr-code style="display: contents" value="${KEY}"></qr-code><script>document.querySelector('qr-code').attachShadow({ mode: 'closed' }).innerHTML = '<canvas width="120" height="120"></canvas>'</script>`;
  assert.deepEqual((await collected(html)).keys.links, [KEY]);
});

test('a printed key counts if it is readable', async () => {
  const groups = (SECRET.match(/.{4}/g) ?? []).map((group) => `<span>${group}</span>`).join(' ');
  const texts = {
    'in one': `<p>Secret key: <b>${SECRET}</b></p>`,
    'in groups': `<p>Secret key: <code>${groups}</code></p>`,
    'in a field': `<p>Secret key: <input readonly value="${SECRET}" style="width: 400px"></p>`,
    'in a field that can be edited': `<label>Secret key <input value="${SECRET}" style="width: 400px"></label>`,
  };
  const isIn = (/** @type {Awaited<ReturnType<typeof collected>>} */ { keys }) =>
    keys.texts
      .join('')
      .replace(/[^A-Z2-7]/g, '')
      .includes(SECRET);
  for (const [name, html] of Object.entries(texts)) {
    for (const shown of [html, BELOW + html]) assert.ok(isIn(await collected(shown)), name);
    const white = `<div style="background: #fff; color: #fff">${html}</div><style>b, code, span, input { color: #fff; background: #fff; border: 0 }</style>`;
    const wrapped = [...HIDDEN, ...COVERED].map(([before, after]) => before + html + after);
    const indented = `<div style="text-indent: -9999px; overflow: hidden">${html}</div>`;
    for (const hidden of [...wrapped, white, indented])
      assert.ok(!isIn(await collected(hidden)), `${name}: ${hidden}`);
  }
});

test('text of a closed element, and what was typed into a field, are not printed', async () => {
  const typed = '<label>Secret key <input id="typed" style="width: 400px"></label>';
  const script = `<script>document.getElementById('typed').value = '${SECRET}'</script>`;
  const pages = /** @type {[string, boolean][]} */ ([
    [`<details open><summary>No camera?</summary>Secret key: ${SECRET}</details>`, true],
    [`<details><summary>No camera?</summary>Secret key: ${SECRET}</details>`, false],
    [`<details><summary>Secret key: ${SECRET}</summary>More</details>`, true],
    [`<p style="content-visibility: hidden; height: 40px">Secret key: ${SECRET}</p>`, false],
    [`${typed}${script}`, false],
    [typed.replace('id="typed"', 'value="Jane Cooper"'), false],
  ]);
  for (const [html, isShown] of pages) {
    const text = (await collected(html)).keys.texts.join('');
    assert.equal(text.includes(SECRET), isShown, html);
    assert.ok(!text.includes('Jane'), html);
  }
});

test('a picture counts if it is visible', async () => {
  const picture = await qr(KEY);
  for (const shown of [picture, BELOW + picture])
    assert.equal((await collected(shown)).pictures, 1);
  for (const [before, after] of [...HIDDEN, ...COVERED.filter(([, cover]) => !/fixed/.test(cover))])
    assert.equal((await collected(before + picture + after)).pictures, 0, `${before} ${after}`);
  for (const [before, after] of BESIDE)
    assert.equal((await collected(before + picture + after)).pictures, 1, `${before} ${after}`);
});
