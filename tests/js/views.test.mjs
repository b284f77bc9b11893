// The popup's views, drawn in every state: each shows what that state is about, and none says “undefined”, has a control
// without a name, or points at an element that is not there.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { makeDevice, Session } from '../../extension/core/postern.js';
import { loadCore } from '../tools/core.mjs';
import { drawn, flaws, IDLE, speak } from './drawn.mjs';

loadCore();
const { homeView } = await import('../../extension/popup/views/home.js');
const { nothingSeen } = await import('../../extension/popup/model.js');

/** @typedef {import('../../extension/popup/model.js').Model} Model */

const NOW_MS = 1_800_000_000_000;
const HERE = 'https://portal.example';
const LANGUAGES = readdirSync('_locales');

const session = Session.create(makeDevice(), NOW_MS);
/** @param {string} text @param {string} [origin] */
const add = (text, origin = '') => session.add({ text, origin }, NOW_MS);
const OTHER = 'https://other.example';
add('otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP&issuer=IATA', HERE);
add('otpauth://hotp/Desk:jane?secret=JBSWY3DPEHPK3PXQ&issuer=Desk&counter=3');
add('otpauth://totp/GitHub:jane?secret=JBSWY3DPEHPK3PXR&issuer=GitHub&digits=8', OTHER);

const listOf = (/** @type {Session} */ from, query = '') =>
  from.list({ query, origin: HERE, from: 0, count: 9, nowMs: NOW_MS });
const full = listOf(session);
const none = listOf(Session.create(makeDevice(), NOW_MS));
const [here, , elsewhere] = full.rows;
assert.ok(here && elsewhere);

/** @param {string} text */
const preview = (text) => session.preview({ text, origin: HERE });
const NEW = 'otpauth://totp/ACME:joe?secret=GEZDGNBVGY3TQOJQ&issuer=ACME';
const SAVED = 'otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP&issuer=IATA';
const candidate = (/** @type {string} */ text, more = {}) =>
  /** @type {any} */ ({ text, preview: preview(text), ...more });

const PAGE = { id: 1, windowId: 1, origin: HERE };
const AT = { top: 0, bottom: 20, left: 0, right: 20 };
const CALM = {
  ...nothingSeen(),
  isLooking: false,
  hasLooked: true,
  page: PAGE,
  site: 'portal.example',
  clock: { portals: {} },
  settings: { savedMs: NOW_MS },
  query: '',
  tag: '',
  full: '',
  where: 'popup',
  from: 0,
  shown: new Map(),
  revealed: new Set(),
  active: '',
  missing: 0,
  previous: false,
};
const SYNC = { isOn: true, engine: 'folder', place: 'Drive', isAllowed: true, isGranted: true };
const ASKING = { row: here, origin: OTHER, isBound: false, sendsTo: [], message: false, asked: {} };
const SOUND = { sound: true, lost: 0 };
/** The page's accounts have no site yet. */
const MAYBE = { ...elsewhere, suggested: true, sites: [] };
const suggesting = (/** @type {number} */ suggested) => ({
  ...full,
  ...{ forPage: 0, suggested, rows: [MAYBE, here] },
});
/** The key of an account with the name and the site of one that is saved. */
const renewed = (/** @type {string} */ issuer) =>
  `otpauth://totp/${issuer}:jane?secret=GEZDGNBVGY3TQOJQ&issuer=${issuer}`;

/** The states of the list: what differs from a calm page, and what must be there. @type {[string, object, string][]} */
const STATES = [
  ['a calm page', {}, '.row'],
  ['a field for a code', { field: 'authenticator' }, '.row.here'],
  ['nothing matches', { list: listOf(session, 'zzz'), query: 'zzz' }, '[role="status"]'],
  ['the first run, still looking', { list: none, isLooking: true, hasLooked: false }, '.welcome'],
  ['the first run', { list: none }, '[data-scan]'],
  ['the first run with a key', { list: none, candidates: [candidate(NEW)] }, '[data-add]'],
  ['the first run with an export', { list: none, exported: 'x' }, '[data-exported]'],
  ['a key was found', { candidates: [candidate(NEW)] }, '[data-dock="key"] [data-add]'],
  [
    'two keys were found',
    { candidates: [candidate(NEW), candidate(NEW.replace('joe', 'ann'))] },
    '[data-dock="keys"]',
  ],
  ['a saved key', { candidates: [candidate(SAVED)] }, '[data-dock="saved"]'],
  [
    'the details of a key',
    { candidates: [candidate(NEW, { printed: 'other' })], isExpanded: true },
    '[data-sheet] [data-add]',
  ],
  [
    'a key that may be a renewed one',
    { candidates: [candidate(renewed('IATA'))], isExpanded: true },
    '[data-sheet] [data-replace]',
  ],
  [
    'a key of another organization',
    { candidates: [candidate(renewed('Agency'))], isExpanded: true },
    '[data-sheet] [data-other-issuer]',
  ],
  [
    'an account that may belong here',
    { list: suggesting(1), field: 'authenticator' },
    '[data-dock="suggested"] [data-use-suggested]',
  ],
  [
    'several that may belong here',
    { list: suggesting(2), field: 'authenticator' },
    '[data-dock="suggested"]',
  ],
  ['one of them was pressed', { stranger: MAYBE }, '[data-suggested] .primary[data-use-here]'],
  ['another site', { stranger: elsewhere }, '[data-sheet] [data-elsewhere]'],
  ['a frame asks', { asking: ASKING }, '[data-sheet] [data-frame]'],
  [
    'a form sends elsewhere',
    { asking: { ...ASKING, origin: HERE, sendsTo: [OTHER] } },
    '[data-sends-to]',
  ],
  ['a code by message', { asking: { ...ASKING, message: true } }, '[data-message]'],
  ['a frame of another site', { foreign: [OTHER] }, '[data-dock="foreign"]'],
  ['its details', { foreign: [OTHER], isExpanded: true }, '[data-sheet] [data-foreign]'],
  ['a stack', { setUp: { stack: 'Okta', link: 'Google' } }, '[data-dock="set-up"]'],
  ['an export', { exported: 'x' }, '[data-dock="exported"]'],
  ['no QR code', { status: 'None.', isNoneSeen: true }, '[data-dock="status"] [data-camera]'],
  ['a backup is due', { settings: {} }, '[data-back-up-now]'],
  [
    'a folder waits',
    {
      settings: { savedMs: NOW_MS, unsaved: 1 },
      folder: { name: 'mine', isAllowed: false, isGranted: false, isFailing: false },
    },
    '[data-dock="folder"]',
  ],
  [
    'a sync folder waits',
    { sync: { ...SYNC, isAllowed: false, isGranted: false } },
    '[data-dock="sync"] [data-open-sync]',
  ],
  ...[
    'sync-ended',
    'sync-folder-missing',
    'sync-full',
    'sync-key-needed',
    'sync-newer',
    'sync-other-vault',
    'sync-removed',
    'vault-full',
  ].map(
    (trouble) =>
      /** @type {[string, object, string]} */ ([
        `trouble: ${trouble}`,
        { sync: { ...SYNC, trouble } },
        '[data-dock="sync"] [data-open-sync]',
      ]),
  ),
  [
    'a key to renew here',
    { settings: { savedMs: NOW_MS, renew: [here.id] } },
    '[data-dock="renew"] [data-open-sync]',
  ],
  ['sync goes on', { sync: { ...SYNC, trouble: 'sync-busy' } }, '[data-dock=""]'],
  ['storage is full', { full: 'storage-full' }, '[data-full]'],
  ['the vault is full', { full: 'vault-full' }, '[data-full]'],
  ['a damaged vault', { health: { sound: false, lost: 2 } }, '[data-cards] .bad'],
  ['an older vault', { missing: 3 }, '[data-cards] .card'],
  ['the menu', { menu: { id: '', at: AT } }, '[role="menu"] [data-item="camera"]'],
  [
    'an account’s menu',
    { menu: { id: here.id, at: AT } },
    '[role="menu"] [data-item="delete-row"]',
  ],
  ...['accepted', 'unknown', 'refused', 'used'].map((state) => {
    const outcome = { state, isFirst: true };
    return /** @type {[string, object, string]} */ ([
      `a code was ${state}`,
      { outcome },
      `[data-dock="outcome"]`,
    ]);
  }),
  [
    'a slow clock',
    { outcome: { state: 'refused', isFirst: false, aheadMs: 90_000 }, isExpanded: true },
    '[data-clock]',
  ],
];

/** @param {object} change */
function home(change) {
  const { list = full, health = SOUND, ...rest } = /** @type {any} */ (change);
  const keys = new Map(
    list.rows.map((/** @type {any} */ { id }, /** @type {number} */ at) => [id, at]),
  );
  const model = /** @type {Model} */ (/** @type {unknown} */ ({ ...CALM, ...rest }));
  return drawn(homeView(model, { list, keys, nowMs: NOW_MS, health }, IDLE, IDLE));
}

for (const language of LANGUAGES) {
  test(`every state of the list is drawn whole: ${language}`, () => {
    speak(language);
    for (const [state, change, selector] of STATES) {
      const root = home(change);
      assert.ok(root.querySelector(selector), `${state}: ${selector}`);
      assert.deepEqual(flaws(root), [], state);
    }
  });
}

test('what is below a decision cannot be reached, and a decision names both sites', () => {
  speak('en');
  const root = home({ stranger: elsewhere });
  assert.ok(root.querySelector('.through')?.hasAttribute('inert'));
  assert.match(root.querySelector('[data-elsewhere]')?.textContent ?? '', /portal\.example/);
  assert.match(root.querySelector('[data-elsewhere]')?.textContent ?? '', /other\.example/);
  assert.ok(!home({}).querySelector('.through')?.hasAttribute('inert'));
});

test('only another organization’s key is added without a second thought', () => {
  speak('en');
  const card = (/** @type {string} */ issuer) =>
    home({ candidates: [candidate(renewed(issuer))], isExpanded: true });
  assert.equal(card('IATA').querySelectorAll('[data-sheet] .primary').length, 0);
  assert.ok(card('Agency').querySelector('[data-sheet] .primary[data-add]'));
  const dock = (/** @type {string} */ issuer) => home({ candidates: [candidate(renewed(issuer))] });
  assert.ok(!dock('IATA').querySelector('[data-dock="key"] [data-add]'));
  assert.ok(dock('Agency').querySelector('[data-dock="key"] [data-add]'));
});

test('a list has one tab stop, and no key of an account in it', () => {
  speak('en');
  const root = home({ active: here.id });
  const stops = [...root.querySelectorAll('.row button, .row [tabindex]')].filter(
    (one) => one.getAttribute('tabindex') !== '-1',
  );
  assert.equal(stops.length, 1);
  for (const key of ['JBSWY3DPEHPK3PXP', 'JBSWY3DPEHPK3PXQ'])
    assert.ok(!root.outerHTML.includes(key));
});
