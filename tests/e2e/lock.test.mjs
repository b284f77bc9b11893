// When the vault locks, and what a locked vault reveals.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { says, textOf, until } from './browser.mjs';
import { handsOn, PASS } from './safe.mjs';
import { useStage } from './stage.mjs';

const stage = await useStage();
const hands = handsOn(stage);
const { settings, setPassphrase, unlock, session, setUnlocked, tell, isLocked, oneAccount } = hands;

test('an alarm locks the vault after a time without use, even if nothing reads it', async () => {
  await oneAccount();
  await setPassphrase();
  await stage.store({ settings: { lockMinutes: 0.05 } });
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  // Any key counts as use and restarts the time.
  await popup.keyboard.press('ArrowDown');
  await until(async () => (await session()).unlocked.untilMs < Date.now() + 60_000);
  await popup.waitForSelector('.locked');
  assert.ok(await isLocked());
});

test('a deadline that passed while the computer slept counts, alarm or not', async () => {
  await oneAccount();
  await setPassphrase();
  await setUnlocked({ untilMs: Date.now() - 1 });
  const popup = await stage.popup();
  assert.ok(await popup.$('.locked'));
  assert.ok(await isLocked());
});

test('a clock that was set back locks', async () => {
  await oneAccount();
  await setPassphrase();
  await setUnlocked({ seenMs: Date.now() + 60_000, untilMs: Date.now() + 120_000 });
  assert.ok(await (await stage.popup()).$('.locked'));
  assert.ok(await isLocked());
});

test('the screen’s lock and the command lock, in every window', async () => {
  await oneAccount();
  await setPassphrase();
  const events = /** @type {const} */ ([
    ['idle', 'onStateChanged', 'locked'],
    ['commands', 'onCommand', 'lock'],
  ]);
  for (const [api, event, word] of events) {
    const page = await settings();
    await hands.showDetails(page);
    await tell(api, event, word);
    await page.waitForSelector('.locked');
    assert.ok(await isLocked(), word);
    await unlock(page, PASS);
    await page.waitForSelector('[data-section]');
    assert.equal(await page.$('[data-form="details"]'), null, 'nothing is left open');
    await page.close();
  }
});

test('a locked vault fills nothing, automatically or by command', async () => {
  await oneAccount();
  await setPassphrase();
  await tell('commands', 'onCommand', 'lock');
  await until(isLocked);
  const worker = await stage.postern.worker();
  await stage.page.bringToFront();
  await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    /** @type {any} */ (chrome.commands.onCommand).dispatch('fill', tab);
    /** @type {any} */ (chrome.runtime.onMessage).dispatch(
      { type: 'field-appeared' },
      { id: chrome.runtime.id, tab },
      () => undefined,
    );
  });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const typed = await stage.page.$eval('#code', (input) => /** @type {any} */ (input).value);
  assert.equal(typed, '');
});

test('a lock ends the wait for the next code, and its countdown goes', async () => {
  await oneAccount();
  await setPassphrase();
  const [badge, fill] = [
    async () =>
      (await stage.postern.worker()).evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, url: 'http://*/*' });
        return chrome.action.getBadgeText({ tabId: tab?.id ?? 0 });
      }),
    async () =>
      (await stage.postern.worker()).evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, url: 'http://*/*' });
        /** @type {any} */ (chrome.commands.onCommand).dispatch('fill', tab);
      }),
  ];
  await stage.page.bringToFront();
  // The last five seconds of a code are too short for this test.
  await until(async () => Date.now() % 30_000 < 20_000);
  await fill();
  await until(async () => (await badge()) === '✓');
  await stage.page.$eval('#code', (input) => {
    /** @type {any} */ (input).value = '';
  });
  await fill();
  await until(async () => /^\d+$/.test(await badge()));
  await tell('commands', 'onCommand', 'lock');
  await until(async () => (await badge()) === '', 6000);
  assert.equal(await stage.page.$eval('#code', (input) => /** @type {any} */ (input).value), '');
});

test('codes are hidden until their row is clicked, if the user wants that', async () => {
  await oneAccount();
  const page = await settings('#appearance');
  await page.click('[data-hides]');
  await until(async () => (await stage.stored()).settings?.hidesCodes === true);
  await page.close();
  // Without a field to fill, the popup stays open.
  await stage.show('portal', '');
  const popup = await stage.popup();
  await popup.waitForSelector('.row');
  assert.equal(await textOf(popup, '.code'), '••••••');
  assert.doesNotMatch(await popup.content(), /\b\d{3}<.*?>\d{3}\b/);
  await popup.click('.row [data-use]');
  await says(popup, '.code', /^\d{6}$/);
});
