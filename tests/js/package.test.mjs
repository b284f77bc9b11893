import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { packagedFiles } from '../../tools/assemble.mjs';

const manifest = JSON.parse(readFileSync('manifest.json', 'utf8'));

test('manifest and packed files are those that were last reviewed', () => {
  const seen = (/** @type {string} */ name) =>
    readFileSync(`tests/fixtures/package/${name}`, 'utf8');
  assert.deepEqual(manifest, JSON.parse(seen('manifest.json')));
  const paths = packagedFiles().map(({ path }) => path);
  assert.deepEqual(paths, seen('files.txt').trim().split('\n'));
});

test('the manifest requests no site, and nothing that a page could use', () => {
  for (const never of [
    'host_permissions',
    'content_scripts',
    'web_accessible_resources',
    'sandbox',
    'oauth2',
  ]) {
    assert.equal(manifest[never], undefined, never);
  }
  assert.deepEqual(manifest.externally_connectable, { ids: [] });
  // Requested when the user wants copied codes to be cleared from the clipboard.
  assert.deepEqual(manifest.optional_permissions, ['clipboardRead', 'clipboardWrite', 'tabs']);
});

test('every dependency is pinned to its bytes, and comes from a registry', () => {
  const crates = readFileSync('Cargo.lock', 'utf8').split('[[package]]').slice(1);
  const ours = crates.filter((crate) => !crate.includes('source = '));
  assert.deepEqual(
    ours.map((crate) => crate.match(/name = "(.*)"/)?.[1]),
    ['postern-core', 'postern-exchange', 'postern-qr', 'postern-wasm'],
  );
  for (const crate of crates.filter((one) => !ours.includes(one))) {
    assert.match(crate, /source = "registry\+/);
    assert.match(crate, /checksum = "[0-9a-f]{64}"/);
  }
  for (const folder of ['.', 'tests/widgets']) {
    const { packages } = JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8'));
    const foreign = Object.entries(packages).filter(([path]) => path !== '');
    assert.ok(foreign.length > 20);
    for (const [path, { integrity }] of foreign) assert.match(integrity ?? '', /^sha512-/, path);
  }
});

test('the pages of the extension may load and reach nothing from outside', () => {
  const policy = manifest.content_security_policy.extension_pages.split('; ').sort();
  assert.deepEqual(policy, [
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "img-src 'self' data: blob:",
    "require-trusted-types-for 'script'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    'trusted-types lit-html postern-worker',
    "worker-src 'self'",
  ]);
});

test('the package holds every file of the extension, as it is or in a bundle, and nothing else', async () => {
  const packaged = packagedFiles();
  const sources = packaged.map(({ source }) => source);
  for (const source of sources) assert.ok(existsSync(source), source);
  const bundled = sources
    .filter((source) => /^target\/bundle\/.*\.(js|css)$/.test(source))
    .map((source) => source.replace('target/bundle', 'extension'));
  const { metafile } = await build({
    ...{ entryPoints: bundled, bundle: true, format: 'esm', outdir: 'target' },
    ...{ write: false, metafile: true },
  });
  const inputs = Object.keys(metafile.inputs);
  const there = ['extension', '_locales'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/\.(d\.ts|svg)$|files\.txt$/.test(path)),
  );
  const held = [...sources, ...inputs].filter((path) => !/^(node_modules|target)\//.test(path));
  assert.deepEqual([...new Set(held)].sort(), ['manifest.json', ...there].sort());

  const foreign = inputs.filter((path) => path.startsWith('node_modules/'));
  const names = foreign.map((path) => path.match(/^node_modules\/((@[^/]+\/)?[^/]+)/)?.[1] ?? '');
  const licences = sources.map((source) => source.match(/^node_modules\/(.*)\/LICENSE/)?.[1] ?? '');
  // The words of zxcvbn-ts come with the licence of its core; simple-icons is in the public domain (CC0).
  const covered = [...licences, '@zxcvbn-ts/language-common', '@iconify-icons/simple-icons'];
  const uncovered = names.filter((name) => !covered.includes(name));
  assert.deepEqual(uncovered, []);
  assert.ok(new Set(names).size >= 5);
});

test('versions agree', () => {
  const crate = readFileSync('Cargo.toml', 'utf8').match(/^version = "(.*)"$/m)?.[1];
  const npm = JSON.parse(readFileSync('package.json', 'utf8')).version;
  assert.deepEqual([crate, npm], [manifest.version, manifest.version]);
});

/** In bytes. What every popup reads before the first code, and all that a user downloads. */
const CORE_MAX = 664 * 1024;
const DOWNLOAD_MAX = 1408 * 1024;

test('the core that the popup waits for, and the package as it is downloaded, stay small', () => {
  const core = readFileSync('target/pkg/core.wasm').length;
  assert.ok(core < CORE_MAX, `core.wasm has ${core} bytes`);
  const files = readdirSync('target/extension', { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  // Each file of a package is compressed on its own (APPNOTE.TXT 4.4.5, method 8).
  const bytes = files.reduce(
    (sum, { parentPath, name }) =>
      sum + deflateRawSync(readFileSync(join(parentPath, name)), { level: 9 }).length,
    0,
  );
  assert.ok(bytes < DOWNLOAD_MAX, `${bytes} bytes`);
  const english = readFileSync('target/extension/_locales/en/messages.json', 'utf8');
  assert.doesNotMatch(english, /"description":"/, 'those are for translators');
});
