// The camera page, the first-run page and the lock screen, drawn in every state and every language.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { makeDevice, Session } from '../../extension/core/postern.js';
import { readFile } from '../../extension/core/postern_workers.js';
import { loadCore, loadWorkers } from '../tools/core.mjs';
import { drawn, flaws, IDLE, speak } from './drawn.mjs';

loadCore();
loadWorkers();
const { cameraView } = await import('../../extension/camera/view.js');
const { newModel } = await import('../../extension/camera/model.js');
const { welcomeView } = await import('../../extension/welcome/view.js');
const { lockedView } = await import('../../extension/ui/locked.js');

const LANGUAGES = readdirSync('_locales');
const LINKS = 'otpauth://totp/ACME:joe?secret=GEZDGNBVGY3TQOJQ&issuer=ACME&digits=7';
const GOOGLE = 'otpauth-migration://offline?data=ChEKBUhlbGxvEgFhGgFiIAEoATACEAEYAyAAKAc%3D';

/** @param {string} text */
const read = (text) => readFile(new TextEncoder().encode(text));

/** What a list to review is drawn from. @param {import('../../extension/core/postern_workers.js').ReadView} view */
function review(view) {
  const vault = Session.create(makeDevice(), 0);
  const rows = vault.previewImport(view.accounts).accounts.map((row, place) => ({
    ...row,
    ...{ place, warnings: view.warnings[place] ?? [], isTicked: true },
  }));
  vault.free();
  return { importing: { files: [{ view }], rows, accounts: view.accounts, query: '' } };
}

/** What differs from a page that has just been opened, and what must be there. @type {[string, object, string][]} */
const CAMERA = [
  ['off', {}, '[data-camera="off"]'],
  ['for another window', { isForScreen: true }, '[data-act="screen"].primary'],
  ['starting', { camera: 'starting' }, '[data-camera="starting"]'],
  [
    'two cameras, one with a light',
    {
      ...{
        camera: 'on',
        stream: new MediaStream(),
        isFound: true,
        used: { id: 'a', hasLight: true },
      },
      cameras: [
        { id: 'a', name: 'Front' },
        { id: 'b', name: '' },
      ],
    },
    '[data-choose="camera"] option',
  ],
  ['a failure', { error: 'No camera.' }, '[data-error]'],
  ['accounts were added', { result: 'Added.' }, '[data-said] a'],
  ['a review', review(read(LINKS)), '[data-act="take"]'],
  [
    'a review while the camera is on',
    { camera: 'on', stream: new MediaStream(), ...review(read(GOOGLE)) },
    'video',
  ],
];

/** @param {object} change */
function camera(change) {
  const model = Object.assign(newModel(), change);
  return drawn(cameraView(/** @type {any} */ ({ model, draw: IDLE }), IDLE));
}

const LOCKED = { kinds: ['pass', 'prf', 'recovery'], way: 'pass', isBusy: false, error: '' };

/** @type {[object, string][]} */
const LOCKS = [
  [LOCKED, '[data-other]'],
  [{ ...LOCKED, way: 'recovery', isBusy: true, error: 'No.' }, '[role="alert"]'],
  [{ ...LOCKED, kinds: ['prf'] }, '[data-passkey].primary'],
  [{ ...LOCKED, kinds: ['recovery'], way: 'recovery' }, '[autocapitalize]'],
];

for (const language of LANGUAGES) {
  test(`the camera, the first-run page and the lock screen are drawn whole: ${language}`, () => {
    speak(language);
    for (const [state, change, selector] of CAMERA) {
      const root = camera(change);
      assert.ok(root.querySelector(selector), `${state}: ${selector}`);
      assert.deepEqual(flaws(root), [], state);
    }
    for (const [locked, selector] of LOCKS) {
      const root = drawn(lockedView(/** @type {any} */ (locked), IDLE));
      assert.ok(root.querySelector(selector), selector);
      assert.deepEqual(flaws(root), []);
    }
    for (const isPinned of [false, true]) {
      const root = drawn(welcomeView({ isPinned, shortcut: isPinned ? 'Alt+P' : '' }));
      assert.equal(root.querySelector('[data-step="pin"] .done') !== null, isPinned);
      assert.equal(root.querySelectorAll('.doors a[href]').length, 4);
      assert.deepEqual(flaws(root), []);
    }
  });
}
