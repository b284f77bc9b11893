// The core comes in parts: what the popup's first picture takes is in the first of them, whatever is
// in the vault, and what is not loaded yet traps instead of answering wrongly.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as core from '../../extension/core/postern.js';
import { loadCore, loadFirst } from '../tools/core.mjs';

/** The same core in one piece, with a memory of its own. @type {typeof core} */
const whole = await import(/** @type {string} */ ('../../extension/core/postern.js?whole'));
whole.initSync({ module: new WebAssembly.Module(readFileSync('target/pkg/whole.wasm')) });

const NOW = 1_767_225_600_000;
const ORIGIN = 'https://portal.example';
const KEY = 'secret=JBSWY3DPEHPK3PXP';

/** Accounts of all kinds. */
const LINKS = [
  `otpauth://totp/Élan:jané@agency.aero?${KEY}&algorithm=SHA256&digits=8&period=10`,
  `otpauth://totp/Portal:joe?${KEY}AA&algorithm=SHA512&digits=7`,
  `otpauth://hotp/Counter:jane?${KEY}BB&counter=41&digits=10`,
  `otpauth://steam/Steam:jane?${KEY}CC`,
  'motp://Legacy:jane?secret=e3152afee62599c8',
  'otpauth://yaotp/user@yandex.ru?secret=LA2V6KMCGYMWWVEW64RNP3JA3I&pin_length=4',
];

assert.notEqual(core.Session, whole.Session);
const device = whole.makeDevice();

function stored() {
  const session = whole.Session.create(device, NOW);
  for (const [at, text] of LINKS.entries()) {
    const id = session.add({ text, pin: '1234', origin: at % 2 ? ORIGIN : '' }, NOW);
    const { sites, recovery, pin, ...details } = { pin: '', ...session.details(id, '') };
    const kept = { pinned: at === 1, tags: ['Work', `t${at}`], note: 'A note' };
    const marks = { recovery: ['aaaa-bbbb'], used: at ? [] : ['aaaa-bbbb'], ...kept };
    session.edit({ ...details, id, sites: sites.map(({ site }) => site), ...marks }, NOW);
    if (at === 2) session.place(id, undefined, NOW);
    if (at === 3) session.remove(id, NOW);
  }
  const alone = session.stored(NOW);
  const material = () => new Uint8Array(32).fill(7);
  session.addRecovery(whole.makeRecoveryKey());
  session.addPasskey(material(), new Uint8Array(16), new Uint8Array(32));
  session.addPassphrase(material(), whole.makeKdf());
  session.rekey();
  const locked = session.stored(NOW);
  const vaultKey = session.key();
  session.free();
  return { alone, locked, vaultKey };
}

test('the first part opens and lists any vault', () => {
  const { alone, locked, vaultKey } = stored();
  loadFirst();
  for (const session of [
    core.Session.open(alone, device),
    core.Session.open(locked, { ...device, vaultKey }),
  ]) {
    assert.deepEqual(session.health(), { sound: true, lost: 0 });
    assert.equal(session.mark().epoch, 1);
    const all = { query: '', origin: ORIGIN, from: 0, count: 9, nowMs: NOW };
    const { rows, total } = session.list(all);
    assert.equal(total, 5);
    for (const { id, kind } of rows) {
      if (kind !== 'motp' && kind !== 'yandex') assert.ok(session.code(id, NOW).text);
    }
    for (const more of [
      { query: 'elan' },
      { query: 'protal' },
      { query: 'nothing like it' },
      { tag: 't1' },
      { order: /** @type {const} */ ('name') },
      { order: /** @type {const} */ ('manual') },
      { first: [rows.at(-1)?.id ?? '', 'no id'] },
      { nowMs: NOW + 25_000 },
    ]) {
      assert.ok(session.list({ ...all, ...more }).matching <= total);
    }
    session.free();
  }
  assert.equal(core.slotsOf(locked).slots.length, 3);
  core.Session.create(core.makeDevice(), NOW).free();
});

test('the first part says what is wrong with a vault, and with a question', () => {
  const { alone, locked } = stored();
  const [first = '', ...rest] = alone.recs;
  /** @type {[any, string][]} */
  const vaults = [
    [{ ...alone, hdr: '{"v":1}' }, 'vault-damaged'],
    [{ ...alone, hdr: alone.hdr.replace('"v":1', '"v":9') }, 'vault-newer'],
    [{ ...alone, mac: first }, 'vault-damaged'],
    [{ hdr: 7 }, 'vault-damaged'],
    [locked, 'vault-locked'],
  ];
  for (const [vault, code] of vaults) {
    assert.throws(() => core.Session.open(vault, device), { code }, code);
  }
  assert.throws(() => core.Session.open(alone, { ...device, key: 'AAAA' }), { code: /./ });
  for (const recs of [rest, ['', ...rest], [first.slice(1), ...rest], [first, first, ...rest]]) {
    const session = core.Session.open({ ...alone, recs }, device);
    assert.equal(session.health().sound, false);
    session.free();
  }
  const session = core.Session.open(alone, device);
  for (const bad of [undefined, 7, 'no id', {}, { origin: 7 }]) {
    assert.throws(() => session.list(/** @type {any} */ (bad)), { code: 'bad-request' });
    assert.throws(() => session.code(/** @type {any} */ (bad), NOW), /./);
  }
  session.free();
});

test('what is not loaded traps, and answers once it is', () => {
  const { alone } = stored();
  const session = core.Session.open(alone, device);
  const [row] = session.list({ query: '', origin: '', from: 0, count: 1, nowMs: NOW }).rows;
  assert.throws(() => session.details(row?.id ?? '', ''), WebAssembly.RuntimeError);
  loadCore();
  assert.deepEqual(session.details(row?.id ?? '', '').tags, ['Work', 't1']);
});
