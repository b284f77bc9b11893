// Which parts of a page are messages to its users, and which of those belong to the field of the code. What
// a person can read depends on layout, and is tested in `tests/e2e/outcome.test.mjs`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakePage } from './page.mjs';

const page = fakePage();
const { alertsOf } = await import('../../extension/content/alerts.js');

/** The alerts of a page in which `data-hidden` elements cannot be read. @param {string} html */
function heard(html) {
  const all = page.show(html);
  const fields = all.filter((one) => one.tagName === 'INPUT');
  const isButton = (/** @type {Element} */ one) => one.tagName === 'BUTTON';
  const isShown = (/** @type {Element} */ one) => one.closest('[data-hidden]') === null;
  return alertsOf(all, fields, isButton, isShown);
}

/** @param {string} html @param {string[]} expected a star before a message that belongs to the field */
function check(html, expected) {
  assert.deepEqual(
    heard(html).map(({ text, near }) => (near ? `*${text}` : text)),
    expected,
    html,
  );
}

const FIELD = '<input id="code">';

test('alerts are recognised by their role, their class and their red text', () => {
  check('<p role="alert">Wrong code</p>', ['Wrong code']);
  check('<p role="status">Done</p><output>Yes</output>', ['Done', 'Yes']);
  check('<div aria-live="polite">Now</div><div aria-live="off">Never</div>', ['Now']);
  for (const name of ['errorlist', 'alert-danger', 'MuiAlert', 'toast', 'flash', 'form-feedback'])
    check(`<ul class="${name}"><li>Incorrect code.</li></ul>`, ['Incorrect code.']);
  check('<font style="color: red">Wrong</font>', ['Wrong']);
  check('<p>The news: an error</p>', []);
});

test('unreadable alerts are ignored, and so are unreadable parts of an alert', () => {
  check('<div data-hidden><p role="alert">Wrong code</p></div>', []);
  check('<div class="messages"><b>Hello</b><i data-hidden>Wrong code</i></div>', ['Hello']);
  check('<div class="messages"><script>error()</script><style>.a{}</style></div>', []);
});

test('an alert within an alert counts once', () => {
  check('<div class="toast"><p role="alert">Wrong <b>code</b></p></div>', ['Wrong code']);
});

test('a form that contains a field is not an alert', () => {
  const form = `<form class="message-box"><p>If the code is invalid, try again</p>${FIELD}<button>Go</button></form>`;
  check(form, []);
});

test('a group with an error reports the text beside its label', () => {
  check(
    `<form><div class="group has-error"><label>Code</label>${FIELD}<span>Not this one</span></div><button>Go</button></form>`,
    ['*Not this one'],
  );
});

test('an alert belongs to the field that refers to it, or that shares a group with it and no button', () => {
  check(
    `<p id="why" class="error">Wrong</p><p>Text</p><form><input aria-describedby="other why"><button>Go</button></form>`,
    ['*Wrong'],
  );
  check(`<form><div>${FIELD}<p class="error">Wrong</p></div><button>Go</button></form>`, [
    '*Wrong',
  ]);
  check(`<form>${FIELD}<p class="error">No network</p><button>Go</button></form>`, ['No network']);
  check(`<p class="error">No network</p>${FIELD}`, ['No network']);
});

test('keys stay in the page, and text as long as a page is not an alert', () => {
  check('<p class="notice">Your key QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN is set</p>', [
    'Your key … is set',
  ]);
  check(`<p class="notice">${'word '.repeat(120)}</p>`, []);
});

test('a page has at most forty alerts, not counting empty ones', () => {
  const silent = '<p class="error"></p>'.repeat(100);
  const loud = Array.from({ length: 60 }, (_, at) => `<p class="error">Error ${at}</p>`).join('');
  assert.equal(heard(silent + loud).length, 40);
});
