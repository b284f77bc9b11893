// Builds again whenever a source changes, and reloads the extension in a Chromium of its own: npm run watch

import { spawnSync } from 'node:child_process';
import { sep } from 'node:path';
import { watch } from 'chokidar';
import puppeteer from 'puppeteer-core';
import { chromium } from './chromium.mjs';

const EXTENSION = 'target/extension';

const CORE = 'src';
const SOURCES = [CORE, 'extension', '_locales', 'manifest.json'];

/** Files that the build itself writes among the sources. */
const GENERATED = /postern[^/\\]*$/;

/** An editor saves in several steps. */
const QUIET_MS = 100;

/** Started by the first build that succeeds. @type {import('puppeteer-core').Browser | undefined} */
let browser;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;
/** Without a change in the core, only scripts and styles are built, which takes about a second. */
let isCoreNew = true;

async function build() {
  const part = isCoreNew ? 'build' : 'bundle';
  const began = performance.now();
  const { status } = spawnSync('./build.sh', [part], { stdio: 'inherit' });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${new Date().toLocaleTimeString()} ${status === 0 ? 'built' : 'not built'} (${seconds} s)`,
  );
  if (status !== 0) return;
  isCoreNew = false;
  await load();
}

/** Loading an extension that is loaded already reloads it. */
async function load() {
  browser ??= await open();
  await browser.installExtension(EXTENSION).catch((/** @type {Error} */ { message }) => {
    // For example because the manifest is wrong.
    console.log(`not loaded: ${message}`);
  });
}

async function open() {
  const opened = await puppeteer.launch({
    executablePath: chromium(),
    headless: false,
    pipe: true,
    defaultViewport: null,
    enableExtensions: true,
    // Chromium has no sandbox for root, who is the user of many containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  opened.on('disconnected', () => process.exit());
  return opened;
}

await build();
watch(SOURCES, {
  ignoreInitial: true,
  ignored: (path) => GENERATED.test(path),
}).on('all', (_, path) => {
  isCoreNew ||= path.startsWith(CORE + sep);
  clearTimeout(soon);
  soon = setTimeout(() => void build(), QUIET_MS);
});
