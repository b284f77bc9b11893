// Generates src/core/account/suffixes.bin and src/core/account/exceptions.rs from the Public Suffix List in
// tests/fixtures/sites, and checks every rule of the list against the result:
//   node tools/suffixes.mjs [a newer public_suffix_list.dat, which replaces the old one]
// The published list, with its version, is part of the PyPI package `publicsuffixlist`:
//   pip download --no-deps publicsuffixlist && unzip -p publicsuffixlist-*.whl '*/public_suffix_list.dat'
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { domainToASCII, fileURLToPath } from 'node:url';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const LIST = path('tests/fixtures/sites/public_suffix_list.dat');
/** The parameter of the Rice code: the same as in src/core/account/suffix.rs. */
const LOW_BITS = 10;

/** FNV-1a with a seed, folded to 24 bits: the same as in src/core/account/suffix.rs. @param {string} text @param {number} seed */
function hash(text, seed) {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return (value >>> 24) ^ (value & 0xffffff);
}

/** Sorted numbers as Rice-coded differences: the high part in unary, then the low bits. @param {number[]} sorted */
function encode(sorted) {
  let bits = '';
  let last = 0;
  for (const value of sorted) {
    const difference = value - last;
    bits += `${'1'.repeat(difference >>> LOW_BITS)}0`;
    bits += (difference & ((1 << LOW_BITS) - 1)).toString(2).padStart(LOW_BITS, '0');
    last = value;
  }
  // Padded with ones, because no number ends within a run of ones.
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  return Uint8Array.from(padded.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** The inverse of `encode`. @param {Uint8Array} bytes */
function decode(bytes) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  let last = 0;
  return Array.from(bits.matchAll(new RegExp(`(1*)0([01]{${LOW_BITS}})`, 'g')), ([, high, low]) => {
    last += ((high ?? '').length << LOW_BITS) + Number.parseInt(low ?? '', 2);
    return last;
  });
}

/** A name and all its parent domains, itself first. @param {string} name */
function* upwards(name) {
  yield name;
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    yield name.slice(dot + 1);
  }
}

/**
 * The answer of `is_public_suffix`.
 * @param {string} host
 * @param {(rule: string) => boolean} holds
 * @param {string[]} exceptions
 */
function isSuffix(host, holds, exceptions) {
  const dot = host.indexOf('.');
  if (dot < 0) return true;
  if (exceptions.includes(host)) return false;
  return holds(host) || holds(`*.${host.slice(dot + 1)}`) || holds(`*.${host}`);
}

if (process.argv[2]) copyFileSync(process.argv[2], LIST);
const list = readFileSync(LIST, 'utf8');
const version = list.match(/^\/\/ VERSION: (.+)$/m)?.[1];
const commit = list.match(/^\/\/ COMMIT: (.+)$/m)?.[1];
assert.ok(version && commit, 'the list says which one it is');
assert.match(list, /===BEGIN PRIVATE DOMAINS===/);

const lines = list.split('\n').map((line) => line.trim().split(/\s/)[0] ?? '');
/** Rules with punycode labels, as in browsers' host names. */
const rules = lines
  .filter((line) => line !== '' && !line.startsWith('//'))
  .map((rule) => {
    const [, mark = '', name = ''] = /** @type {string[]} */ (rule.match(/^(!|\*\.)?(.*)$/));
    const ascii = domainToASCII(name);
    assert.match(ascii, /^[a-z0-9-]+(\.[a-z0-9-]+)*$/, rule);
    return mark + ascii;
  });
const exceptions = rules
  .filter((rule) => rule.startsWith('!'))
  .map((rule) => rule.slice(1))
  .sort();
const said = new Set(rules.filter((rule) => !rule.startsWith('!')));
/** Every name that the list mentions: the rules' names and their parent domains. */
const names = rules.flatMap((rule) => [...upwards(rule.replace(/^(!|\*\.)/, ''))]);

// With the right seed, no name that the list mentions is taken for a suffix by chance.
for (let seed = 0; ; seed += 1) {
  assert.ok(seed < 10_000, 'no seed does: the list has grown, and the hash needs more bits');
  const hashes = new Set(Array.from(said, (rule) => hash(rule, seed)));
  const guess = (/** @type {string} */ rule) => hashes.has(hash(rule, seed));
  const truth = (/** @type {string} */ rule) => said.has(rule);
  const isWrong = (/** @type {string} */ name) =>
    isSuffix(name, guess, exceptions) !== isSuffix(name, truth, exceptions);
  if (names.some(isWrong)) continue;

  const sorted = [...hashes].sort((a, b) => a - b);
  const bytes = encode(sorted);
  assert.deepEqual(decode(bytes), sorted);
  for (const rule of said)
    assert.ok(isSuffix(rule.replace(/^\*/, 'x--x'), guess, exceptions), rule);
  for (const name of exceptions) assert.ok(!isSuffix(name, guess, exceptions), name);
  writeFileSync(path('src/core/account/suffixes.bin'), bytes);
  writeFileSync(
    path('src/core/account/exceptions.rs'),
    source(seed, String(version), String(commit)),
  );
  const counts = `${rules.length} rules, ${sorted.length} hashes, ${exceptions.length} exceptions`;
  console.log(`${version}: ${counts}, seed ${seed}, ${bytes.length} bytes`);
  break;
}

/** @param {number} seed @param {string} version @param {string} commit */
function source(seed, version, commit) {
  return `//! Made by \`tools/suffixes.mjs\`, as \`suffixes.bin\` is, from the Public Suffix List
//! (publicsuffix.org, Mozilla Public License 2.0); its text is in \`tests/fixtures/sites\`.
//!
//! VERSION: ${version}
//! COMMIT: ${commit}

/// With this seed, no name on the list is mistaken for a suffix by chance.
pub(super) const SEED: u32 = ${seed};

/// The rules that begin with \`!\`, as text: if one had the same hash as another name, a public suffix
/// would not be recognised.
pub(super) const EXCEPTIONS: [&str; ${exceptions.length}] = [
${exceptions.map((name) => `    "${name}",`).join('\n')}
];
`;
}
