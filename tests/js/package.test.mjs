import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packagedFiles } from '../tools/assemble.mjs';

const manifest = JSON.parse(readFileSync('manifest.json', 'utf8'));

test('the manifest asks for no more than it did when this was written', () => {
  assert.deepEqual(manifest.permissions, [
    'activeTab',
    'alarms',
    'contextMenus',
    'idle',
    'scripting',
    'storage',
  ]);
  for (const never of [
    'host_permissions',
    'optional_permissions',
    'content_scripts',
    'web_accessible_resources',
    'sandbox',
    'oauth2',
  ]) {
    assert.equal(manifest[never], undefined, never);
  }
  // Asked for one site at a time, when the user turns on filling there; plain HTTP on this computer only.
  assert.deepEqual(manifest.optional_host_permissions, [
    'https://*/*',
    'http://localhost/*',
    'http://*.localhost/*',
    'http://127.0.0.1/*',
    'http://[::1]/*',
  ]);
  assert.deepEqual(manifest.externally_connectable, { ids: [] });
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

test('the package holds every file of the extension and nothing else', () => {
  const packaged = packagedFiles();
  const ours = packaged.filter(({ path, source }) => path === source).map(({ path }) => path);
  const there = ['extension', '_locales'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/\.(d\.ts|svg)$|files\.txt$/.test(path))
      // Bundled into one file, or two.
      .filter((path) => !/^extension\/(popup|content|settings)\/.*\.js$/.test(path)),
  );
  assert.deepEqual([...ours].sort(), ['manifest.json', ...there].sort());
  for (const { source } of packaged) assert.ok(existsSync(source), source);
});

test('versions agree', () => {
  const crate = readFileSync('Cargo.toml', 'utf8').match(/^version = "(.*)"$/m)?.[1];
  const npm = JSON.parse(readFileSync('package.json', 'utf8')).version;
  assert.deepEqual([crate, npm], [manifest.version, manifest.version]);
});

test('wasm and package stay small', () => {
  const wasm = readFileSync('target/pkg/postern_bg.opt.wasm').length;
  // The reader and all before it took 360,000; what stretches passphrases and opens slots, the rest.
  assert.ok(wasm < 410_000, `${wasm} bytes of wasm`);
});
