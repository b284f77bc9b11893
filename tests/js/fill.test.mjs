// A fill that waits for the next code decides again once it has it: in ten seconds a vault may be locked,
// an account deleted, a page gone.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser, fakeTab, hurry } from './fake.mjs';

const clock = hurry(5);

let browser = fakeBrowser();
let tab = fakeTab(browser.chrome, 'https://portal.example/');
const { fillAccount } = await import('../../extension/flows/fill.js');
const { fillUnasked } = await import('../../extension/flows/unasked.js');
const vault = await import('../../extension/flows/vault.js');
const { lastTyped, lastUnasked, rememberTyped } = await import(
  '../../extension/platform/memory.js'
);
const { readUsage } = await import('../../extension/platform/storage.js');
const core = await import('../../extension/core/core.js');

const ORIGIN = 'https://portal.example';
const page = { id: 1, windowId: 1, origin: ORIGIN };
/** The shortest period whose codes live long enough to be typed. */
const PERIOD_S = 5;

beforeEach(() => {
  browser = fakeBrowser();
  tab = fakeTab(browser.chrome, `${ORIGIN}/`);
});

/** @param {string} [type] @param {string} [secret] */
async function account(type = 'totp', secret = 'JBSWY3DPEHPK3PXP') {
  const text = `otpauth://${type}/IATA:jane?secret=${secret}&period=${PERIOD_S}&counter=7`;
  const id = await vault.editVault((session, now) => session.add({ text, origin: ORIGIN }, now));
  return { id, kind: /** @type {'totp' | 'hotp'} */ (type) };
}

/** The code of a step that has just begun was typed already. @param {{ id: string }} account */
async function typedJustNow({ id }) {
  await rememberTyped(id, clock.skipTo(PERIOD_S * 1000, 0));
}

/**
 * A fill that has to wait, with something happening during the wait.
 * @param {(account: { id: string }) => unknown} meanwhile
 */
async function fillWhile(meanwhile) {
  const one = await account();
  await typedJustNow(one);
  let waited = false;
  const onWait = () => {
    if (waited) return;
    waited = true;
    void meanwhile(one);
  };
  const filling = fillAccount(one, page, { onWait });
  const receipt = await filling.catch((thrown) => thrown);
  assert.ok(waited, 'it had to wait');
  return receipt;
}

const fails = (/** @type {any} */ receipt, /** @type {string} */ code) => {
  assert.equal(receipt.code, code, 'thrown, with no code in it');
  assert.deepEqual(tab.typed, []);
};

test('without any change during the wait, the next code is typed', async () => {
  const receipt = await fillWhile(() => {});
  assert.deepEqual([receipt.took, receipt.of, tab.typed], [1, 1, [receipt.code]]);
});

test('asked again while it waits: one code is typed, and both callers get the result', async () => {
  /** @type {Promise<unknown> | undefined} */
  let again;
  let seconds = 0;
  const onWait = (/** @type {number} */ left) => {
    seconds = left;
  };
  const receipt = await fillWhile((one) => {
    again = fillAccount({ ...one, kind: 'totp' }, page, { onWait });
  });
  assert.equal(await again, receipt);
  assert.ok(seconds > 0, 'both see how long it takes');
  assert.equal(tab.typed.length, 1);
});

test('an automatic fill gives way to one that the user requested', async () => {
  /** @type {Promise<unknown> | undefined} */
  let unasked;
  await fillWhile((one) => {
    const asked = { unasked: true };
    unasked = fillAccount({ ...one, kind: 'totp' }, page, { onWait: () => {} }, asked);
    unasked.catch(() => {});
  });
  await assert.rejects(unasked ?? Promise.resolve(), { code: 'page-changed' });
  assert.equal(tab.typed.length, 1);
});

test('a code that was typed is not typed again: most portals take each code once', async () => {
  const one = await account();
  const first = await fillAccount(one, page, { onWait: () => {} });
  assert.equal(typeof (await lastTyped(one.id)), 'number');
  const second = await fillAccount(one, page, { onWait: () => {} });
  assert.notEqual(/** @type {any} */ (first).code, /** @type {any} */ (second).code);
});

test('each code of a counter is different', async () => {
  const one = await account('hotp');
  for (let turn = 0; turn < 3; turn += 1) await fillAccount(one, page, { onWait: () => {} });
  assert.equal(new Set(tab.typed).size, 3);
});

test('a frame of the portal in a stranger’s page needs confirmation before anything is typed', async () => {
  const one = await account();
  Object.assign(tab, { url: 'https://news.example/', frameId: 3, frameOrigin: ORIGIN });
  const there = { ...page, origin: 'https://news.example' };
  const receipt = /** @type {any} */ (await fillAccount(one, there, { onWait: () => {} }));
  assert.deepEqual([receipt.confirm, tab.typed], [ORIGIN, []]);
});

test('the page asks for a code by message while it waits: nothing is typed without confirmation', async () => {
  const receipt = await fillWhile(() => {
    tab.label = 'Enter the code that we sent to your phone by SMS';
    tab.field.autocomplete = '';
  });
  assert.deepEqual([receipt.failure, tab.typed], [{ code: 'page-changed' }, []]);
});

test('asked twice at once, one counter is spent', async () => {
  const one = await account('hotp');
  const twice = [1, 2].map(() => fillAccount(one, page, { onWait: () => {} }));
  const [first, second] = await Promise.all(twice);
  assert.equal(first, second);
  assert.equal(tab.typed.length, 1);
});

test('a use counts for every way of asking', async () => {
  const one = await account();
  await fillAccount(one, page, { onWait: () => {} });
  assert.equal((await readUsage())[one.id]?.times, 1);
  browser = fakeBrowser();
  tab = fakeTab(browser.chrome, `${ORIGIN}/`);
  const other = await account();
  await fillUnasked(page, () => {});
  assert.equal((await readUsage())[other.id]?.times, 1);
});

test('a code that is about to expire is not typed: the next one is awaited', async () => {
  const one = await account();
  const ends = clock.skipTo(PERIOD_S * 1000, PERIOD_S * 1000 - 2000) + PERIOD_S * 1000;
  await fillAccount(one, page, { onWait: () => {} });
  assert.ok(Date.now() >= ends, 'typed in the next step');
});

test('a site is filled automatically only if the user turned that on', async () => {
  await account();
  tab.scripts = [];
  assert.equal(await fillUnasked(page, () => {}), undefined);
  assert.deepEqual(tab.typed, []);
});

test('locked while it waits: nothing is typed', async () => {
  const receipt = await fillWhile(async () => {
    await vault.changeSlots((session) => {
      session.addPassphrase(new Uint8Array(32).fill(1), core.makeKdf());
    });
    await browser.session.clear();
  });
  fails(receipt, 'vault-locked');
});

test('deleted while it waits: nothing is typed', async () => {
  const receipt = await fillWhile(({ id }) =>
    vault.editVault((session, now) => session.remove(id, now)),
  );
  fails(receipt, 'account-unknown');
});

test('unbound while it waits: nothing is typed', async () => {
  const receipt = await fillWhile(({ id }) =>
    vault.editVault((session, now) => {
      const { sites: _sites, recovery: _codes, ...details } = session.details(id, '');
      session.edit({ ...details, id, sites: [], recovery: [], used: [] }, now);
    }),
  );
  fails(receipt, 'taken-back');
});

test('the page navigates to another origin while it waits: nothing is typed in any frame of it', async () => {
  const receipt = await fillWhile(() => {
    tab.url = 'https://evil.example/';
  });
  assert.deepEqual([receipt.failure, tab.typed], [{ code: 'page-changed' }, []]);
});

test('the page navigates to a stranger’s that frames the portal: nothing is typed into that frame', async () => {
  const receipt = await fillWhile(() => {
    // The stranger's own page denies access; the frame allows it.
    Object.assign(tab, { url: 'https://evil.example/', frameId: 3, frameOrigin: ORIGIN });
  });
  assert.deepEqual([receipt.failure, tab.typed], [{ code: 'page-changed' }, []]);
});

test('a hidden page is not even examined for an automatic fill', async () => {
  await account();
  Object.assign(tab, { active: false, asked: [] });
  assert.equal(await fillUnasked(page, () => {}), undefined);
  assert.deepEqual(tab.asked, []);
});

test('only the visible page is filled automatically', async () => {
  await account();
  for (const [what, change] of /** @type {const} */ ([
    ['a tab in the background', { active: false }],
    ['a minimised window', { state: 'minimized' }],
  ])) {
    Object.assign(tab, change);
    assert.equal(await fillUnasked(page, () => {}), undefined, what);
    Object.assign(tab, { active: true, state: 'normal' });
  }
  assert.deepEqual(tab.typed, []);
  const receipt = /** @type {any} */ (await fillUnasked(page, () => {}));
  assert.deepEqual(tab.typed, [receipt.code]);
});

test('an automatic fill spends no counter', async () => {
  const { id } = await account('hotp');
  const stored = await browser.local.get();
  assert.equal(await fillUnasked(page, () => {}), undefined);
  assert.deepEqual([tab.typed, await browser.local.get()], [[], stored]);
  // If the user asks, it is spent.
  await fillAccount({ id, kind: 'hotp' }, page, { onWait: () => {} });
  assert.equal(tab.typed.length, 1);
});

test('a page that asks again within a minute is not filled again', async () => {
  await account();
  await fillUnasked(page, () => {});
  await fillUnasked(page, () => {});
  assert.equal(tab.typed.length, 1);
});

test('a page that reports its field while the last fill is recorded is filled after it; of several, the newest', async () => {
  const NEXT = 'https://sso.example';
  await account();
  const text = 'otpauth://totp/Sso:jane?secret=GEZDGNBVGY3TQOJQ';
  await vault.editVault((session, now) => session.add({ text, origin: NEXT }, now));
  /** @type {Promise<any>[] | undefined} */
  let reported;
  browser.local.beforeWrite = (keys) => {
    if (reported || !keys.includes('usage')) return;
    const gone = fillUnasked({ ...page, origin: 'https://gone.example' }, () => {});
    tab.url = `${NEXT}/`;
    reported = [gone, fillUnasked({ ...page, origin: NEXT }, () => {})];
  };
  await fillUnasked(page, () => {});
  const [waited] = await Promise.all(reported ?? []);
  assert.deepEqual([tab.typed.length, tab.typed[1]], [2, waited?.code]);
});

test('a code counts as typed even if nothing about it can be stored', async () => {
  const one = await account();
  const { set } = browser.local;
  browser.local.set = async () => {
    throw new Error('QUOTA_BYTES quota exceeded');
  };
  const receipt = /** @type {any} */ (
    await fillAccount(one, page, { onWait: () => {}, isChoice: true })
  );
  browser.local.set = set;
  assert.deepEqual([receipt.took, receipt.failure], [1, undefined]);
});

test('asked while an automatic fill waits: one code is typed, and the caller gets the result', async () => {
  const one = await account();
  await typedJustNow(one);
  /** @type {Promise<any> | undefined} */
  let asked;
  const onWait = () => {
    asked ??= fillAccount(one, page, { onWait: () => {} });
  };
  await fillUnasked(page, onWait);
  const receipt = await asked;
  assert.deepEqual(tab.typed, [receipt.code]);
});

test('a fill that is refused automatically is done for a user who asks', async () => {
  const one = await account();
  await typedJustNow(one);
  /** @type {Promise<any> | undefined} */
  let asked;
  const onWait = () => {
    asked ??= fillAccount(one, page, { onWait: () => {} });
    tab.active = false;
  };
  assert.equal(await fillUnasked(page, onWait), undefined);
  assert.equal(await lastUnasked(ORIGIN), undefined, 'its turn is not used up');
  assert.equal((await asked)?.took, 1);
});

test('codes of two accounts for one page are typed one after the other', async () => {
  const [one, other] = [await account('hotp'), await account('hotp', 'GEZDGNBVGY3TQOJQ')];
  let typing = 0;
  let most = 0;
  tab.answers.fillCode = async () => {
    typing += 1;
    most = Math.max(most, typing);
    await new Promise((resolve) => setTimeout(resolve, 20));
    typing -= 1;
    return { took: 1, of: 1 };
  };
  const fills = [one, other].map((each) => fillAccount(each, page, { onWait: () => {} }));
  await Promise.all(fills);
  assert.equal(most, 1);
});

test('codes that live for three seconds, or for an hour, are typed without an endless wait', async (t) => {
  for (const period of [3, 3600]) {
    const text = `otpauth://totp/IATA:${period}?secret=GEZDGNBVGY3TQOJQ&period=${period}`;
    const id = await vault.editVault((session, now) => session.add({ text, origin: ORIGIN }, now));
    // Ten minutes into an hour: near its end, waiting for the next code is right. And not on a step, where a code has
    // all its life before it.
    const hourMs = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    const now = hourMs + 600_130;
    await rememberTyped(id, Math.floor(now / 1000 / period) * period * 1000);
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now });
    let [isOver, waitedMs] = [false, 0];
    const filling = fillAccount({ id, kind: 'totp' }, page, { onWait: () => {} });
    void filling.finally(() => {
      isOver = true;
    });
    for (; !isOver && waitedMs < 60_000; waitedMs += 250) {
      for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done));
      t.mock.timers.tick(250);
    }
    await filling;
    t.mock.timers.reset();
    assert.ok(waitedMs <= 5000, `period ${period}: ${waitedMs} ms`);
  }
  assert.equal(tab.typed.length, 2);
});

test('a page that does not answer is abandoned, and does not keep other pages waiting', async (t) => {
  const one = await account();
  tab.answers.collectFields = () => new Promise(() => {});
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const filling = fillAccount(one, page, { onWait: () => {} }).catch((thrown) => thrown);
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  t.mock.timers.tick(10_000);
  assert.deepEqual(await filling, { code: 'page-silent' });
});
