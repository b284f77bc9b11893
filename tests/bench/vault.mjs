// How long a passphrase takes compared with another implementation of Argon2id in the same run, and how
// long the core takes to open a large vault, and to list it at a page to which no account is bound yet.

import { argon2id } from 'hash-wasm';
import { makeDevice, makeKdf, Session } from '../../extension/core/postern.js';
import { stretch } from '../../extension/core/postern_workers.js';
import { loadCore, loadWorkers } from '../tools/core.mjs';

const ROUNDS = 7;
const RECORDS = 1000;
const PASSPHRASE = 'four quiet harbours sing';

loadCore();
loadWorkers();
/** @type {Record<'ours' | 'theirs' | 'open' | 'list', number[]>} */
const times = { ours: [], theirs: [], open: [], list: [] };
for (let round = -1; round < ROUNDS; round += 1) {
  const kdf = makeKdf();
  const ours = await timed(() => stretch(PASSPHRASE, kdf));
  const theirs = await timed(() =>
    argon2id({
      password: PASSPHRASE,
      salt: Buffer.from(kdf.salt, 'base64url'),
      memorySize: kdf.mKib,
      iterations: kdf.t,
      parallelism: kdf.p,
      hashLength: 32,
      outputType: 'binary',
    }),
  );
  if (Buffer.compare(ours.result, theirs.result) !== 0) throw new Error('they differ');
  // The first round warms both up.
  if (round < 0) continue;
  times.ours.push(ours.ms);
  times.theirs.push(theirs.ms);
}

const device = makeDevice();
const stored = large('https://portal.example').stored(RECORDS);
for (let round = 0; round < 3 * ROUNDS; round += 1) {
  const { ms } = await timed(() => {
    const session = Session.open(stored, device);
    const { sound } = session.health();
    const { total } = session.list({ query: '', origin: '', from: 0, count: 9, nowMs: Date.now() });
    session.free();
    if (!sound || total !== RECORDS) throw new Error('it is not whole');
  });
  times.open.push(ms);
}

const imported = large('');
for (let round = 0; round < 3 * ROUNDS; round += 1) {
  const request = { query: '', origin: 'https://portal.example', from: 0, count: 9 };
  const { ms } = await timed(() => imported.list({ ...request, nowMs: Date.now() }));
  times.list.push(ms);
}

const [ours, theirs, open, list] = [times.ours, times.theirs, times.open, times.list].map(median);
const ratio = (ours ?? 0) / (theirs ?? 1);
console.log(`passphrase, × hash-wasm        ${ratio.toFixed(2).padStart(7)}      (at most 1.3)`);
console.log(
  `opening 1,000 records          ${(open ?? 0).toFixed(1).padStart(7)} ms   (at most 15)`,
);
console.log(
  `listing 1,000 without a site   ${(list ?? 0).toFixed(1).padStart(7)} ms   (at most 5)`,
);

/** A vault of many accounts. @param {string} origin of the page that they are bound to; empty for none */
function large(origin) {
  const session = Session.create(device, 0);
  for (let at = 0; at < RECORDS; at += 1) {
    const digits = String(at)
      .padStart(4, '0')
      .replace(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '');
    const text = `otpauth://totp/Portal ${at}:jane@agency.aero?secret=JBSWY3DPEHPK3PXP${digits.repeat(2)}&issuer=Portal ${at}`;
    session.add({ text, origin }, at);
  }
  return session;
}

/** @template T @param {() => T | Promise<T>} task */
async function timed(task) {
  const start = performance.now();
  const result = await task();
  return { ms: performance.now() - start, result };
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
