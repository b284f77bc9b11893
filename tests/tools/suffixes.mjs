// Makes src/page/suffixes.bin from the official Public Suffix List (Debian package `publicsuffix`):
// a 24-bit hash of each rule, sorted, as Rice-coded differences. Run it when the list has changed:
//   node tests/tools/suffixes.mjs [public_suffix_list.dat]
import { readFileSync, writeFileSync } from 'node:fs';
import { domainToASCII, fileURLToPath } from 'node:url';

const list = process.argv[2] ?? '/usr/share/publicsuffix/public_suffix_list.dat';
const target = fileURLToPath(new URL('../../src/page/suffixes.bin', import.meta.url));

/** FNV-1a, folded to 24 bits: the same as in src/page/suffix.rs. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return (value >>> 24) ^ (value & 0xffffff);
}

/** A rule with its labels in punycode. @param {string} rule */
function ascii(rule) {
  const [, mark, name] = /** @type {string[]} */ (rule.match(/^(!|\*\.)?(.*)$/));
  return `${mark ?? ''}${domainToASCII(name ?? '')}`;
}

const rules = readFileSync(list, 'utf8')
  .split('\n')
  .map((line) => line.trim().split(/\s/)[0] ?? '')
  .filter((line) => line !== '' && !line.startsWith('//'));
const hashes = [...new Set(rules.map((rule) => hash(ascii(rule))))].sort((a, b) => a - b);
/** Of the Rice code: the same as in src/page/suffix.rs. */
const LOW_BITS = 10;
let bits = '';
let last = 0;
for (const value of hashes) {
  const difference = value - last;
  bits += `${'1'.repeat(difference >>> LOW_BITS)}0`;
  bits += (difference & ((1 << LOW_BITS) - 1)).toString(2).padStart(LOW_BITS, '0');
  last = value;
}
// Padded with ones: no number ends among them.
const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
const bytes = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
writeFileSync(target, Uint8Array.from(bytes));
console.log(`${rules.length} rules, ${hashes.length} hashes, ${bytes.length} bytes`);
