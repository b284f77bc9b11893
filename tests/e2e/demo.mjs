// `./build.sh demo`: with a display, opens a window for the user; without one, walks the journey and saves pictures.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { startPortals } from '../portal/server.mjs';
import { launch, launchPlain } from './browser.mjs';
import { walkJourney } from './journey.mjs';

const FOLDER = 'target/demo';

if (process.argv.includes('--headless') || !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) {
  await walkAlone();
} else {
  await openWindow();
}

async function openWindow() {
  const portals = await startPortals(8400);
  const postern = await launch({ headless: false });
  const page = await postern.browser.newPage();
  await page.goto(portals.url(portals.portals.iata));
  console.log(
    '\nThe demo portals are open. Pin Postern (puzzle icon → pin), then at each of them:',
  );
  console.log('log in, go to the QR code, click the Postern icon, press Add, confirm on the page;');
  console.log('log out, log in, and at the code press Enter in the popup, or Alt+Shift+F.\n');
  for (const portal of Object.values(portals.portals)) {
    const { name, user, password } = portal.face;
    console.log(`  ${portals.url(portal)}  ${name}: ${user} / ${password}`);
  }
  console.log('  (the security question of the first is answered with: Geneva)');
  console.log('\nClose the browser to end the demo.');
  postern.browser.on('disconnected', () => portals.close());
}

async function walkAlone() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  /** @type {{ name: string, page: string, popup: string | undefined }[]} */
  const pictures = [];
  let failed = false;
  await walkJourney({
    async step(title, walk) {
      if (failed) return;
      try {
        console.log(`✓ ${title}\n    ${await walk()}`);
      } catch (error) {
        failed = true;
        console.log(`✗ ${title}\n    ${error instanceof Error ? error.message : error}`);
      }
    },
    async picture(name, page, popup) {
      const shell = popup && (await popup.$('.shell'));
      pictures.push({
        name,
        page: await page.screenshot({ encoding: 'base64' }),
        popup: shell ? await shell.screenshot({ encoding: 'base64' }) : undefined,
      });
    },
  });
  await save(pictures);
  console.log(`${pictures.length} pictures in ${FOLDER}`);
  process.exitCode = failed ? 1 : 0;
}

/**
 * Page and popup as one picture, with the popup where the toolbar would show it.
 * @param {{ name: string, page: string, popup: string | undefined }[]} pictures
 */
async function save(pictures) {
  const browser = await launchPlain();
  const sheet = await browser.newPage();
  await sheet.setViewport({ width: 1280, height: 800 });
  for (const { name, page, popup } of pictures) {
    const over = popup ? `<img class="popup" src="data:image/png;base64,${popup}">` : '';
    await sheet.setContent(
      `<style>body{margin:0}.page{width:1280px;display:block}.popup{position:absolute;top:8px;right:24px;
      border-radius:10px;box-shadow:0 8px 40px #0007}</style><img class="page" src="data:image/png;base64,${page}">${over}`,
    );
    writeFileSync(`${FOLDER}/${name}.png`, await sheet.screenshot());
  }
  await browser.close();
}
