// Real one-time-code widgets, asked for a code in every real way: afterwards, with the popup gone, the
// boxes and the widget's own value hold it, and no other whole code was ever reported to the page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LOGIN, openMatrix, WAYS } from './matrix.mjs';

/** @type {Awaited<ReturnType<typeof openMatrix>>} */
let matrix;
before(async () => {
  matrix = await openMatrix();
});
after(() => matrix.close());

for (const way of WAYS) {
  test(`every widget takes the code: ${way}`, async (t) => {
    await matrix.prepare(way);
    assert.ok(matrix.names.length >= 30, `${matrix.names.length} widgets`);
    for (const name of matrix.names) {
      await t.test(name, async () => {
        assert.deepEqual(await matrix.faults(name, way), []);
      });
    }
    await matrix.tidy(way);
  });
}

test('over a stale code', async (t) => {
  // A login that sends itself off has sent it by then.
  for (const name of matrix.names.filter((one) => one !== LOGIN)) {
    await t.test(name, async () => {
      assert.deepEqual(await matrix.faults(name, 'popup', { first: '863521' }), []);
    });
  }
});

test('a login that sends itself off gets exactly one whole code, the right one', async (t) => {
  for (const latencyMs of [0, 150, 600, 3000]) {
    await t.test(`a server that takes ${latencyMs} ms`, async () => {
      assert.deepEqual(await matrix.faults(LOGIN, 'popup', { latencyMs }), []);
    });
  }
});
