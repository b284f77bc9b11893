// A bug leaves a trace, which cannot contain a secret.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './fake.mjs';

let browser = fakeBrowser();
const { described, readTrace, trace, traceText, traceWorker } = await import(
  '../../extension/platform/trace.js'
);

beforeEach(() => {
  browser = fakeBrowser();
});

const FILE = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/extension/popup/popup.js:3:10209';
const SECRETS = [
  'JBSWY3DPEHPK3PXP',
  '123456',
  'otpauth://totp/IATA',
  'four quiet harbours',
  'jane@agency.aero',
];

/** @param {string} message @param {string} stack */
function thrown(message, stack, name = 'TypeError') {
  const error = new Error(message);
  return Object.assign(error, { name, stack: `${name}: ${message}\n${stack}` });
}

test('the places in the code are kept, and nothing else of a stack', () => {
  const error = thrown(
    'no',
    `    at e.mark (${FILE})
    at async start (${FILE})
    at ${FILE}
    at wasm://wasm/0123abcd:wasm-function[812]:0x1f3a2
    at https://portal.example/secret/path?code=123456:1:1
    at <anonymous>`,
  );
  assert.deepEqual(described(error), {
    name: 'TypeError',
    places: [
      'e.mark /extension/popup/popup.js:3:10209',
      'async start /extension/popup/popup.js:3:10209',
      '/extension/popup/popup.js:3:10209',
      'wasm-function[812]:0x1f3a2',
    ],
  });
});

test('a trace contains no secret, wherever an error carries one', async () => {
  for (const secret of SECRETS) {
    const errors = /** @type {unknown[]} */ ([
      thrown(secret, `    at ${secret} (${FILE})`),
      thrown(`a\n    at ${secret}`, `    at f (${FILE}?${secret})`),
      thrown('a', `    at f (chrome-extension://abc/${secret}.js?x=${secret}:1:1)`),
      thrown('a', `    at f (${FILE})`, secret),
      { code: secret },
      { code: 'vault-damaged', text: secret },
      secret,
      { toString: () => secret },
      new DOMException(secret, 'DataError'),
    ]);
    for (const error of errors) await trace('popup', error);
    const event = {
      filename: `chrome-extension://abc/x.js?${secret}`,
      lineno: 1,
      colno: 2,
      message: secret,
    };
    await traceWorker('scan', /** @type {any} */ (event));
  }
  const kept = JSON.stringify(browser.session.items.get('trace')) + traceText(await readTrace());
  for (const secret of SECRETS) assert.ok(!kept.includes(secret), secret);
});

test('the last twenty are kept, only in memory', async () => {
  for (let at = 0; at < 25; at += 1) await trace(`window ${at}`, { code: 'storage-full' });
  const events = await readTrace();
  assert.deepEqual(
    [events.length, events[0]?.where, events[19]?.where],
    [20, 'window 5', 'window 24'],
  );
  assert.deepEqual(await browser.local.get(), {});
  assert.match(traceText(events.slice(0, 1)), /^\d{4}-\d\d-\d\dT[\d:.]+Z window 5: storage-full$/);
});
