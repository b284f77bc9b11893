// The first-run page: opened once by the installation, in front, and true about the toolbar.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { launch, pageAt, textOf, until } from './browser.mjs';

const postern = await launch({ keepsWelcome: true });
after(() => postern.close());

const welcome = () => pageAt(postern.browser, /welcome\.html$/);

test('an installation opens the first-run page, in front, with three steps', async () => {
  const page = await welcome();
  await page.waitForSelector('[data-step]');
  assert.equal(await page.evaluate(() => document.visibilityState), 'visible');
  assert.equal(await page.title(), 'Welcome to Postern');
  const steps = await page.$$eval('[data-step] h2', (all) => all.map((one) => one.textContent));
  assert.deepEqual(steps, ['Pin Postern', 'Add an account', 'Sign in']);
});

test('an update does not open it', async () => {
  await welcome();
  const count = async () =>
    (await postern.browser.pages()).filter((page) => page.url().endsWith('welcome.html')).length;
  assert.equal(await count(), 1);
  const worker = await postern.worker();
  for (const reason of ['update', 'chrome_update', 'install'])
    await worker.evaluate(
      (value) => /** @type {any} */ (chrome).runtime.onInstalled.dispatch({ reason: value }),
      reason,
    );
  // The installation, dispatched last, opens the second one: the updates have opened none.
  await until(async () => (await count()) >= 2);
  assert.equal(await count(), 2);
});

test('it says whether the icon is in the toolbar, and the keys that open the popup', async () => {
  const page = await welcome();
  await page.waitForSelector('[data-step="pin"]');
  const { isOnToolbar, shortcut } = await page.evaluate(async () => {
    const commands = await chrome.commands.getAll();
    return {
      ...(await chrome.action.getUserSettings()),
      shortcut: commands.find(({ name }) => name === '_execute_action')?.shortcut ?? '',
    };
  });
  assert.equal(isOnToolbar, false);
  const text = () => textOf(page, '[data-step="pin"]');
  assert.match(await text(), /puzzle piece/);
  assert.ok(shortcut && (await text()).includes(shortcut), shortcut);
  // Only a person can pin an icon: the browser's answer and its event stand in for one.
  await page.evaluate(() => {
    const { action } = /** @type {any} */ (chrome);
    action.getUserSettings = async () => ({ isOnToolbar: true });
    action.onUserSettingsChanged.dispatch({ isOnToolbar: true });
  });
  await page.waitForSelector('[data-step="pin"] .done');
  assert.match(await text(), /Postern is in your toolbar\./);
});

for (const [door, section] of [
  ['import', 'import'],
  ['join', 'sync'],
  ['restore', 'backup'],
]) {
  test(`its door “${door}” leads to that section of the settings`, async () => {
    const page = await welcome();
    await page.bringToFront();
    await page.waitForSelector(`[data-${door}]`);
    await page.click(`[data-${door}]`);
    await page.waitForSelector(`[data-section="${section}"]`);
    await page.goBack();
  });
}

test('its door “camera” leads to the page that scans with one', async () => {
  const page = await welcome();
  await page.bringToFront();
  await page.waitForSelector('[data-camera]');
  await page.click('[data-camera]');
  await until(async () => page.url().endsWith('camera.html'));
  await page.goBack();
});
