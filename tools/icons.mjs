// Draws extension/icons/*.png from icon.svg with Chromium: node tools/icons.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { launchPlain } from '../tests/e2e/browser.mjs';

const svg = readFileSync('extension/icons/icon.svg', 'utf8');
const browser = await launchPlain();
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(
    `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(`extension/icons/${size}.png`, png);
}
await browser.close();
