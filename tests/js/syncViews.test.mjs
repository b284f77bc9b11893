// What the section “Sync” tells about other computers, and what it must not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCore } from '../tools/core.mjs';
import { drawn, IDLE, speak } from './drawn.mjs';
import { account, folder, ROWS, VERSIONS } from './syncStates.mjs';

loadCore();
const { newModel } = await import('../../extension/settings/page.js');
const { syncSection } = await import('../../extension/settings/sync.js');
const { placeOf } = await import('../../extension/settings/sections.js');

/** @param {object} change */
function section(change) {
  const model = Object.assign(newModel(), change);
  return drawn(syncSection({ model, draw: IDLE, read: IDLE, breakDown: IDLE, edit: IDLE }));
}

/** @param {Element | null | undefined} element */
const textOf = (element) => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

test('its address opens it, and another opens it for someone who has Postern elsewhere', () => {
  assert.deepEqual(
    ['#sync', '#sync=join', '#backup'].map((hash) => {
      const { section: name, isJoining } = placeOf(hash);
      return [name, isJoining];
    }),
    [
      ['sync', false],
      ['sync', true],
      ['backup', false],
    ],
  );
});

test('this computer comes first, and only the others can be removed', () => {
  speak('en');
  const rows = [...section(folder()).querySelectorAll('[data-computer]')];
  assert.equal(rows.length, 4);
  assert.match(textOf(rows[0]), /^Office PC This computer/);
  const acts = rows.map((row) => row.querySelector('button')?.getAttribute('data-act'));
  assert.deepEqual(acts, ['rename', 'remove-computer', 'remove-computer', 'remove-computer']);
});

test('a computer that was not seen for three days gets advice for its engine', () => {
  speak('en');
  const rows = [...section(folder()).querySelectorAll('[data-computer]')].map(textOf);
  assert.match(rows[1] ?? '', /Last seen: 2 minutes ago/);
  assert.match(rows[2] ?? '', /Not seen for 9 days\. .*folder/);
  assert.match(rows[3] ?? '', /clock/);
});

test('before joining, what each side gets is counted', () => {
  speak('en');
  const joining = { engine: 'account', kinds: ['pass'], rows: [...ROWS, ...ROWS] };
  assert.equal(
    textOf(section({ joining }).querySelector('[data-counts]')),
    '2 accounts will be added here. 2 accounts from here will be added to your other computers.',
  );
  const same = { ...joining, rows: ROWS.filter(({ what }) => what === 'same') };
  assert.equal(section({ joining: same }).querySelector('[data-counts]'), null);
});

test('a key that differs is named and not shown', () => {
  speak('en');
  const versions = VERSIONS.map((one) => ({ ...one, text: one.field === 'key' ? 'SECRET' : 'x' }));
  const root = section({ ...folder(), versions });
  assert.match(textOf(root.querySelector('[data-version="key"]')), /setup key is different/);
  assert.ok(!root.outerHTML.includes('SECRET'));
});

test('a removed computer has nothing to manage', () => {
  speak('en');
  const root = section(folder({ trouble: 'sync-removed' }));
  assert.equal(root.querySelector('[data-panel="computers"], [data-panel="stop-sync"]'), null);
});

test('the review names secrets of this computer that stop working, and only those', () => {
  speak('en');
  const said = (/** @type {string[]} */ lost) =>
    textOf(section({ joining: { engine: 'folder', kinds: ['pass'], rows: ROWS, lost } }));
  assert.match(said(['recovery']), /current recovery key stops working/);
  assert.doesNotMatch(said(['recovery']), /passkeys/);
  assert.match(said(['prf']), /add your passkeys again/);
  assert.doesNotMatch(said([]), /stops working|passkeys/);
});

test('one button at a time is the next step', () => {
  for (const change of [
    { trouble: 'sync-removed' },
    { trouble: 'sync-removed', isAllowed: false },
    { trouble: 'sync-ended', isAllowed: false },
    { isBeside: true },
  ]) {
    const primary = section(folder(change)).querySelectorAll('[data-panel="sync"] .primary');
    assert.ok(primary.length <= 1, `${JSON.stringify(change)}: ${primary.length}`);
  }
});

test('a full account says how many wait, and that deleted accounts take room', () => {
  speak('en');
  const full = account({ trouble: 'sync-full', waiting: 3, share: 0.9 });
  const root = section({ ...full, bin: [{ id: 'a' }] });
  assert.match(textOf(root.querySelector('[data-waiting]')), /^3 changed accounts/);
  assert.ok(root.querySelector('[data-bin-link][href="#bin"]'));
  assert.equal(section({ ...full, bin: [] }).querySelector('[data-bin-link]'), null);
  const roomy = section({ ...account(), bin: [{ id: 'a' }] });
  assert.equal(roomy.querySelector('[data-bin-link], [data-waiting]'), null);
});

test('another sync in a folder that may not be read now is not offered', () => {
  assert.ok(section(folder({ isBeside: true })).querySelector('[data-beside]'));
  const hidden = section(folder({ isBeside: true, isAllowed: false }));
  assert.equal(hidden.querySelector('[data-beside]'), null);
});
