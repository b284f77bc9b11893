// What the collector says of the labelled pages, for the tests of the core that need no browser.
// usage: node tests/tools/facts.mjs   writes tests/fixtures/facts.jsonl anew

import { writeFileSync } from 'node:fs';
import { launchPlain } from '../e2e/browser.mjs';
import { FACTS, factsOfPages } from './corpus.mjs';

const browser = await launchPlain();
const rows = await factsOfPages(browser);
writeFileSync(FACTS, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
await browser.close();
