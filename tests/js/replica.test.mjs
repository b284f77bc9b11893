// What computers exchange, read and written by a second implementation: docs/sync.md says all that is needed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeDevice, makeKdf, Session, sharedHeaders } from '../../extension/core/postern.js';
import { loadCore } from '../tools/core.mjs';
import { bucketOf, goneOf, macOf, open, seal } from '../tools/replica.mjs';

loadCore();

const NOW = 1_767_225_600_000;
const KEY = 'JBSWY3DPEHPK3PXP';
const answers = JSON.parse(readFileSync('tests/fixtures/vault/known-answers.json', 'utf8'));
const vmk = Buffer.from(answers.vmk, 'hex');
const vaultId = Buffer.from(answers.vault_id, 'hex');
const { header, content, nonce, mac, data } = answers.sync;

test('the second implementation makes the known answers', () => {
  assert.equal(macOf(header, vmk, vaultId), mac);
  assert.equal(seal(content, vmk, vaultId, Buffer.from(nonce, 'hex')), data);
  assert.deepEqual(open(data, vmk, vaultId), content);
});

test('the core reads what the second implementation wrote', () => {
  const text = JSON.stringify({ app: 'Postern', kind: 'sync', v: 1, hdr: header, mac, data });
  const parts = [{ name: 'postern-d1d1d1d1d1d1d1d1.sync', text }];
  const [shared] = sharedHeaders(parts);
  assert.ok(shared);
  assert.equal(shared.mac, mac);
  const session = Session.create(makeDevice(), NOW);
  const { added, computers } = session.join(shared, vmk.toString('base64url'), parts, NOW, true);
  assert.equal(added, 2);
  assert.deepEqual(computers, [
    { id: 'd1d1d1d1d1d1d1d1', name: 'Büro', atMs: NOW + 5000, isMine: false, aheadMs: 0 },
  ]);
  const { rows } = session.list({ query: '', origin: '', from: 0, count: 9, nowMs: NOW });
  assert.deepEqual(
    rows.map((row) => [row.issuer, row.name, row.kind]),
    [
      ['IATA', 'jane', 'totp'],
      ['Counter', '', 'hotp'],
    ],
  );
  assert.deepEqual(
    session.lostVersions().versions.map(({ field, text: value }) => [field, value]),
    [['name', 'Jane A.']],
  );
  session.rekey();
  const mine = session.publish({ layout: 'folder', have: [], name: 'Home', nowMs: NOW }).parts[0];
  const { data: written } = JSON.parse(mine?.text ?? '');
  const key = Buffer.from(session.key(), 'base64url');
  assert.deepEqual(open(written, key, vaultId).recs, content.recs);
});

test('the second implementation reads what the core wrote', () => {
  const session = Session.create(makeDevice(), NOW);
  const link = `otpauth://totp/IATA:jane?secret=${KEY}&issuer=IATA`;
  const id = session.add({ text: link, origin: 'https://portal.iata.org' }, NOW);
  session.addPassphrase(new Uint8Array(32).fill(7), makeKdf());
  session.rekey();
  const gone = session.add(
    { text: 'otpauth://totp/Gone?secret=GEZDGNBVGY3TQOJQ', origin: '' },
    NOW,
  );
  session.remove(gone, NOW + 5);
  const { parts } = session.publish({ layout: 'folder', have: [], name: 'Office', nowMs: NOW + 9 });
  const [part] = parts;
  assert.equal(part?.name, `postern-${session.computer()}.sync`);
  const file = JSON.parse(part?.text ?? '');
  assert.deepEqual(
    [file.app, file.kind, file.v, Object.keys(file).sort().join()],
    ['Postern', 'sync', 1, 'app,data,hdr,kind,mac,v'],
  );
  const key = Buffer.from(session.key(), 'base64url');
  const { vid, slots } = JSON.parse(file.hdr);
  const of = Buffer.from(vid, 'base64url');
  assert.equal(macOf(file.hdr, key, of), file.mac);
  assert.equal(slots.length, 1);
  const { me, recs } = open(file.data, key, of);
  assert.deepEqual(me, { id: session.computer(), name: 'Office', at: NOW + 9 });
  const [kept, deleted] = recs;
  assert.equal(kept?.id, id);
  assert.deepEqual([kept?.s, kept?.t, kept?.i, kept?.a], [KEY, 'totp', 'IATA', 'jane']);
  assert.deepEqual(kept?.hosts, ['portal.iata.org']);
  assert.equal(deleted?.del, NOW + 5);
  const clock = Buffer.from(deleted?.hlc, 'base64url');
  assert.equal(Number(clock.readBigUInt64BE()), NOW + 5);
  assert.equal(clock.subarray(10).toString('hex'), session.computer());
});

test('both put records into the same items, and say the same of tombstones', () => {
  const [office, home] = [Session.create(makeDevice(), NOW), Session.create(makeDevice(), NOW)];
  office.addPassphrase(new Uint8Array(32).fill(7), makeKdf());
  office.rekey();
  const ids = ['JBSWY3DPEHPK3PXP', 'GEZDGNBVGY3TQOJQ', 'MFRGGZDFMZTWQ2LK'].map((secret) =>
    office.add({ text: `otpauth://totp/Portal?secret=${secret}`, origin: '' }, NOW),
  );
  /** @type {Map<string, string>} */
  const there = new Map();
  const parts = () => [...there].map(([name, text]) => ({ name, text }));
  const write = (/** @type {Session} */ session) => {
    session.receive(parts(), NOW);
    const request = { layout: /** @type {const} */ ('account'), have: parts(), name: 'PC' };
    const written = session.publish({ ...request, nowMs: NOW });
    for (const name of written.dropped) there.delete(name);
    for (const { name, text } of written.parts) there.set(name, text);
  };
  write(office);
  const [header] = sharedHeaders(parts());
  assert.ok(header);
  home.join(header, office.key(), parts(), NOW, true);
  home.rekey();
  write(home);
  for (const id of ids.slice(1)) office.remove(id, NOW + 1);
  office.emptyBin(ids, NOW + 2);
  write(office);
  write(office);
  const key = Buffer.from(office.key(), 'base64url');
  const of = Buffer.from(JSON.parse(header.hdr).vid, 'base64url');
  const opened = parts()
    .filter(({ name }) => name !== 'h')
    .map(({ name, text }) => ({ name, ...open(text, key, of) }));
  const recs = opened.flatMap(({ name, recs: all }) => {
    for (const { id } of all) assert.equal(bucketOf(id, key, of), name);
    return all;
  });
  assert.deepEqual([recs.length, recs.filter(({ gone }) => gone).length], [3, 2]);
  const said = opened.map(({ me }) => me?.gone).filter((gone) => gone !== undefined);
  assert.deepEqual(said, [goneOf(recs, key, of)]);
  write(home);
  assert.equal(home.mark().vault, office.mark().vault);
  const left = parts().filter(({ name }) => name.startsWith('b-'));
  const still = left.flatMap(({ text }) => open(text, key, of).recs);
  assert.deepEqual(
    still.map(({ id }) => id),
    [ids[0]],
  );
});
