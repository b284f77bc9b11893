// Real one-time-code widgets, filled in the real ways: afterwards, with the popup gone, the boxes and the
// widget's own value hold the code, and no other complete code was ever reported to the page.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LOGIN, openMatrix, WAYS } from './matrix.mjs';

/** These differ only in what has the focus before the page gets it: each widget is filled in one of them. */
const ALIKE = ['menu', 'window', 'panel'];

/** Whether a widget is filled in this way; ./build.sh bench fills all of them in all ways. @param {string} way @param {number} widget */
function isFor(way, widget) {
  const at = ALIKE.indexOf(way);
  return at < 0 || widget % ALIKE.length === at;
}

/** @param {string} title @param {(matrix: () => Awaited<ReturnType<typeof openMatrix>>) => void} tests */
function withMatrix(title, tests) {
  describe(title, { concurrency: 1 }, () => {
    /** @type {Awaited<ReturnType<typeof openMatrix>>} */
    let matrix;
    before(async () => {
      matrix = await openMatrix();
    });
    after(() => matrix.close());
    tests(() => matrix);
  });
}

// One after the other: other files run beside them.
describe('widgets', { concurrency: 1 }, () => {
  for (const way of WAYS) {
    withMatrix(way, (matrix) => {
      test(`every widget takes the code: ${way}`, async (t) => {
        const { names, prepare, faults } = matrix();
        await prepare(way);
        assert.ok(names.length >= 30, `${names.length} widgets`);
        for (const name of names.filter((_, at) => isFor(way, at))) {
          await t.test(name, async () => {
            assert.deepEqual(await faults(name, way), []);
          });
        }
      });
    });
  }

  withMatrix('again', (matrix) => {
    test('over a stale code', async (t) => {
      const { names, faults } = matrix();
      // A login that submits itself has already sent it by then.
      for (const name of names.filter((one) => one !== LOGIN)) {
        await t.test(name, async () => {
          assert.deepEqual(await faults(name, 'popup', { first: '863521' }), []);
        });
      }
    });

    test('a login that submits itself gets exactly one complete code, the right one', async (t) => {
      for (const latencyMs of [0, 150, 600, 3000]) {
        await t.test(`a server that takes ${latencyMs} ms`, async () => {
          assert.deepEqual(await matrix().faults(LOGIN, 'popup', { latencyMs }), []);
        });
      }
    });
  });
});
