// The list that is looked at before an import: accounts of known services can get the sites of those.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { makeDevice, Session } from '../../extension/core/postern.js';
import { readFile } from '../../extension/core/postern_workers.js';
import { loadCore, loadWorkers } from '../tools/core.mjs';
import { drawn, flaws, speak } from './drawn.mjs';

loadCore();
loadWorkers();
const { boundIn, noImport, reviewList } = await import('../../extension/ui/review.js');

const NOW = 1_767_225_600_000;
const LINKS = [
  'otpauth://totp/GitHub:jane?secret=JBSWY3DPEHPK3PXP&issuer=GitHub',
  'otpauth://totp/ACME:jane?secret=GEZDGNBVGY3TQOJQ&issuer=ACME',
  'otpauth://totp/jane?secret=MFRGGZDFMZTWQ2LK&issuer=Microsoft%20(Contoso)',
  'otpauth://totp/GitLab:jane?secret=ONSWG4TFOQQGCIDT&issuer=GitLab',
];

/** A review of the links, all of them ticked but the last. */
function review() {
  const session = Session.create(makeDevice(), NOW);
  const { accounts } = readFile(new TextEncoder().encode(LINKS.join('\n')));
  const rows = session.previewImport(accounts).accounts.map((row, place) => ({
    ...row,
    ...{ place, warnings: [], isTicked: place < 3, isLeftOut: false },
  }));
  return { session, importing: { ...noImport(), accounts, rows } };
}

/** @param {ReturnType<typeof review>['importing']} importing */
const shown = (importing) => drawn(reviewList(importing, () => {}));

/** @param {Element | null} box @param {boolean} isOn */
function tick(box, isOn) {
  assert.ok(box);
  const input = /** @type {HTMLInputElement} */ (box);
  if (input.checked !== isOn) input.click();
}

test('accounts get the sites of known services if the user says so, but for those left out', () => {
  speak('en');
  const { session, importing } = review();
  assert.equal(shown(importing).querySelector('[data-bind]'), null);
  assert.deepEqual(boundIn(importing), [], 'it is only offered');
  assert.match(
    shown(importing).querySelector('[data-bind-all]')?.textContent ?? '',
    /sites of 2 accounts/,
    'of those that are ticked',
  );
  tick(shown(importing).querySelector('[data-bind-all] input'), true);
  const texts = [...shown(importing).querySelectorAll('.bound')].map((one) =>
    one.textContent?.trim(),
  );
  assert.match(texts[0] ?? '', /^Fill at github\.com/);
  assert.match(texts[1] ?? '', /microsoftonline\.com/);
  assert.deepEqual(boundIn(importing), [0, 2]);
  tick(shown(importing).querySelectorAll('[data-bind]')[1] ?? null, false);
  assert.deepEqual(boundIn(importing), [0]);

  const all = Uint32Array.of(0, 1, 2);
  session.importSelected(importing.accounts, all, Uint32Array.from(boundIn(importing)), NOW);
  const at = (/** @type {string} */ origin) =>
    session.list({ query: '', origin, from: 0, count: 9, nowMs: NOW }).forPage;
  assert.equal(at('https://github.com'), 1);
  assert.equal(at('https://gist.github.com'), 1);
  assert.equal(at('https://github.com.evil.example'), 0);
  assert.equal(at('https://login.microsoftonline.com'), 0, 'that was left out');
});

test('an account that has a site keeps it, and one that is here already gets none', () => {
  const { session, importing } = review();
  const id = session.add({ text: LINKS[0] ?? '', origin: 'https://git.example' }, NOW);
  const own = session.exportSecrets();
  const [row] = session.previewImport(own).accounts;
  assert.deepEqual([row?.known, row?.status], [[], 'same-key']);
  const again = session.previewImport(importing.accounts).accounts[0];
  assert.equal(again?.status, 'same-key');
  importing.rows = importing.rows.map((one) => ({ ...one, status: 'same-key' }));
  importing.binds = true;
  assert.deepEqual(boundIn(importing), []);
  assert.equal(shown(importing).querySelector('[data-bind-all], [data-bind]'), null);
  session.importSelected(own, Uint32Array.of(0), Uint32Array.of(0), NOW);
  assert.deepEqual(
    session.details(id, '').sites.map(({ site }) => site),
    ['git.example'],
  );
  const other = Session.create(makeDevice(), NOW);
  other.importSelected(own, Uint32Array.of(0), Uint32Array.of(0), NOW);
  const [kept] = other.list({ query: '', origin: '', from: 0, count: 1, nowMs: NOW }).rows;
  assert.deepEqual(
    other.details(kept?.id ?? '', '').sites.map(({ site }) => site),
    ['git.example'],
  );
});

for (const language of readdirSync('_locales')) {
  test(`the offer and its rows are drawn whole: ${language}`, () => {
    speak(language);
    const { importing } = review();
    importing.binds = true;
    assert.deepEqual(flaws(shown(importing)), []);
  });
}
