// The documents name files and tests that are there.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** The files of a folder and of those in it. @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const top = readdirSync('.', { withFileTypes: true }).filter((entry) => entry.isFile());
const FILES = [
  ...top.map(({ name }) => name),
  ...['src', 'extension', 'tests', 'docs', 'tools', '_locales'].flatMap(filesIn),
];
const NAMED = /`([\w/-]+\.(?:rs|mjs|js|json|css|html|md))`/g;

for (const document of ['ARCHITECTURE.md', 'SECURITY.md', 'docs/sync.md']) {
  test(`every file that ${document} names is there`, () => {
    const named = [...readFileSync(document, 'utf8').matchAll(NAMED)].map(([, name = '']) => name);
    assert.ok(named.length > 0);
    const missing = named.filter(
      (name) => !FILES.some((file) => file === name || file.endsWith(`/${name}`)),
    );
    assert.deepEqual(missing, []);
  });
}
