import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE } from '../tools/hostile.mjs';
import { loadScan } from '../tools/scan.mjs';

const { scan, memoryBytes } = loadScan();

/**
 * Twice the time of the worst picture, as a multiple of the first one's; `./build.sh bench` prints how long
 * that is.
 */
const TIMES_MAX = 4;

test('a hostile picture at 4K size yields no code, in bounded time and memory', () => {
  const before = memoryBytes();
  const took = Object.entries(HOSTILE).map(([name, draw]) => {
    const picture = draw(3840, 2160);
    const start = performance.now();
    assert.deepEqual(scan(picture).codes, [], name);
    const ms = performance.now() - start;
    // The picture itself is one of the three.
    assert.ok(memoryBytes() - before < 2 * picture.data.length, `${name} took too much memory`);
    return { name, ms };
  });
  const first = took[0]?.ms ?? 0;
  for (const { name, ms } of took) {
    assert.ok(ms < TIMES_MAX * first, `${name} took ${(ms / first).toFixed(1)} ×`);
  }
});
