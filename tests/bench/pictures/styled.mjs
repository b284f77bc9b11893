// Renders codes as portals style them: every kind of dot, corner, gradient and logo that qr-code-styling
// draws, in Chromium.
// usage: node tests/bench/pictures/styled.mjs FOLDER SEED

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launchPlain } from '../../e2e/browser.mjs';

const require = createRequire(import.meta.url);

const SHAPES = ['square', 'dots', 'rounded', 'extra-rounded', 'classy', 'classy-rounded'];
const FRAMES = ['dot', ...SHAPES];
const EYES = ['dot', ...SHAPES];
const GRADIENTS = [null, 'linear', 'radial'];
const INKS = [
  '#000000',
  '#1a73e8',
  '#d32f2f',
  '#00796b',
  '#6d28d9',
  '#4267b2',
  '#22b8cf',
  '#ff9800',
];
const PAPERS = ['#ffffff', '#ffffff', '#fff8e1', '#e9ecef'];
const WORDS = 'account settings security backup key secret';

const [folder, seed] = process.argv.slice(2);
if (!folder || !seed) throw new Error('usage: styled.mjs FOLDER SEED');
mkdirSync(folder, { recursive: true });
const random = dice(Number(seed));
const library = readFileSync(require.resolve('qr-code-styling'), 'utf8');
const browser = await launchPlain();
const page = await browser.newPage();
const manifest = [];
for (const [at, style] of styles().entries()) {
  const name = `${String(at).padStart(3, '0')}-${style.category}-${style.dots}-${style.frame}-${style.eye}`;
  const payload = enrolment();
  const scale = of([1, 1, 1.5, 2]);
  await page.setViewport({ width: 350, height: 320, deviceScaleFactor: scale });
  await page.setContent(
    `<body style="margin:8px;background:#f8f9fa;font:13px Liberation Sans"><div></div><p>${WORDS}`,
  );
  await page.addScriptTag({ content: library });
  await page.evaluate(draw, optionsOf(style, payload));
  await page.screenshot({ path: `${folder}/${name}.png` });
  manifest.push({ name, category: style.category, expected: [payload] });
}
await browser.close();
writeFileSync(`${folder}/manifest.json`, JSON.stringify(manifest, null, 0));

/** Every kind of dot with every frame, gradient and logo; the eye changes from one to the next. */
function styles() {
  return SHAPES.flatMap((dots) =>
    FRAMES.flatMap((frame) =>
      GRADIENTS.flatMap((gradient) =>
        [false, true].map((logo) => {
          const category = logo ? 'logo' : gradient ? 'gradient' : 'style';
          return { dots, frame, gradient, logo, category, eye: of(EYES) };
        }),
      ),
    ),
  );
}

/** @param {ReturnType<typeof styles>[number]} style @param {string} data */
function optionsOf({ dots, frame, eye, gradient, logo }, data) {
  const ink = of(INKS);
  const stops = [ink, of(INKS.slice(0, 6))].map((color, offset) => ({ offset, color }));
  const fill = gradient
    ? { gradient: { type: gradient, rotation: of([0, 0.8, 1.6]), colorStops: stops } }
    : { color: ink };
  const side = of([200, 220, 240, 256, 256]);
  return {
    options: {
      width: side,
      height: side,
      type: of(['canvas', 'svg']),
      data,
      margin: of([0, 8, 16]),
      qrOptions: { errorCorrectionLevel: logo ? of(['Q', 'H']) : of(['L', 'M', 'Q']) },
      dotsOptions: { type: dots, ...fill },
      cornersSquareOptions: { type: frame, color: of(INKS) },
      cornersDotOptions: { type: eye, color: of(INKS) },
      backgroundOptions: { color: of(PAPERS) },
      imageOptions: { margin: 4, imageSize: 0.35, hideBackgroundDots: of([true, false]) },
    },
    logo: logo && of(INKS.slice(1)),
  };
}

/** Runs in the page. @param {ReturnType<typeof optionsOf>} order */
async function draw({ options, logo }) {
  const image = `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" rx="14" fill="${logo}"/><circle cx="32" cy="32" r="18" fill="#fff"/></svg>`,
  )}`;
  const { QRCodeStyling } = /** @type {any} */ (globalThis);
  const code = new QRCodeStyling(logo ? { ...options, image } : options);
  code.append(document.querySelector('div'));
  // It draws in a promise that it does not return; the picture's data is ready after it.
  await code.getRawData('png');
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** What an enrolment code says; `payload.py` has the same accounts. */
function enrolment() {
  const issuer = of(['GitHub', 'Contoso', 'ACME', 'AWS', 'Example Bank', 'Proton']);
  const name = of(['alice', 'bob.smith', 'j.doe', 'very.long.user.name+tag']);
  const letters = Array.from({ length: of([16, 26, 32, 52]) }, () =>
    of([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567']),
  );
  const [label, account] = [issuer, `${name}@example.com`].map(encodeURIComponent);
  return `otpauth://totp/${label}:${account}?secret=${letters.join('')}&issuer=${label}`;
}

/** @template T @param {T[]} choices @returns {T} */
function of(choices) {
  return /** @type {T} */ (choices[Math.floor(random() * choices.length)]);
}

/** Numbers from 0 to 1, the same ones for a seed: mulberry32. @param {number} state */
function dice(state) {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
