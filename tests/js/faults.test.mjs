// `./build.sh mutants` takes too long for every run, so nobody would notice that a fault is out of date.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FAULTS } from '../mutants/faults.mjs';

test('each fault of the mutants is made in code that is there, once', () => {
  const stale = FAULTS.filter(
    ({ file, from }) => readFileSync(file, 'utf8').split(from).length !== 2,
  );
  assert.deepEqual(
    stale.map(({ file, from }) => `${file}: ${from}`),
    [],
  );
  assert.ok(FAULTS.length > 100);
});
