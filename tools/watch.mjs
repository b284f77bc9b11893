// Builds again whenever a source changes: npm run watch

import { spawnSync } from 'node:child_process';
import { watch } from 'node:fs';

const SOURCES = ['src', 'extension', '_locales', 'manifest.json'];

/** Files that the build itself writes among the sources. */
const GENERATED = /postern[^/]*$/;

/** An editor saves in several steps. */
const QUIET_MS = 100;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;

function build() {
  const { status } = spawnSync('./build.sh', { stdio: 'inherit' });
  const time = new Date().toLocaleTimeString();
  console.log(status === 0 ? `${time} built: reload the extension` : `${time} not built`);
}

build();
for (const source of SOURCES) {
  watch(source, { recursive: true }, (_, name) => {
    if (GENERATED.test(name ?? '')) return;
    clearTimeout(soon);
    soon = setTimeout(build, QUIET_MS);
  });
}
