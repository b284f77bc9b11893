// The forms of an account, drawn in every state and language: for a new one, and for one that is changed.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { makeDevice, Session, siteOf } from '../../extension/core/postern.js';
import { loadCore } from '../tools/core.mjs';
import { drawn, flaws, speak } from './drawn.mjs';

loadCore();
const { addForm } = await import('../../extension/popup/views/forms.js');
const { discardCard } = await import('../../extension/popup/views/sheet.js');
const { nothingTyped } = await import('../../extension/popup/model.js');
const { detailsForm } = await import('../../extension/ui/accountForm.js');
const { declare, encodingOf, nothingDeclared, placeOf } = await import(
  '../../extension/ui/coding.js'
);
const { sayRefusal } = await import('../../extension/ui/refusal.js');
const { hostOf, siteTyped } = await import('../../extension/ui/parts.js');

const NOW_MS = 59_000;
const LANGUAGES = readdirSync('_locales');
const idle = () => undefined;
const HERE = 'portal.example';
/** RFC 6238, appendix B: the key of its SHA-1 row. */
const RFC_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const session = Session.create(makeDevice(), NOW_MS);

/** @param {object} [change] @param {string} [site] */
function form(change = {}, site = HERE) {
  const actions = /** @type {any} */ (new Proxy({}, { get: () => idle }));
  const adding = { ...nothingTyped(), ...change };
  return drawn(addForm({ adding, site, seen: '', cards: idle }, actions));
}

/** @param {Partial<import('../../extension/core/postern.js').AddRequest>} request */
const preview = (request) =>
  session.preview({ text: RFC_KEY, origin: '', nowMs: NOW_MS, ...request });

const named = (/** @type {HTMLElement} */ root, /** @type {string} */ name) =>
  /** @type {HTMLInputElement | null} */ (root.querySelector(`[name="${name}"]`));

const wrongAt = (/** @type {string} */ at) => ({ wrong: { at, text: 'Wrong.' } });

test('a key that is declared by hand gives the codes of RFC 6238 before it is saved', () => {
  const coding = { digits: '8' };
  assert.equal(preview({ coding }).code?.text, '94287082');
  const hex = '3132333435363738393031323334353637383930';
  assert.equal(preview({ text: hex, encoding: 'hex', coding }).code?.text, '94287082');
  const base64 = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=';
  assert.equal(preview({ text: base64, encoding: 'base64', coding }).code?.text, '94287082');
  // RFC 4226, appendix D.
  const hotp = preview({ coding: { kind: 'hotp', counter: '9' } });
  assert.deepEqual([hotp.code?.text, hotp.counter], ['520489', '9']);
  assert.equal(preview({ coding: { kind: 'steam' } }).codeChars, 5);
  // Without its PIN there is no code.
  assert.equal(preview({ coding: { kind: 'yandex' } }).code, undefined);
});

test('what a form declares stands over what a link says, and a site over the page', () => {
  const text = `otpauth://totp/ACME:jane?secret=${RFC_KEY}&issuer=ACME&digits=8&period=60`;
  const said = preview({
    text,
    coding: { period: '30' },
    site: siteTyped(' Portal.Example:8443 '),
  });
  assert.deepEqual([said.codeChars, said.periodS, said.site], [8, 30, 'portal.example:8443']);
  for (const [request, code] of [
    [{ coding: { digits: '0' } }, 'digits-bad'],
    [{ coding: { period: 'x' } }, 'period-bad'],
    [{ coding: { kind: 'hotp', counter: '' } }, 'counter-bad'],
    [{ site: 'not a site' }, 'site-unusable'],
    [{ site: '*.co.uk' }, 'site-unusable'],
  ]) {
    assert.throws(
      () => preview(/** @type {any} */ (request)),
      (/** @type {any} */ thrown) => thrown.code === code,
      String(code),
    );
  }
});

test('the form to add an account is sound in every state and language', () => {
  const code = preview({}).code;
  for (const language of LANGUAGES) {
    speak(language);
    for (const change of [
      {},
      { isMore: true },
      { isMore: true, declared: { kind: 'hotp' }, ...wrongAt('counter') },
      { isMore: true, declared: { kind: 'motp' } },
      { isMore: true, ...wrongAt('digits') },
      { isMore: true, ...wrongAt('period') },
      { offersHex: true, encoding: 'hex', ...wrongAt('text'), isKeyShown: true },
      { declared: { kind: 'motp' }, ...wrongAt('pin') },
      { code, preview: preview({}) },
      { ...wrongAt('issuer') },
      { ...wrongAt('site'), site: 'x x' },
      { error: 'No code.', isLooking: true },
    ]) {
      assert.deepEqual(flaws(form(change)), [], `${language} ${JSON.stringify(change)}`);
    }
  }
});

test('the form to add an account marks what is wrong, beside it', () => {
  speak('en');
  assert.equal(named(form(), 'text')?.getAttribute('aria-invalid'), 'false');
  for (const at of ['text', 'issuer', 'site', 'pin', 'digits', 'period']) {
    const declared = at === 'pin' ? { kind: 'motp' } : {};
    const root = form({ ...wrongAt(at), declared, isMore: true });
    const input = named(root, at);
    assert.equal(input?.getAttribute('aria-invalid'), 'true', at);
    assert.ok(input?.getAttribute('aria-describedby')?.includes(`wrong-${at}`), at);
    assert.equal(root.querySelectorAll('[aria-invalid="true"]').length, 1, at);
  }
  assert.ok(!named(form(), 'hex') && named(form({ offersHex: true }), 'hex'));
  assert.deepEqual(flaws(drawn(discardCard({ discard: idle, stay: idle }))), []);
});

test('the rare fields are those of the type of the codes', () => {
  speak('en');
  const fields = (/** @type {object} */ change) =>
    ['digits', 'period', 'counter', 'algorithm', 'encoding', 'pin'].filter((name) =>
      named(form({ isMore: true, ...change }), name),
    );
  assert.deepEqual(fields({}), ['digits', 'period', 'algorithm', 'encoding']);
  assert.deepEqual(fields({ declared: { kind: 'hotp' } }), [
    'digits',
    'counter',
    'algorithm',
    'encoding',
  ]);
  assert.deepEqual(fields({ declared: { kind: 'steam' } }), ['encoding']);
  assert.deepEqual(fields({ declared: { kind: 'motp' } }), ['encoding', 'pin']);
  // Mobile-OTP's keys are hexadecimal, unless the user says otherwise.
  const typed = nothingDeclared();
  assert.equal(encodingOf(typed, 'motp'), 'hex');
  declare(typed, /** @type {any} */ ({ name: 'encoding', value: 'base32' }));
  assert.equal(encodingOf(typed, 'motp'), 'base32');
  // A link fills them in.
  const text = `otpauth://totp/x?secret=${RFC_KEY}&digits=8&period=60&algorithm=SHA256`;
  const root = form({ isMore: true, preview: preview({ text }) });
  assert.deepEqual([named(root, 'digits')?.value, named(root, 'period')?.value], ['8', '60']);
});

test('a failure is said at the field that it is about', () => {
  const at = (/** @type {string} */ code, declared = {}) =>
    placeOf(/** @type {any} */ ({ code }), declared);
  assert.equal(at('digits-bad'), 'digits');
  assert.equal(at('key-look-alike'), 'text');
  assert.equal(at('counter-bad'), 'text');
  assert.equal(at('counter-bad', { counter: 'x' }), 'counter');
  assert.equal(at('pin-needed'), 'pin');
});

test('a code for another app is named with the link to press', () => {
  speak('en');
  const refused = (/** @type {string} */ text) => {
    try {
      session.preview({ text, origin: '' });
    } catch (thrown) {
      return sayRefusal(/** @type {any} */ (thrown), text, 'scanNotAKey');
    }
    return 'accepted';
  };
  assert.match(
    refused('phonefactor://activate_account?code=1'),
    /only for Microsoft Authenticator\. .*“I want to use a different authenticator app”/,
  );
  assert.match(refused('694 660 881'), /Microsoft Authenticator/);
  assert.match(refused('duo://x'), /only for Duo Mobile\. If the site offers/);
  assert.match(refused('FIDO:/123456'), /for a passkey on a phone/);
  assert.match(refused('otpauth://pipush/x?url=y'), /privacyIDEA/);
  assert.equal(refused('https://portal.example'), 'This QR code isn’t for two-factor setup.');
});

test('a host is named without scheme, port and “www.”, for secure sites as well', () => {
  assert.equal(hostOf('portal.example:8443'), 'portal.example');
  assert.equal(hostOf('www.portal.example'), 'portal.example');
  assert.equal(hostOf('http://portal.localhost:3000'), 'portal.localhost');
  assert.equal(hostOf('*.portal.example'), 'portal.example');
  assert.equal(hostOf('portal.example.'), 'portal.example');
  assert.equal(hostOf(''), '');
});

test('a site can be typed as people write addresses', () => {
  for (const [typed, site] of [
    ['portal.example', 'portal.example'],
    ['https://Portal.Example/login?next=1#x', 'portal.example'],
    ['portal.example:8443/path', 'portal.example:8443'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['*.portal.example', '*.portal.example'],
    ['http://localhost:3000/x', 'http://localhost:3000'],
  ]) {
    assert.equal(siteOf(siteTyped(/** @type {string} */ (typed))).site, site, typed);
  }
  for (const typed of [
    'http://portal.example',
    'a b',
    '*.co.uk',
    'ftp://x.example',
    'x'.repeat(300),
  ])
    assert.throws(
      () => siteOf(siteTyped(typed)),
      (/** @type {any} */ thrown) => thrown.code === 'site-unusable',
      typed,
    );
});

test('the editor is sound in every language, and shows how codes are made where there is room', () => {
  const id = session.add(
    { text: `otpauth://hotp/x?secret=${RFC_KEY}&counter=7&digits=8`, origin: 'https://a.example' },
    NOW_MS,
  );
  const details = session.details(id, '');
  const actions = /** @type {any} */ (new Proxy({}, { get: () => idle }));
  const edit = (/** @type {boolean} */ isFull, change = {}) =>
    drawn(
      detailsForm(
        {
          id,
          details,
          fillsHere: undefined,
          site: '',
          isFull,
          typed: { ...nothingDeclared(), .../** @type {any} */ (change) },
        },
        actions,
      ),
    );
  for (const language of LANGUAGES) {
    speak(language);
    for (const change of [{}, wrongAt('site'), wrongAt('text'), wrongAt('counter')])
      assert.deepEqual(flaws(edit(true, change)), [], `${language} ${JSON.stringify(change)}`);
    assert.deepEqual(flaws(edit(false)), [], language);
  }
  assert.deepEqual(
    ['counter', 'digits', 'text'].map((name) => named(edit(true), name)?.value),
    ['7', '8', ''],
  );
  assert.equal(named(edit(false), 'counter'), null);
  assert.ok(!edit(true).outerHTML.includes(RFC_KEY), 'the key itself is never in the form');
});
