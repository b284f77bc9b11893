// After a lock no secret is left in the core's memory, whatever was called before, with valid or invalid
// arguments. Runs on the very wasm that is shipped.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as core from '../../extension/core/postern.js';
import * as workers from '../../extension/core/postern_workers.js';
import { loadCore, loadWorkers, WORDS } from '../tools/core.mjs';
import { drawCode, loadScan } from '../tools/scan.mjs';

const memories = [loadCore().memory, loadWorkers().memory];

const KEY = 'PB2QMZLSPB2QMZLSPB2QMZLSPB2QMZLS';
const KEY_BYTES = Buffer.from('787506657278750665727875066572787506657278', 'hex').subarray(0, 20);
const PASSPHRASE = 'canary: four quiet harbours';
const NAME = 'canary-of-a-name';
const ORIGIN = 'https://canary.example';
const URI = `otpauth://totp/Canary:${NAME}?secret=${KEY}&issuer=Canary`;
const NOW = 1_767_225_600_000;

/** How often some bytes occur in the core's memory. @param {string | Uint8Array} needle */
function traces(needle) {
  const wanted = Buffer.from(/** @type {any} */ (needle));
  let found = 0;
  for (const { buffer } of memories) {
    const bytes = Buffer.from(buffer);
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) found += 1;
  }
  return found;
}

const page = { origin: ORIGIN, words: WORDS, frames: [] };
const request = { text: URI, origin: ORIGIN };
const device = core.makeDevice();

/** An open vault with the canary in it. */
function opened() {
  const session = core.Session.create(device, NOW);
  return { session, id: session.add(request, NOW) };
}

const other = 'otpauth://hotp/Counter?secret=GEZDGNBVGY3TQOJQ&counter=1';
/** Declared by hand, with its code. @type {core.AddRequest} */
const byHand = { text: KEY, origin: '', coding: { kind: 'yandex' }, pin: '1234', nowMs: NOW };
const paper = core.makeRecoveryKey();
const slow = core.makeKdf();
const kdf = { ...slow, mKib: 19 * 1024, t: 1 };
const material = crypto.getRandomValues(new Uint8Array(32));

/** A valid call of every method of a session. @type {Record<string, (session: core.Session, id: string) => unknown>} */
const METHODS = {
  add: (session) => session.add({ text: other, origin: '' }, NOW),
  addPassphrase: (session) => session.addPassphrase(material.slice(), kdf),
  addRecovery: (session) => session.addRecovery(paper),
  addPasskey: (session) => {
    session.addRecovery(paper);
    session.addPasskey(material.slice(), new Uint8Array(16), new Uint8Array(32));
  },
  advance: (session) => session.advance(session.add({ text: other, origin: '' }, NOW), NOW),
  backup: (session) => {
    session.addRecovery(paper);
    session.backup();
  },
  bin: (session) => session.bin(NOW),
  emptyBin: (session, id) => {
    session.remove(id, NOW);
    session.emptyBin([id], NOW);
  },
  isBinDue: (session) => assert.equal(session.isBinDue(NOW), false),
  carried: (session) => {
    const older = session.stored(NOW);
    session.addPassphrase(material.slice(), kdf);
    session.rekey();
    assert.ok(session.carried(older));
  },
  bind: (session, id) => session.bind(id, 'https://other.example', NOW),
  choose: (session, id) => session.choose(id, ORIGIN, NOW),
  code: (session, id) => session.code(id, NOW),
  confirmFrame: (session, id) => session.confirmFrame(id, 'https://frame.example', ORIGIN, NOW),
  details: (session, id) => session.details(id, ORIGIN),
  edit: (session, id) =>
    session.edit(
      {
        id,
        issuer: 'Canary',
        name: NAME,
        sites: [],
        presses: true,
        appends: false,
        pinned: true,
        tags: ['Work'],
        note: 'A note',
        recovery: ['aaaa-bbbb'],
        used: [],
        text: `${other}&digits=8`,
        coding: { digits: '7' },
      },
      NOW,
    ),
  exportSecrets: (session, id) => {
    session.exportSecrets(id);
    session.exportSecrets();
  },
  health: (session) => session.health(),
  key: (session) => session.key(),
  list: (session) =>
    session.list({ query: 'canary', origin: ORIGIN, from: 0, count: 9, nowMs: NOW }),
  mark: (session) => session.mark(),
  merge: (session) => {
    const { session: theirs } = opened();
    theirs.add({ text: other, origin: '' }, NOW);
    session.merge(theirs, NOW);
    theirs.free();
  },
  receive: (session) => session.receive(shared().parts, NOW),
  publish: (session) => {
    session.addPassphrase(material.slice(), kdf);
    session.rekey();
    assert.ok(
      session.publish({ layout: 'account', have: [], name: NAME, nowMs: NOW }).parts.length,
    );
  },
  previewJoin: (session) => {
    const { header, key, parts } = shared();
    assert.equal(session.previewJoin(header, key, parts, NOW).rows.length, 1);
  },
  join: (session) => {
    const { header, key, parts } = shared();
    session.join(header, key, parts, NOW, true);
  },
  removeComputer: (session) => {
    session.addPassphrase(material.slice(), kdf);
    session.removeComputer('0123456789abcdef');
    session.rekey();
  },
  startOver: (session) => session.startOver('folder', [], NOW),
  computer: (session) => session.computer(),
  lostVersions: (session, id) => assert.equal(beside(session, id).length, 1),
  keepLost: (session, id) => {
    for (const lost of beside(session, id)) session.keepLost({ ...lost, nowMs: NOW });
  },
  dropLost: (session, id) => {
    for (const lost of beside(session, id)) session.dropLost({ ...lost, nowMs: NOW });
  },
  compareBackup: (session) => {
    const { session: theirs } = opened();
    session.compareBackup(theirs);
    theirs.free();
  },
  place: (session, id) => {
    session.place(id, session.add({ text: other, origin: '' }, NOW), NOW);
    session.place(id, undefined, NOW);
  },
  // There is no field on the page.
  plan: (session, id) => assert.throws(() => session.plan({ id, page })),
  preview: (session) => [session.preview(request), session.preview(byHand)],
  rekey: (session) => {
    session.addPassphrase(material.slice(), kdf);
    session.rekey();
  },
  remove: (session, id) => session.remove(id, NOW),
  removeSlot: (session) => {
    session.addPassphrase(material.slice(), kdf);
    session.addRecovery(paper);
    session.rekey();
    const [, recovery] = core.slotsOf(session.stored(NOW)).slots;
    session.removeSlot(recovery?.id ?? '');
  },
  replace: (session, id) => session.replace({ text: other, origin: ORIGIN }, id, NOW),
  restore: (session, id) => {
    session.remove(id, NOW);
    session.restore(id, NOW);
  },
  stored: (session) => session.stored(NOW),
  previewImport: (session) => session.previewImport(session.exportSecrets()),
  importSelected: (session) =>
    session.importSelected(session.exportSecrets(), Uint32Array.of(0), Uint32Array.of(0), NOW),
  useDevice: (session) => session.useDevice(device),
};

/** Valid calls of everything else that windows call. @type {Record<string, () => unknown>} */
const FUNCTIONS = {
  explain: () => core.explain(page),
  inspect: () => core.inspect(page),
  makeDevice: () => core.makeDevice(),
  makeKdf: () => core.makeKdf(),
  makeRecoveryKey: () => core.makeRecoveryKey(),
  awaitedOn: () => core.awaitedOn(page),
  outcomeOf: () => core.outcomeOf(page, ANSWER),
  printedKeys: () => core.printedKeys(`Your key: ${KEY}`),
  otherApp: () => core.otherApp(URI),
  sharedHeaders: () => core.sharedHeaders(shared().parts),
  sameKey: () => core.sameKey(URI, KEY),
  siteOf: () => core.siteOf('*.canary.example'),
  slotsOf: () => core.slotsOf(sealed()),
  unlock: () => core.unlock(sealed(), 'pass', material.slice()),
  unlockWithRecovery: () => core.unlockWithRecovery(sealed(), paper),
};

/** The observed state of a page after a code. */
const ANSWER = {
  said: [],
  traces: {
    sent: true,
    requested: false,
    touched: false,
    left: false,
    moved: false,
    onward: false,
    status: 200,
    held: false,
    known: true,
    password: false,
    blank: false,
    calm: true,
  },
};

/** The canary as the core passes it to the workers. */
const accounts = given();

/** Valid calls of the functions that only workers call. @type {Record<string, () => unknown>} */
const WORKERS = {
  lostIn: () => workers.lostIn('proton', accounts),
  qrOf: () => workers.qrOf(URI),
  readFile: () => {
    const file = Buffer.from(workers.writeAegis(accounts, PASSPHRASE).texts[0] ?? '');
    assert.equal(workers.readFile(file, PASSPHRASE).warnings.length, 1);
    assert.throws(() => workers.readFile(file, `${PASSPHRASE}s`));
  },
  scan: () => assert.equal(loadScan().scan(drawCode(URI)).codes[0]?.text, URI),
  stretch: () => assert.equal(traces(workers.stretch(PASSPHRASE, kdf)), 0),
  writeAegis: () => workers.writeAegis(accounts, PASSPHRASE),
  writeFor: () => workers.writeFor('csv', accounts),
  writeLinks: () => workers.writeLinks(accounts),
  writePages: () => workers.writePages(accounts),
  writeSheets: () => workers.writeSheets(accounts),
};

function given() {
  const { session } = opened();
  const text = session.exportSecrets();
  session.free();
  return text;
}

/** A stored vault that opens with a passphrase and a recovery key. */
function sealed() {
  const { session } = opened();
  session.addRecovery(paper);
  session.addPassphrase(material.slice(), kdf);
  session.rekey();
  const stored = session.stored(NOW);
  session.free();
  return stored;
}

/** What another computer with the canary wrote for the others. */
function shared() {
  const { session } = opened();
  session.addPassphrase(material.slice(), kdf);
  session.rekey();
  const { parts } = session.publish({ layout: 'folder', have: [], name: NAME, nowMs: NOW });
  const key = session.key();
  session.free();
  const [header] = core.sharedHeaders(parts);
  assert.ok(header);
  return { header, key, parts };
}

/** Renames an account, as another computer does at the same time, and returns the values that lost. @param {core.Session} session @param {string} id */
function beside(session, id) {
  session.addPassphrase(material.slice(), kdf);
  session.rekey();
  const other = core.makeDevice();
  const theirs = core.Session.open(session.stored(NOW), { id: other.id, vaultKey: session.key() });
  for (const [at, one] of [session, theirs].entries()) {
    const { sites, recovery, ...details } = one.details(id, '');
    const kept = { sites: [], recovery: [], used: [], issuer: `${NAME} ${at}` };
    one.edit({ ...details, id, ...kept }, NOW + 1);
  }
  const { parts } = theirs.publish({ layout: 'folder', have: [], name: NAME, nowMs: NOW + 2 });
  theirs.free();
  session.receive(parts, NOW + 3);
  return session.lostVersions().versions;
}

/** Invalid arguments, some of them containing the canaries. */
const BAD = [
  undefined,
  null,
  7,
  `${KEY}8`,
  URI,
  { text: `${KEY}1`, origin: 7 },
  { id: KEY, page: 3 },
  { hdr: URI, mac: KEY, recs: [KEY], man: KEY },
  [KEY],
  PASSPHRASE,
  paper.slice(2),
];

function assertClean(/** @type {string} */ what) {
  const secrets = {
    'the key as text': KEY.slice(0, 24),
    'the key as bytes': KEY_BYTES,
    'the passphrase': PASSPHRASE,
    'what it was stretched to': material,
    'a name': NAME,
    'a link': 'otpauth://totp/Canary',
    'the recovery key': paper,
    'the device’s key': device.key,
    'the device’s key as bytes': Buffer.from(device.key, 'base64url'),
  };
  for (const [name, secret] of Object.entries(secrets)) {
    assert.equal(traces(secret), 0, `${what} leaves ${name} in memory`);
  }
}

test('the search finds secrets that are in memory', () => {
  const { session } = opened();
  assert.ok(traces(KEY_BYTES) > 0 && traces(NAME) > 0);
  session.free();
  assertClean('opening');
});

test('no export leaves a secret behind, whether its arguments are valid or not', () => {
  const isHelper = (/** @type {string} */ name) => /^(__|constructor$|free$)/.test(name);
  const methods = Object.getOwnPropertyNames(core.Session.prototype).filter((n) => !isHelper(n));
  assert.deepEqual(methods.sort(), Object.keys(METHODS).sort(), 'every method has its call here');
  assert.deepEqual(functionsOf(core), Object.keys(FUNCTIONS).sort(), 'every function has, too');

  for (const [name, call] of Object.entries(METHODS)) {
    const { session, id } = opened();
    call(session, id);
    session.rekey(device);
    const stored = session.stored(NOW);
    const key = session.key();
    session.free();
    assertClean(name);
    const again = core.Session.open(stored, { ...device, vaultKey: key });
    again.free();
    assertClean(`opening after ${name}`);
    assert.equal(traces(key), 0);
    assert.equal(traces(Buffer.from(key, 'base64url')), 0, `${name} leaves the vault’s key`);
    for (const bad of BAD) {
      const { session: victim } = opened();
      try {
        /** @type {any} */ (victim)[name](bad, bad, bad, NOW);
      } catch (thrown) {
        assert.ok(!JSON.stringify(thrown ?? '').includes('PB2QMZLS'), `${name} throws a key`);
      }
      victim.free();
      assertClean(`${name}, badly`);
    }
  }
  callAll(core, FUNCTIONS);
});

test('neither do the functions that workers call', () => {
  const ours = functionsOf(workers).filter((name) => !Object.hasOwn(FUNCTIONS, name));
  assert.deepEqual(ours, Object.keys(WORKERS).sort(), 'every function has its call here');
  callAll(workers, WORKERS);
});

/** The exports of a half of the core, without its loader. @param {object} half */
function functionsOf(half) {
  const loading = ['default', 'initSync', 'Session'];
  const names = Object.keys(half).filter((name) => !loading.includes(name));
  return names.sort();
}

/**
 * Calls each function with valid and invalid arguments.
 * @param {object} half
 * @param {Record<string, () => unknown>} calls
 */
function callAll(half, calls) {
  for (const [name, call] of Object.entries(calls)) {
    call();
    assertClean(name);
    for (const bad of BAD) {
      try {
        /** @type {any} */ (half)[name](bad, bad, bad);
      } catch (thrown) {
        assert.ok(!JSON.stringify(thrown ?? '').includes('PB2QMZLS'), `${name} throws a key`);
      }
      assertClean(`${name}, badly`);
    }
  }
}
