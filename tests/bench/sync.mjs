// How long merging takes, and how much a change writes, compared with the vault as it is stored.

import { makeDevice, makeKdf, Session, unlock } from '../../extension/core/postern.js';
import { loadCore } from '../tools/core.mjs';

const ROUNDS = 9;
const RECORDS = 5000;
const MATERIAL = new Uint8Array(32).fill(7);

loadCore();
const office = Session.create(makeDevice(), 1);
for (let at = 0; at < RECORDS; at += 1) {
  const letters = [...String(at).padStart(4, '0')].map((digit) => 'ABCDEFGHIJ'[Number(digit)]);
  const text = `otpauth://totp/Portal ${at}:jane@agency.aero?secret=JBSWY3DPEHPK3PXP${letters.join('').repeat(2)}&issuer=Portal ${at}`;
  office.add({ text, origin: 'https://portal.example' }, at + 1);
}
office.addPassphrase(MATERIAL.slice(), makeKdf());
office.rekey();
const stored = office.stored(RECORDS);
const { parts } = office.publish({ layout: 'folder', have: [], name: 'Office', nowMs: RECORDS });
const [file] = parts;
if (!file) throw new Error('nothing was published');

const { hdr, mac } = stored;
const shared = { hdr, mac, recs: [], man: '' };
const key = unlock(shared, 'pass', MATERIAL.slice());
const joining = timed(() => {
  const home = Session.create(makeDevice(), 1);
  home.join(shared, key, parts, RECORDS, true);
  return home;
});
const home = joining.result;
home.free();
const opener = { id: makeDevice().id, vaultKey: office.key() };
const same = [];
const changed = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const session = Session.open(stored, opener);
  same.push(timed(() => session.receive(parts, RECORDS)).ms);
  session.free();
  const edited = Session.open(stored, opener);
  const { rows } = edited.list({ query: '', origin: '', from: round, count: 1, nowMs: RECORDS });
  edited.remove(rows[0]?.id ?? '', RECORDS + 1);
  const next = edited.publish({ layout: 'folder', have: parts, name: 'Home', nowMs: RECORDS });
  edited.free();
  const reader = Session.open(stored, opener);
  changed.push(timed(() => reader.receive(next.parts, RECORDS)).ms);
  reader.free();
}

const size = hdr.length + mac.length + stored.man.length + stored.recs.join('').length;
const rows = [
  ['merging 5,000, nothing new', `${median(same).toFixed(1).padStart(7)} ms   (at most 60)`],
  ['merging 5,000, one change', `${median(changed).toFixed(1).padStart(7)} ms   (at most 60)`],
  ['joining with 5,000', `${joining.ms.toFixed(1).padStart(7)} ms`],
  [
    'a change writes, × vault',
    `${(file.text.length / size).toFixed(2).padStart(7)}      (at most 1.1)`,
  ],
];
for (const [what, value] of rows) console.log(`${what?.padEnd(30)} ${value}`);

/** @template T @param {() => T} task */
function timed(task) {
  const start = performance.now();
  const result = task();
  return { ms: performance.now() - start, result };
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
