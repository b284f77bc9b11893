// Real one-time-code widgets: found, planned and filled as in a portal's page, and asked what they hold.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { loadCore, planFor } from '../tools/core.mjs';
import { inject } from './browser.mjs';
import { openStage } from './stage.mjs';

const CODE = '407192';

loadCore();
/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
before(async () => {
  stage = await openStage();
  stage.serve('widgets', 'widgets.js', readFileSync('target/widgets/widgets.js', 'utf8'));
});
after(() => stage.close());

/** Finds the widget's fields and types into them. @param {string} code */
async function type(code) {
  const postern = await inject(stage.page);
  const { fields } = planFor(await postern.collectFields());
  const receipt = await postern.fillCode({ origin: stage.origin('widgets'), fields, code });
  await new Promise((resolve) => setTimeout(resolve, 100));
  return receipt;
}

/** @param {string} name @param {string} first what it holds before */
async function fillWidget(name, first) {
  await stage.show(
    'widgets',
    '<meta charset="utf-8"><style>.boxes input { width: 44px; height: 44px }</style><h1>Two-factor authentication</h1><p>Enter the code from your authenticator app</p><div id="root"></div><script src="/widgets.js"></script>',
  );
  await stage.page.evaluate(
    (widget, value) => /** @type {any} */ (globalThis).mount(widget, value),
    name,
    first,
  );
  await stage.page.waitForSelector('#root >>> input', { timeout: 5000 });
  await new Promise((resolve) => setTimeout(resolve, 150));
  // Widgets that cannot be given a value are filled with it.
  if (first && (await stage.page.evaluate('state()')) !== first) await type(first);
  const receipt = await type(CODE);
  return { receipt, held: await stage.page.evaluate('state()') };
}

test('every widget takes the code, empty and over a stale one', async (t) => {
  await stage.show('widgets', '<script src="/widgets.js"></script>');
  const names = /** @type {string[]} */ (await stage.page.evaluate('names'));
  assert.ok(names.length >= 12, `${names.length} widgets`);
  for (const name of names) {
    for (const first of ['', '863521']) {
      await t.test(`${name}, ${first ? 'over a stale code' : 'empty'}`, async () => {
        const { receipt, held } = await fillWidget(name, first);
        assert.equal(held, CODE);
        assert.ok(receipt && receipt.took === receipt.of, JSON.stringify(receipt));
      });
    }
  }
});
