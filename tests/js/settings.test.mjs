// The sections of the settings, drawn in every state: each shows what that state is about, and none says “undefined”,
// has a control without a name, or points at an element that is not there.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { makeDevice, makeKdf, makeRecoveryKey, Session } from '../../extension/core/postern.js';
import { qrOf, readFile, writePages, writeSheets } from '../../extension/core/postern_workers.js';
import { loadCore, loadWorkers } from '../tools/core.mjs';
import { drawn, flaws, IDLE, speak } from './drawn.mjs';
import { SYNC, SYNC_FAILURES } from './syncStates.mjs';

loadCore();
loadWorkers();
const { settingsView } = await import('../../extension/settings/frame.js');
const { newModel } = await import('../../extension/settings/page.js');
const { brandOf } = await import('../../extension/ui/brands.js');
const { nothingDeclared } = await import('../../extension/ui/coding.js');

/** @typedef {import('../../extension/settings/page.js').Model} Model */
/** @typedef {import('../../extension/settings/page.js').Place} Place */
/** @typedef {import('../../extension/settings/sections.js').Section} Section */
/** What differs from a calm page, and what must be there. @typedef {[string, object, string]} State */

const NOW_MS = Date.now();
const LANGUAGES = readdirSync('_locales');

const session = Session.create(makeDevice(), NOW_MS);
const links = [
  'otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP&issuer=IATA',
  'otpauth://hotp/Desk:jane?secret=JBSWY3DPEHPK3PXQ&issuer=Desk&counter=3&digits=8',
  'otpauth://totp/GitHub:jane?secret=JBSWY3DPEHPK3PXR&issuer=GitHub&algorithm=SHA256',
];
const [id = '', , other = ''] = links.map((text) =>
  session.add({ text, origin: 'https://portal.example' }, NOW_MS),
);
const plain = session.details(id, '');
session.edit(
  {
    ...{ id, issuer: plain.issuer, name: plain.name, presses: true, appends: false, pinned: true },
    ...{ sites: ['portal.example'], tags: ['work'], note: 'n', recovery: ['aaa', 'bbb'] },
    used: ['bbb'],
  },
  NOW_MS,
);
session.remove(other, NOW_MS);
const bin = session.bin(NOW_MS).accounts;
const { total, tags } = session.list({ query: '', origin: '', from: 0, count: 0, nowMs: NOW_MS });
const details = session.details(id, 'https://other.example');

/** @param {string} kind */
const slot = (kind) => ({
  ...{ id: kind, kind, kdf: kind === 'pass' ? makeKdf() : undefined },
  ...{ credential: kind === 'prf' ? 'AA' : undefined, prfSalt: kind === 'prf' ? 'AA' : undefined },
});
const DEVICE = [slot('device')];
const LOCKING = [slot('pass'), slot('prf'), slot('recovery')];

const secrets = session.exportSecrets();
const pages = writePages(secrets).texts.map((text) => qrOf(text));
const sheets = writeSheets(secrets).map((sheet) => ({ ...sheet, symbol: qrOf(sheet.link) }));

/** @param {string} text */
const read = (text) => readFile(new TextEncoder().encode(text));
const GOOGLE = 'otpauth-migration://offline?data=ChEKBUhlbGxvEgFhGgFiIAEoATACEAEYAyAAKAc%3D';
const NEW = 'otpauth://totp/ACME:joe?secret=GEZDGNBVGY3TQOJQ&issuer=ACME&digits=7';
const view = read([links[0], NEW, 'otpauth://totp/x?secret=1'].join('\n'));

/** A list to review, of what was read. @param {object[]} files @param {object} [change] */
function importing(files, change) {
  const rows = session.previewImport(view.accounts).accounts.map((row, place) => ({
    ...row,
    ...{ place, warnings: view.warnings[place] ?? [], isTicked: row.status === 'new' },
  }));
  return { importing: { files, rows, accounts: view.accounts, query: '', ...change } };
}
const given = (/** @type {object} */ change) => ({
  ...{ id: 1, name: 'keys.txt', blob: new Blob(), state: 'read', error: '', workMib: 0, ...change },
});
const EMPTY = { rows: [], accounts: '[]' };

/** Rows that fill more than a slice. */
const long = Array.from({ length: 60 }, (_, place) => {
  const row = { issuer: `Portal ${place}`, name: 'jane', kind: 'totp', sites: [], status: 'new' };
  return { ...row, place, known: [], warnings: ['digits'], isTicked: place % 2 === 0 };
});

const FOLDER = { can: true, name: '', isAllowed: false, isGranted: false, isFailing: false };
const KEPT = { ...FOLDER, name: 'Drive', isAllowed: true, keptMs: NOW_MS };
const SAVED = { savedMs: NOW_MS, unsaved: 3 };
const backup = { name: 'b.json', vaults: [], keys: {}, kinds: ['pass', 'recovery', 'device'] };
const compared = (/** @type {string[]} */ ...states) =>
  states.map((state) => ({ issuer: 'IATA', name: 'jane', state }));
const paper = { paper: makeRecoveryKey(), asked: [1, 6] };
const editing = {
  id,
  details,
  fillsHere: undefined,
  site: '',
  typed: nothingDeclared(),
  isFull: true,
};

/** @type {Record<Section, State[]>} */
const SECTIONS = {
  accounts: [
    ['no account', { total: 0, bin: [] }, '[data-panel="empty"]'],
    ['only deleted accounts', { total: 0 }, '[data-bin-link]'],
    ['the table', {}, '[role="grid"] [data-row="1"]'],
    ['the table with logos', { brandOf }, '.tile'],
    ['nothing matches', { table: { query: 'zzz' } }, '.none'],
    ['a selection', { table: { selected: new Set([id]) } }, '[aria-selected="true"]'],
    [
      'the form of a group',
      { table: { selected: new Set([id]), form: 'group' } },
      '[data-form="group"] option',
    ],
    [
      'the form of a site',
      { table: { selected: new Set([id]), form: 'site' } },
      '[data-form="site"] [name="site"]',
    ],
    ['an account', { editing }, '[data-form="details"] [name="note"]'],
    [
      'an account that fills at this site',
      { editing: { ...editing, fillsHere: true, site: 'other.example' } },
      '[data-fill-here]',
    ],
    [
      'an account without sites that needs a PIN',
      { editing: { ...editing, details: { ...plain, sites: [], needsPin: true, issuer: '' } } },
      '[name="pin"]',
    ],
    ['the bin', { isBin: true }, '[data-binned] [data-act="restore"]'],
    ['emptying it', { isBin: true, question: { what: 'empty', ids: [id] } }, '[data-question]'],
    ['an empty bin', { isBin: true, bin: [] }, '[data-panel="bin"] .soft'],
    ['a result', { toast: { text: 'x', undo: IDLE } }, '.toast [data-undo]'],
    ['an older vault', { missing: 2 }, '[data-older] [data-act="accept-older"]'],
    [
      'a damaged vault that opens',
      {
        lost: { reason: 'x', previous: true, opens: true },
        health: { sound: false, lost: 2 },
      },
      '.frame [data-rescue] [data-act="previous"]',
    ],
  ],
  security: [
    ['no passphrase', {}, '[data-way="pass"] .primary'],
    ['every way to unlock', { slots: LOCKING }, '[data-way="prf"] [data-act="remove"]'],
    ['a new passphrase', { slots: LOCKING, form: 'pass', strength: 3 }, '[data-form="pass"] meter'],
    ['a new recovery key', { slots: LOCKING, form: 'recovery', ...paper }, '[name="group-6"]'],
    ['it locks after a while', { slots: LOCKING, settings: { lockMinutes: 0 } }, 'select'],
    [
      'a proof of identity by passphrase',
      { proof: { kinds: ['pass', 'prf', 'recovery'], way: 'pass', isBusy: false, error: '' } },
      'dialog [data-passkey]',
    ],
    [
      'a proof that was wrong',
      { proof: { kinds: ['recovery'], way: 'recovery', isBusy: true, error: 'No.', isOwn: true } },
      'dialog [aria-invalid="true"]',
    ],
    ...['pass', 'recovery', 'backup', 'done'].map(
      (step) =>
        /** @type {State} */ ([
          `the first time: ${step}`,
          { protecting: { step, wantsBackup: true }, ...paper },
          `dialog[data-protecting="${step}"] .actions`,
        ]),
    ),
    [
      'a passphrase that is too short, in the dialog',
      {
        protecting: { step: 'pass', wantsBackup: false },
        failed: { at: 'pass', code: 'passphrase-short', text: 'Short.' },
      },
      'dialog [name="passphrase"][aria-describedby="error"]',
    ],
    [
      'two passphrases that differ',
      {
        ...{ slots: LOCKING, form: 'pass' },
        failed: { at: 'pass', code: 'passphrase-differs', text: 'Differ.' },
      },
      '[name="again"][aria-describedby="error"]',
    ],
  ],
  backup: [
    ['nothing to save', { total: 0, bin: [] }, '[data-panel="restore"] [type="file"]'],
    ['never saved', {}, '[data-panel="save"] [data-act="save-backup"]'],
    ['saved', { slots: LOCKING, settings: SAVED }, '[data-unsaved]'],
    [
      'saved and checked',
      { slots: LOCKING, settings: { savedMs: NOW_MS, checkedMs: NOW_MS } },
      '[data-checked]',
    ],
    ['no folder', { folder: FOLDER }, '[data-act="choose-folder"]'],
    ['a folder', { folder: KEPT }, '[data-kept]'],
    [
      'a folder that asks and fails',
      { folder: { ...KEPT, isAllowed: false, isFailing: true } },
      '[data-folder-failed]',
    ],
    ['a chosen backup', { backup }, '[data-form="backup"] [name="recovery"]'],
    ['a backup that was just saved', { backup, settings: SAVED }, '[data-check-backup].primary'],
    [
      'a wrong passphrase',
      { backup, failed: { at: 'restore', code: 'backup-wrong-key', text: 'No.' } },
      '[name="pass"][aria-invalid="true"]',
    ],
    ['a passphrase to use here too', { reuse: 'x' }, '[data-reuse]'],
    [
      'a good backup',
      {
        comparison: { isGood: true, isWhole: true, lost: 0, accounts: compared('same', 'more') },
      },
      '[data-verdict="good"]',
    ],
    [
      'a bad backup',
      {
        comparison: {
          ...{ isGood: false, isWhole: false, lost: 2 },
          accounts: compared('differs', 'behind', 'missing'),
        },
      },
      '[data-verdict="bad"] p',
    ],
    [
      'vaults that were set aside',
      { aside: [{ sinceMs: NOW_MS, stored: {} }] },
      '[data-aside] [data-act="forget-aside"]:disabled',
    ],
  ],
  sync: SYNC,
  import: [
    ['no file', {}, '.door [type="file"]'],
    ['a file that is being read', importing([given({ state: 'reading' })], EMPTY), 'progress'],
    [
      'a file that takes long',
      importing([given({ state: 'reading', workMib: 9000 })], EMPTY),
      '[data-act="cancel-read"]',
    ],
    [
      'a file with a password',
      importing([given({ state: 'sealed', error: 'No.' })], EMPTY),
      '[name="password"][aria-invalid="true"]',
    ],
    [
      'a file that failed',
      importing([given({ state: 'failed', error: 'No.' })], EMPTY),
      '[data-file-error]',
    ],
    ['a review', importing([given({ view })]), '[data-tick]:disabled'],
    [
      'pages of an export, and damage',
      importing([given({ view: { ...read(GOOGLE), mayBeDamaged: true } })]),
      '[data-pages].note',
    ],
    ['a long review', importing([given({ view })], { rows: long }), '[data-find-import]'],
    [
      'a search in it',
      importing([given({ view })], { rows: long, query: 'zzz' }),
      '[data-panel="review"] .none',
    ],
  ],
  export: [
    ['all accounts', {}, '[data-act="export-aegis"]'],
    ['no account', { total: 0 }, '[data-act="export-aegis"]:disabled'],
    ['some accounts', { exporting: { ids: [id] } }, '[data-act="export-all"]'],
    ['an encrypted file', { exporting: { way: 'aegis' } }, '[data-form="export"] [name="again"]'],
    ['a file in plain text', { exporting: { way: 'links' } }, '[data-form="export"] [name="word"]'],
    [
      'a file that is being written',
      { exporting: { writing: IDLE } },
      '[data-act="cancel-export"]',
    ],
    ['codes for another app', { exporting: { pages, drawn: 1 } }, '.qr canvas'],
    ['sheets that are being drawn', { exporting: { sheets, drawn: 1 } }, '.sheets progress'],
    ['sheets', { exporting: { sheets, drawn: 9 } }, '.sheet .codes'],
    [
      'a wrong word',
      {
        exporting: { way: 'links' },
        failed: { at: 'export', code: 'word-differs', text: 'No.' },
      },
      '[name="word"][aria-describedby="error"]',
    ],
  ],
  filling: [
    ['as it is at first', {}, '#choose-clear'],
    ['changed', { settings: { action: 'copy', clearS: 60 } }, '[value="60"][selected]'],
  ],
  appearance: [
    ['as it is at first', {}, '#choose-theme'],
    [
      'changed',
      { settings: { theme: 'dark', text: 1.3, language: 'de', order: 'manual', hidesCodes: true } },
      '#hint-order',
    ],
  ],
  about: [
    ['as it is at first', {}, '[data-panel="about"]'],
    [
      'corrected clocks and a trace',
      { trace: 'popup.js:1', clock: { portals: { 'https://portal.example': -61_000 } } },
      '[data-clocks] [data-act="forget-clock"]',
    ],
  ],
};

const LOCKED = { kinds: ['pass', 'prf', 'recovery'], way: 'pass', isBusy: false, error: '' };

/** States without a section. @type {State[]} */
const CLOSED = [
  ['locked', { locked: LOCKED }, '.locked [name="secret"][type="password"]'],
  ['nothing opens it', { locked: LOCKED, isStuck: true }, '[data-act="back-to-lock"]'],
  [
    'a lost vault',
    { lost: { reason: 'x', previous: true, opens: false }, trace: 'x' },
    'main.alone [data-act="previous"]',
  ],
  ['a bug', { broken: 'x', trace: 'x' }, '[data-broken="bug"] [data-reload]'],
];

/** The section in which the failure of a task is said. @type {[Section, Place, object][]} */
const FAILURES = [
  ['accounts', 'table', {}],
  ['accounts', 'bin', { isBin: true }],
  ['accounts', 'details', { editing }],
  ['accounts', 'group', { table: { selected: new Set([id]), form: 'group' } }],
  ['accounts', 'older', { missing: 1 }],
  ['accounts', 'rescue', { lost: { reason: 'x', previous: false, opens: true } }],
  ['security', 'pass', {}],
  ['security', 'passkey', {}],
  ['security', 'recovery', {}],
  ['security', 'locking', {}],
  ['backup', 'backup', {}],
  ['backup', 'folder', { folder: FOLDER }],
  ['backup', 'restore', {}],
  ['backup', 'aside', { aside: [{ sinceMs: NOW_MS, stored: {} }] }],
  ...SYNC_FAILURES,
  ['import', 'import', {}],
  ['export', 'export', {}],
  ['filling', 'filling', {}],
  ['appearance', 'look', {}],
  ['about', 'clock', { clock: { portals: { 'https://portal.example': 9000 } } }],
];

/** @param {Section} section @param {any} change */
function settings(section, { table, exporting, ...change }) {
  const model = newModel();
  Object.assign(model, { session, total, tags, bin, slots: DEVICE, languages: LANGUAGES, section });
  Object.assign(model.table, table);
  Object.assign(model.exporting, exporting);
  Object.assign(model, change);
  const page = { model, draw: IDLE, read: IDLE, breakDown: IDLE, edit: IDLE };
  return drawn(settingsView(page, IDLE));
}

for (const language of LANGUAGES) {
  test(`every state of the settings is drawn whole: ${language}`, () => {
    speak(language);
    for (const [section, states] of Object.entries(SECTIONS))
      for (const [state, change, selector] of states) {
        const root = settings(/** @type {Section} */ (section), change);
        assert.ok(root.querySelector(selector), `${section}, ${state}: ${selector}`);
        assert.deepEqual(flaws(root), [], `${section}, ${state}`);
        assert.equal(root.querySelectorAll('nav [aria-current="page"]').length, 1);
      }
    for (const [state, change, selector] of CLOSED) {
      const root = settings('accounts', change);
      assert.ok(root.querySelector(selector), `${state}: ${selector}`);
      assert.deepEqual(flaws(root), [], state);
      assert.equal(root.querySelector('nav, [data-row]'), null, state);
    }
  });
}

test('a failure is said once, in the section of its task', () => {
  speak('en');
  for (const [section, at, change] of FAILURES) {
    const root = settings(section, { ...change, failed: { at, code: 'x', text: 'It failed.' } });
    assert.equal(root.querySelectorAll('[data-error]').length, 1, at);
    assert.equal(root.querySelector('main [data-error]')?.textContent, 'It failed.', at);
    assert.deepEqual(flaws(root), [], at);
  }
});

test('a key is on no page but the sheets for paper', () => {
  speak('en');
  for (const [section, states] of Object.entries(SECTIONS))
    for (const [state, change] of states) {
      const markup = settings(/** @type {Section} */ (section), change).outerHTML;
      const isPaper = /sheets/.test(state);
      assert.equal(/JBSWY3DPEHPK3PX|GEZDGNBVGY3TQOJQ/.test(markup), false, `${section}, ${state}`);
      assert.equal(markup.includes('JBSW Y3DP'), isPaper, `${section}, ${state}`);
    }
});
