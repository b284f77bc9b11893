// Collects facts about the labelled pages, for the tests of the core that need no browser.
// usage: node tests/tools/facts.mjs   rewrites tests/fixtures/facts.jsonl

import { writeFileSync } from 'node:fs';
import { launchPlain } from '../e2e/browser.mjs';
import { FACTS, factsOfPages } from './corpus.mjs';

const browser = await launchPlain();
const rows = await factsOfPages(browser);
writeFileSync(FACTS, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
await browser.close();
