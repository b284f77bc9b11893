// Real pictures for the fuzzer to start from: the codes cut out of the bench's rendered pages.
// usage: node tests/fuzz/seeds.mjs SET FOLDER

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { loadScan, readPicture } from '../tools/scan.mjs';

const [set = '', folder = ''] = process.argv.slice(2);
/** Larger cut-outs would keep the fuzzer from trying many. */
const SIDE_MAX = 170;

const { scan } = loadScan();
mkdirSync(folder, { recursive: true });
let written = 0;
for (const file of readdirSync(set).filter((name) => name.endsWith('.png'))) {
  const picture = readPicture(`${set}/${file}`);
  const [code] = scan(picture).codes;
  if (!code) continue;
  const [xs, ys] = [0, 1].map((axis) => code.corners.map((corner) => corner[axis] ?? 0));
  const [left, top] = [xs, ys].map((values = []) => Math.max(0, Math.min(...values) - 8));
  const side =
    Math.max(Math.max(...(xs ?? [])) - (left ?? 0), Math.max(...(ys ?? [])) - (top ?? 0)) + 8;
  if (side > SIDE_MAX) continue;
  const seed = Buffer.alloc(3 + side * side, 255);
  seed.writeUInt16LE(side);
  seed[2] = 0;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const at = 4 * (((top ?? 0) + y) * picture.width + (left ?? 0) + x);
      seed[3 + y * side + x] = picture.data[at + 1] ?? 255;
    }
  }
  writeFileSync(`${folder}/${file.replace('.png', '')}`, seed);
  written += 1;
}
console.log(`${written} pictures to start from in ${folder}`);
