// How many code fields of labelled pages are found, and how often a page is misread.
// usage: node tests/bench/fields.mjs

import { existsSync } from 'node:fs';
import { launchPlain } from '../e2e/browser.mjs';
import { measureCorpus, OTHERS, OURS } from '../tools/corpus.mjs';

const browser = await launchPlain();
console.log('\nfields of labelled pages');
for (const folder of [OURS, OTHERS].filter(existsSync)) {
  const { counts, rows } = await measureCorpus(browser, folder);
  console.log(`  ${folder}`);
  console.log(`    first pick true          ${counts.found} of ${counts.totp}   (all)`);
  console.log(`    picked where there is none  ${counts.false} of ${counts.none}   (at most 1)`);
  console.log(
    `    … for a message’s code    ${counts.offered} of ${counts.none}   (never filled unasked)`,
  );
  console.log(
    `    filled for a message      ${counts.messagesFilled} of ${counts.messages}   (none)`,
  );
  console.log(
    `    filled there              ${counts.askedFalse} asked, ${counts.unaskedFalse} unasked   (at most 1)`,
  );
  for (const { page, kind, purpose } of rows) {
    if (kind === 'none' && purpose) console.log(`      ${page}: ${purpose}`);
  }
}
await browser.close();
