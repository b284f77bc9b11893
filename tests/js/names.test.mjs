// The names that the shipped core shows on the card of a new account: none of them hides characters that
// Unicode treats as invisible, and the card warns if a name looks like another site's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeDevice, Session } from '../../extension/core/postern.js';
import { loadCore } from '../tools/core.mjs';

loadCore();

/** @param {(session: Session) => void} work */
function withSession(work) {
  const session = Session.create(makeDevice(), 0);
  try {
    work(session);
  } finally {
    session.free();
  }
}

const link = (/** @type {number} */ at) =>
  `otpauth://totp/n${at}?secret=JBSWY3DPEHPK3PX${String.fromCharCode(65 + at)}`;

test('no character that Unicode calls ignorable, a format control or private is left in a name, and no space but the usual', () => {
  withSession((session) => {
    const shown = (/** @type {string} */ issuer) =>
      session.preview({ text: link(0), issuer, name: 'n', origin: '' }).issuer;
    let count = 0;
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const c = String.fromCodePoint(code);
      if (/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u.test(c)) {
        assert.equal(shown(`a${c}b`), 'ab', code.toString(16));
        count += 1;
      } else if (/\p{White_Space}/u.test(c)) {
        assert.equal(shown(`a${c}${c}b`), 'a b', code.toString(16));
      }
    }
    assert.ok(count > 140_000, `${count} characters`);
  });
});

/**
 * The existing account, the new account, and whether the card warns.
 * @type {[string, string, string, string, boolean][]}
 */
const CARDS = [
  ['PayPal', 'https://paypal.com', 'PayPal', 'https://evil.example', true],
  ['PayPal', 'https://paypal.com', 'Раураl', 'https://evil.example', true],
  ['PayPal', 'https://paypal.com', 'PAYPAI', 'https://evil.example', true],
  ['PayPal', 'https://paypal.com', 'Pay\u200bPal', 'https://evil.example', true],
  ['PayPal', 'https://paypal.com', 'PáyPàl', 'https://paypal.com.evil.example', true],
  ['Jane', 'https://jane.github.io', 'Jane', 'https://evil.github.io', true],
  // The same owner, a different name, or no page that could be a different one.
  ['PayPal', 'https://paypal.com', 'PayPal', 'https://paypal.com', false],
  ['PayPal', 'https://www.paypal.com', 'paypal', 'https://login.paypal.com', false],
  ['PayPal', 'https://paypal.com', 'Payback', 'https://evil.example', false],
  ['PayPal', 'https://paypal.com', 'PayPal', '', false],
  ['PayPal', '', 'PayPal', 'https://paypal.com', false],
  ['', 'https://paypal.com', '', 'https://evil.example', false],
];

test('the card warns if a name looks like that of an account for another site', () => {
  for (const [issuer, origin, other, page, warns] of CARDS) {
    withSession((session) => {
      session.add({ text: link(0), issuer, name: 'jane', origin }, 0);
      const card = session.preview({ text: link(1), issuer: other, name: 'joe', origin: page });
      assert.equal(card.warnings.includes('look-alike'), warns, `${other} at ${page}`);
    });
  }
});

test('there is no warning if one of the accounts of that name has the same owner', () => {
  withSession((session) => {
    session.add({ text: link(0), issuer: 'IATA', name: 'a', origin: 'https://iata.org' }, 0);
    session.add({ text: link(1), issuer: 'IATA', name: 'b', origin: 'https://iata.example' }, 0);
    const card = (/** @type {string} */ origin) =>
      session.preview({ text: link(2), issuer: 'IATA', name: 'c', origin }).warnings;
    assert.deepEqual(card('https://portal.iata.org'), []);
    assert.deepEqual(card('https://portal.iata.example'), []);
    assert.deepEqual(card('https://evil.example'), ['look-alike']);
  });
});
