import { test } from 'node:test';
import { walkJourney } from './journey.mjs';

test('the main job at all four portals', { timeout: 300_000 }, async (t) => {
  let failed = false;
  await walkJourney({
    async step(title, walk) {
      if (failed) return;
      failed = !(await t
        .test(title, async () => void (await walk()))
        .then(
          () => true,
          () => false,
        ));
    },
  });
});
