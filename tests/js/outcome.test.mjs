// What is kept of a code from one page to the next, and for which site, tab and time; when the page's
// server is asked for the time, and what happens to a correction. The meaning of pages is tested in
// `tests/core/outcome.rs`.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser, fakeTab } from './fake.mjs';

let browser = fakeBrowser();
let tab = fakeTab(browser.chrome, 'https://portal.example/');
const { fillAccount } = await import('../../extension/flows/fill.js');
const outcomes = await import('../../extension/flows/outcome.js');
const { forgetCorrection } = await import('../../extension/flows/clock.js');
const { readStored, writeStored } = await import('../../extension/platform/storage.js');
const { sentencesOf } = await import('../../extension/popup/views/outcome.js');
const vault = await import('../../extension/flows/vault.js');

const ORIGIN = 'https://portal.example';
const page = { id: 1, windowId: 1, origin: ORIGIN };
const WRONG = { text: 'The code is not correct.', near: false };
/** A settled page in which the code was typed. */
const REST = {
  said: /** @type {{ text: string, near: boolean }[]} */ ([]),
  typedHere: true,
  requested: false,
  touched: false,
  onward: true,
  status: 200,
  held: false,
  password: false,
  blank: false,
  calm: true,
};

let asked = 0;

beforeEach(() => {
  browser = fakeBrowser();
  tab = fakeTab(browser.chrome, `${ORIGIN}/`);
  asked = 0;
  tab.answers = { answerBefore: () => [], awaitAnswer: () => true, answerNow: () => REST };
});

/**
 * Sets the page's state from now on.
 * @param {Partial<typeof REST>} answer
 * @param {boolean} [asks] whether it still asks for a code
 */
function turnsTo(answer, asks = true) {
  const fields = asks
    ? {}
    : { collectFields: () => ({ origin: ORIGIN, about: '', fields: [], buttons: [] }) };
  tab.answers = { ...tab.answers, answerNow: () => ({ ...REST, ...answer }), ...fields };
}

/** Sets how far the server's clock is ahead. @param {number} aheadMs */
function serverIs(aheadMs) {
  tab.answers.serverAhead = () => {
    asked += 1;
    return aheadMs;
  };
}

/** Types a code; with `isFirst`, the first one of an account that was just added. */
async function typed({ isFirst = false, asked = {} } = {}) {
  const text = 'otpauth://totp/IATA:jane?secret=JBSWY3DPEHPK3PXP';
  const id = await vault.editVault((session, now) => session.add({ text, origin: ORIGIN }, now));
  if (isFirst) await outcomes.noteEnrolment(id, page);
  await fillAccount({ id, kind: 'totp' }, page, { onWait: () => {} }, asked);
  return { id, kind: /** @type {const} */ ('totp') };
}

const sent = () => outcomes.noteTrace(1, 'isSent');
const left = () => outcomes.noteTrace(1, 'hasLeft');
const look = async () => (await outcomes.lookAfter(1, false))?.state;
const state = async () => (await outcomes.outcomeAt(page))?.state;

test('a page that refuses the sent code is noticed, at enrolment and at login', async () => {
  for (const isFirst of [true, false]) {
    browser.session.items.clear();
    turnsTo({});
    await typed({ isFirst });
    turnsTo({ said: [WRONG] });
    assert.equal(await look(), undefined, 'nothing was sent yet');
    await sent();
    assert.equal(await look(), 'refused');
    assert.equal((await outcomes.outcomeAt(page))?.isFirst, isFirst);
    await browser.local.clear();
  }
});

test('a message in another tab is not an answer', async () => {
  await typed();
  await sent();
  turnsTo({ said: [WRONG] });
  tab.asked = [];
  assert.equal(await outcomes.lookAfter(2, false), undefined);
  assert.deepEqual(tab.asked, [], 'it is not even looked at');
  assert.equal(await look(), 'refused');
});

/** A look at the page whose answer is delayed until it is released. @param {Partial<typeof REST>} answer */
function slowLook(answer) {
  const before = tab.answers;
  let letGo = () => {};
  const held = new Promise((resolve) => {
    letGo = () => resolve({ ...REST, ...answer });
  });
  tab.answers = { ...before, answerNow: () => held };
  const looking = outcomes.lookAfter(1, false);
  return {
    /** Makes looks from now on quick again. */
    after: async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      tab.answers = before;
    },
    done: () => {
      letGo();
      return looking;
    },
  };
}

test('a slow look reports nothing about a code that was typed since it began', async () => {
  await typed();
  await sent();
  const slow = slowLook({ said: [WRONG] });
  await slow.after();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await browser.local.clear();
  // No later look has an answer either; it would take precedence.
  tab.answers.answerNow = () => undefined;
  await typed();
  await sent();
  assert.equal(await slow.done(), undefined);
  assert.equal(await state(), 'open');
});

test('a slow look does not overrule a later one', async () => {
  await typed();
  await sent();
  const slow = slowLook({ said: [WRONG] });
  await slow.after();
  turnsTo({ typedHere: false }, false);
  assert.equal(await look(), 'accepted');
  assert.equal(await slow.done(), undefined);
  assert.equal(await state(), 'accepted');
});

test('a message from before the code was typed is not an answer', async () => {
  tab.answers.answerBefore = () => ['The code 123 is not correct.'];
  turnsTo({ said: [{ ...WRONG, text: 'The code 456 is not correct.' }] });
  await typed();
  await sent();
  assert.equal(await look(), undefined, 'but for its digits');
  turnsTo({});
  await look();
  turnsTo({ said: [{ ...WRONG, text: 'The code 789 is not correct.' }] });
  assert.equal(await look(), 'refused', 'it was gone and came back');
});

test('a page that moves on counts as an answer once the code was sent', async () => {
  await typed({ isFirst: true });
  turnsTo({ typedHere: false }, false);
  assert.equal(await look(), undefined);
  assert.equal(await state(), 'unknown', 'somebody left');
  await outcomes.noteTrace(2, 'isSent');
  assert.equal(await look(), undefined, 'another tab sends another code');
  await sent();
  assert.equal(await look(), 'accepted');
  assert.equal(await look(), undefined, 'once');
});

test('a page that moves on without a click was submitted by the last digit', async () => {
  await typed();
  await left();
  turnsTo({ typedHere: false, onward: false }, false);
  assert.equal(await look(), undefined, 'back, or reloaded');
  turnsTo({ typedHere: false }, false);
  assert.equal(await look(), 'accepted');
});

test('a page that unloads together with the script typing into it was still submitted', async () => {
  tab.answers.fillCode = () => null;
  await typed();
  assert.equal(await state(), 'typing');
  turnsTo({ typedHere: false }, false);
  assert.equal(await look(), undefined);
  assert.equal(await state(), 'typing', 'nothing was typed yet');
  await left();
  assert.equal(await look(), 'accepted');
});

test('a later answer overrules an earlier one, for half a minute', async (t) => {
  await typed({ isFirst: true });
  await sent();
  turnsTo({ typedHere: false }, false);
  assert.equal(await look(), 'accepted');
  turnsTo({ typedHere: false, said: [WRONG] });
  tab.answers.collectFields = /** @type {any} */ (undefined);
  delete tab.answers.collectFields;
  assert.equal(await look(), 'refused', 'it had drawn late');
  assert.equal(await look(), undefined, 'once');
  turnsTo({ typedHere: false }, false);
  assert.equal(await look(), undefined, 'leaving after a refusal is no success');
  assert.equal(await state(), 'refused');
  await sent();
  turnsTo({ said: [WRONG] }, false);
  assert.equal(await look(), 'accepted', 'typed again by hand, under the words of before');
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 31_000 });
  turnsTo({ typedHere: false, said: [WRONG] });
  delete tab.answers.collectFields;
  assert.equal(await look(), undefined, 'another form of the site');
});

test('an answer must come from the same site, and is shown there, in that tab, for ten minutes', async (t) => {
  await typed({ isFirst: true });
  await sent();
  tab.url = 'https://evil.example/';
  const other = () => ({ origin: 'https://evil.example', about: '', fields: [], buttons: [] });
  turnsTo({ typedHere: false, said: [{ ...WRONG, text: 'Two-factor is on' }] }, false);
  tab.answers.collectFields = other;
  assert.equal(await look(), undefined, 'another site says nothing about this one');
  assert.equal(await state(), 'open');
  tab.url = `${ORIGIN}/`;
  turnsTo({ typedHere: false }, false);
  assert.equal(await outcomes.lookAfter(2, false), undefined, 'another tab');
  assert.equal(await state(), 'open');
  assert.equal(await look(), 'accepted');
  const at = async (/** @type {object} */ change) =>
    (await outcomes.outcomeAt({ ...page, ...change })) !== undefined;
  assert.deepEqual(
    [await at({}), await at({ id: 2 }), await at({ origin: '' })],
    [true, false, false],
  );
  assert.equal(await at({ origin: 'https://evil.example' }), false);
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 600_001 });
  assert.equal(await at({}), false, 'the next login has nothing to do with it');
});

test('a first code belongs to the added account and to the site where it was added', async () => {
  const { id } = await typed({ isFirst: true });
  const isFirst = async (/** @type {string} */ account, /** @type {object} */ change) => {
    const plan = /** @type {any} */ ({ frameId: 0, look: 1 });
    await outcomes.beforeTyping({ id: account }, { ...page, ...change }, plan);
    const { outcome } = await browser.session.get('outcome');
    return /** @type {any} */ (outcome).isFirst;
  };
  assert.equal(await isFirst(id, {}), true);
  assert.equal(await isFirst(id, { origin: 'https://other.example' }), false);
  assert.equal(await isFirst(id, { id: 2 }), false);
  assert.equal(await isFirst('other', {}), false);
});

test('if no words name the field, its absence means nothing', async () => {
  Object.assign(tab.field, { autocomplete: '', focused: true });
  tab.label = 'Anything';
  await typed({ asked: { focused: true } });
  await sent();
  turnsTo({ typedHere: false }, false);
  assert.equal(await look(), undefined);
  assert.equal(await state(), 'unknown');
});

test('the next typed code starts over', async () => {
  const account = await typed({ isFirst: true });
  await sent();
  turnsTo({ typedHere: false }, false);
  await look();
  delete tab.answers.collectFields;
  turnsTo({});
  await browser.session.remove(`typed:${account.id}`);
  await fillAccount(account, page, { onWait: () => {} });
  const outcome = await outcomes.outcomeAt(page);
  assert.deepEqual([outcome?.state, outcome?.isFirst, outcome?.isSent], ['open', false, false]);
});

test('the clock is compared after a refusal, and only then', async () => {
  serverIs(0);
  await typed();
  await sent();
  turnsTo({ said: [{ ...WRONG, text: 'This code was already used.' }] });
  assert.equal(await look(), 'used');
  turnsTo({ typedHere: false }, false);
  await sent();
  assert.equal(await look(), 'accepted');
  assert.equal(asked, 0);
  delete tab.answers.collectFields;
  turnsTo({ said: [WRONG] });
  assert.equal(await look(), 'refused');
  assert.equal(asked, 1);
});

/**
 * A code is refused at a site whose server is ahead, with these corrections in place.
 * @param {number} aheadMs
 * @param {Record<string, number>} portals
 */
async function refusedAt(aheadMs, portals) {
  await writeStored({ clock: { portals } });
  serverIs(aheadMs);
  await typed();
  await sent();
  turnsTo({ said: [WRONG] });
  assert.equal(await look(), 'refused');
  const { clock } = await readStored();
  const outcome = await outcomes.outcomeAt(page);
  assert.ok(outcome);
  return { portals: clock.portals, ...sentencesOf(outcome) };
}

test('a correction ends when this computer’s clock agrees again', async () => {
  const { portals, text } = await refusedAt(800, { [ORIGIN]: 95_000, 'https://far.test': 300_000 });
  assert.deepEqual(portals, { 'https://far.test': 300_000 });
  assert.equal(text, 'refusedCorrected');
});

test('… and with it the corrections that agreed with it', async () => {
  const two = {
    'https://a.test': 95_000,
    'https://b.example': 96_000,
    'https://far.test': 300_000,
  };
  assert.deepEqual((await refusedAt(0, two)).portals, { 'https://far.test': 300_000 });
});

test('… but not while it is right, nor because of another portal', async () => {
  const right = await refusedAt(95_500, { [ORIGIN]: 95_000 });
  assert.deepEqual([right.portals, right.text], [{ [ORIGIN]: 95_000 }, 'refusedOther']);
  browser = fakeBrowser();
  tab = fakeTab(browser.chrome, `${ORIGIN}/`);
  tab.answers = { answerBefore: () => [], awaitAnswer: () => true, answerNow: () => REST };
  const other = await refusedAt(0, { 'https://a.test': 95_000 });
  assert.deepEqual([other.portals, other.text], [{ 'https://a.test': 95_000 }, 'refusedOther']);
});

test('a stale correction is measured against the uncorrected clock and offered again', async () => {
  const { portals, ...said } = await refusedAt(40_000, { [ORIGIN]: 95_000 });
  assert.deepEqual(portals, { [ORIGIN]: 95_000 }, 'the user decides');
  assert.deepEqual(said, {
    title: 'refusedTitle',
    text: 'refusedSlow',
    seconds: 40,
    isCorrectable: true,
  });
});

test('a correction that applies to a page can be removed there', async () => {
  const far = { 'https://far.test': 300_000 };
  await writeStored({ clock: { portals: { ...far, [ORIGIN]: 95_000 } } });
  await forgetCorrection(ORIGIN);
  assert.deepEqual((await readStored()).clock.portals, far);
  await writeStored({
    clock: { portals: { ...far, 'https://a.test': 9000, 'https://b.example': 9500 } },
  });
  await forgetCorrection('https://c.example');
  assert.deepEqual((await readStored()).clock.portals, far);
});

test('each outcome has its message; the key is doubted only if the clock is right', () => {
  /** @type {[any, string, string][]} */
  const rows = [
    [{ state: 'accepted', isFirst: true }, 'acceptedTitle', 'acceptedText'],
    [{ state: 'unknown', isFirst: true }, 'unknownTitle', 'unknownText'],
    [{ state: 'used' }, 'refusedTitle', 'refusedUsed'],
    [{ state: 'refused', isFirst: true }, 'refusedTitle', 'refusedAgain'],
    [{ state: 'refused', isFirst: true, aheadMs: 900 }, 'refusedTitle', 'refusedKey'],
    [{ state: 'refused', aheadMs: -900 }, 'refusedTitle', 'refusedOther'],
    [{ state: 'refused', isFirst: true, aheadMs: 9000 }, 'refusedTitle', 'refusedSlow'],
    [{ state: 'refused', aheadMs: -9000 }, 'refusedTitle', 'refusedFast'],
    [{ state: 'refused', aheadMs: 700_000 }, 'refusedTitle', 'refusedFar'],
    [{ state: 'refused', aheadMs: 9000, correctedMs: 9000 }, 'refusedTitle', 'refusedOther'],
    [{ state: 'refused', aheadMs: 0, isClockRight: true }, 'refusedTitle', 'refusedCorrected'],
  ];
  for (const [outcome, title, text] of rows) {
    const said = sentencesOf({ isFirst: false, ...outcome });
    assert.deepEqual([said.title, said.text], [title, text]);
    const isOffered = text === 'refusedSlow' || text === 'refusedFast';
    assert.equal(said.isCorrectable, isOffered, text);
  }
});

test('a slow page does not keep other changes waiting', async () => {
  await typed();
  let answer = (/** @type {any} */ _given) => {};
  tab.answers.answerNow = () => new Promise((resolve) => (answer = resolve));
  const looking = outcomes.lookAfter(1, false);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await outcomes.forgetOutcome();
  assert.equal((await browser.session.get('outcome')).outcome, undefined);
  answer({ said: [], typedHere: true, calm: true });
  assert.equal(await looking, undefined, 'what it is about is gone');
});
