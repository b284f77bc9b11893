// The list as returned by the core: order, tags, search, and the next code.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { makeDevice, Session } from '../../extension/core/postern.js';
import { loadCore } from '../tools/core.mjs';

loadCore();

/** A separate key for each account. @param {number} at */
const keyOf = (at) => `JBSWY3DPEHPK3PX${'PQRSTU'[at]}`;

/** @param {Record<string, { pinned?: boolean, tags?: string[], origin?: string, period?: number }>} accounts by issuer */
function vaultOf(accounts) {
  const session = Session.create(makeDevice(), 0);
  /** @type {Record<string, string>} */
  const ids = {};
  for (const [at, [issuer, { origin = '', period = 30, ...keeping }]] of Object.entries(
    accounts,
  ).entries()) {
    const text = `otpauth://totp/jane?secret=${keyOf(at)}&issuer=${encodeURIComponent(issuer)}&period=${period}`;
    const id = session.add({ text, origin }, 0);
    const { sites } = session.details(id, '');
    const kept = { note: '', recovery: [], used: [], presses: false, appends: false };
    const edit = { ...kept, id, issuer, name: 'jane', pinned: false, tags: [], ...keeping };
    session.edit({ ...edit, sites: sites.map(({ site }) => site) }, 0);
    ids[issuer] = id;
  }
  return { session, ids };
}

/** @param {Session} session @param {object} [request] */
function listed(session, request = {}) {
  const all = { query: '', origin: '', from: 0, count: 99, nowMs: 0, ...request };
  return session.list(all).rows.map(({ issuer }) => issuer);
}

test('this site comes first, then pinned accounts, and each group is sorted', () => {
  const { session } = vaultOf({
    zulu: {},
    Éclair: {},
    apple: {},
    pinned: { pinned: true },
    'a site': { origin: 'https://portal.example' },
  });
  assert.deepEqual(listed(session), ['pinned', 'zulu', 'Éclair', 'apple', 'a site']);
  const order = /** @type {const} */ ('name');
  assert.deepEqual(listed(session, { order }), ['pinned', 'a site', 'apple', 'Éclair', 'zulu']);
  const origin = 'https://portal.example';
  assert.deepEqual(listed(session, { order, origin }).slice(0, 2), ['a site', 'pinned']);
  session.free();
});

test('accounts in the request’s list of used ids come before others', () => {
  const { session, ids } = vaultOf({ one: {}, two: {}, three: {} });
  const first = [ids.three, 'AAAAAAAAAAAAAAAAAAAAAA', 'nothing', ids.two];
  assert.deepEqual(listed(session, { first }), ['three', 'two', 'one']);
  session.free();
});

test('the user’s own order is kept with the accounts, even through a backup', () => {
  const { session, ids } = vaultOf({ one: {}, two: {}, three: {} });
  const order = 'manual';
  session.place(ids.three ?? '', ids.one, 0);
  assert.deepEqual(listed(session, { order }), ['three', 'one', 'two']);
  session.place(ids.one ?? '', undefined, 0);
  assert.deepEqual(listed(session, { order }), ['three', 'two', 'one']);
  // The edit form does not include the order.
  const { sites: _sites, recovery: _codes, ...details } = session.details(ids.one ?? '', '');
  session.edit({ ...details, id: ids.one ?? '', sites: [], recovery: [], used: [] }, 0);
  assert.deepEqual(listed(session, { order }), ['three', 'two', 'one']);
  const other = Session.create(makeDevice(), 0);
  other.merge(session, 0);
  assert.deepEqual(listed(other, { order }), ['three', 'two', 'one']);
  assert.throws(() => session.place('nothing', undefined, 0), { code: 'account-unknown' });
  other.free();
  session.free();
});

test('a tag shows only its accounts, and all tags are listed', () => {
  const { session } = vaultOf({
    one: { tags: ['Work', 'Home'] },
    two: { tags: ['Work'] },
    three: {},
  });
  assert.deepEqual(listed(session, { tag: 'Home' }), ['one']);
  assert.deepEqual(listed(session, { tag: 'Work' }), ['one', 'two']);
  const all = { query: '', origin: '', from: 0, count: 0, nowMs: 0 };
  assert.deepEqual(session.list(all).tags, ['Home', 'Work']);
  session.free();
});

test('typos are tolerated if nothing matches literally', () => {
  const { session } = vaultOf({ Hetzner: {}, Telefónica: {}, Hetznes: {} });
  assert.deepEqual(listed(session, { query: 'hetzner' }), ['Hetzner']);
  assert.deepEqual(listed(session, { query: 'hetnzer' }), ['Hetzner']);
  assert.deepEqual(listed(session, { query: 'telefonica' }), ['Telefónica']);
  assert.deepEqual(listed(session, { query: 'nothing like it' }), []);
  session.free();
});

test('the next code is shown in the last ten seconds, or in the last third of a short life', () => {
  for (const period of [10, 30, 60]) {
    const { session } = vaultOf({ one: { period } });
    const start = 1_700_000_000_000 - (1_700_000_000_000 % (period * 1000));
    const rowAt = (/** @type {number} */ ageMs) => {
      const nowMs = start + ageMs;
      return session.list({ query: '', origin: '', from: 0, count: 1, nowMs }).rows[0];
    };
    const nextAt = (/** @type {number} */ ageMs) => rowAt(ageMs)?.next;
    const calm = period * 1000 - Math.min(10_000, (period * 1000) / 3);
    const totp = new TOTP({ secret: Secret.fromBase32(keyOf(0)), period });
    const next = totp.generate({ timestamp: start + period * 1000 });
    assert.equal(nextAt(0), undefined);
    assert.equal(nextAt(Math.floor(calm) - 1), undefined);
    assert.equal(nextAt(Math.ceil(calm) + 1), next);
    assert.equal(nextAt(period * 1000 - 1), next);
    // The row states when it must be drawn again.
    const changes = rowAt(0)?.changesMs ?? 0;
    assert.equal(nextAt(changes - start - 1), undefined);
    assert.equal(nextAt(changes - start), next);
    assert.equal(rowAt(changes - start)?.changesMs, start + period * 1000);
    session.free();
  }
});
