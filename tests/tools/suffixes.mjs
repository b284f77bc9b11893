// Makes src/page/suffixes.bin from the official Public Suffix List (Debian package `publicsuffix`):
// a 24-bit hash of each rule, sorted, as LEB128 differences. Run it when the list has changed:
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
const bytes = [];
let last = 0;
for (const value of hashes) {
  let difference = value - last;
  while (difference > 0x7f) {
    bytes.push((difference & 0x7f) | 0x80);
    difference >>>= 7;
  }
  bytes.push(difference);
  last = value;
}
writeFileSync(target, Uint8Array.from(bytes));
console.log(`${rules.length} rules, ${hashes.length} hashes, ${bytes.length} bytes`);
