// Pages that ask for a code and answer in every way that portals do. `do` in their URL sets the server's
// verdict on any code: right, wrong.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { until } from './browser.mjs';

/** By then a page that shows nothing has been quiet for a second and looked at once more. */
const SILENT_MS = 1700;

const FIELD = '<label>One-time code <input id="code" name="code" autocomplete="off"></label>';
const LINK = '<a id="away" href="/news">News</a>';
const MENU = '<div id="menu" class="btn" onclick="location = \'/news\'">Menu</div>';
const HOME = `<h1>Dashboard</h1><p>Good morning, Jane.</p>${LINK}`;
const NEWS = '<h1>News</h1><p class="alert-success">Your profile was successfully updated.</p>';
const WRONG = '<p role="alert">The code is not correct. Please try again.</p>';

/** @param {string} [inside] @param {string} [around] */
const form = (inside = '', around = '') =>
  `<h1>Sign in</h1>${around}<form method="post">${inside}${FIELD}<button id="go">Verify</button>
  <a id="away" class="btn" href="/news">Not now</a></form>${MENU}`;

/**
 * A form that a script handles; the page defines `answer(isRight)`.
 * @param {string} answer
 * @param {{ auto?: boolean, inside?: string, waiting?: string }} [options]
 */
const scripted = (answer, { auto, inside = '', waiting = '' } = {}) =>
  `<h1>Sign in</h1><div id="box">${inside}<form id="form">${FIELD}<button id="go">Verify</button>
  <button id="cancel" type="button">Cancel</button></form></div><div id="said"></div>${LINK}<script>
  const [box, form, said, code] = ['box', 'form', 'said', 'code'].map((id) => document.getElementById(id));
  const answer = (isRight) => { ${answer} };
  const send = async () => { ${waiting}; const asked = await fetch('/check' + location.search); answer((await asked.text()) === 'right'); };
  form.onsubmit = (event) => { event.preventDefault(); send(); };
  document.getElementById('cancel').onclick = () => { box.remove(); };
  ${auto ? 'code.oninput = () => { if (code.value.length === 6) send(); };' : ''}</script>`;

/** A field and a button that are linked only by script. @param {string} parts */
const loose = (parts) => `<h1>Sign in</h1>${parts}${LINK}<p role="alert" id="said"></p><script>
  const code = document.getElementById('code');
  const send = async () => { const asked = await fetch('/check' + location.search); if ((await asked.text()) === 'right') document.getElementById('box').remove(); else document.getElementById('said').textContent = 'Wrong code'; };
  document.getElementById('go').onclick = send;
  code.onkeydown = ({ key }) => { if (key === 'Enter') send(); };</script>`;

/** Renders its page by script after a while. @param {number} ms @param {string} html @param {string} [first] */
const late = (ms, html, first = '') =>
  `<div id="app">${first}</div><script>setTimeout(() => { document.getElementById('app').innerHTML = ${JSON.stringify(html)}; }, ${ms});</script>`;

const SKELETON = '<div class="skeleton" style="width:300px;height:40px;background:#ddd"></div>';
const INVALID = `${form('<div class="error-message">Invalid authenticator code.</div>')}`;
const COLLAPSED =
  '<div style="height:0;overflow:hidden"><div class="alert error">Error: the code is invalid</div></div>';

/**
 * The page shown at first, and after its form was posted.
 * @typedef {{ first: string, right?: string, wrong?: string, status?: number }} Served
 */

/** @type {Record<string, Served>} */
export const PAGES = {
  server: { first: form(), wrong: form(WRONG) },
  'draws late': { first: form(), right: late(1800, HOME), wrong: late(1800, INVALID) },
  'draws late, after skeletons': {
    first: form(),
    right: late(1800, HOME, SKELETON),
    wrong: late(1800, INVALID, SKELETON),
  },
  'draws late, after “Loading…”': {
    first: form(),
    right: late(1800, HOME, 'Loading…'),
    wrong: late(1800, INVALID, 'Loading…'),
  },
  'draws its head first': {
    first: form(),
    right: late(700, HOME, '<h1>The portal of the agency</h1>'),
    wrong: late(700, INVALID, '<h1>The portal of the agency</h1>'),
  },
  'an old flash message': {
    first: form('', '<p class="flash success">Two-factor was activated successfully.</p>'),
    wrong: form(WRONG, '<p class="flash success">Two-factor was activated successfully.</p>'),
  },
  'an alert in a collapsed console': {
    first: `${form()}${COLLAPSED.replace('Error: the code is invalid', '')}<script>
      document.getElementById('code').oninput = () => { document.querySelector('.alert').textContent = 'Error: the code is invalid'; };</script>`,
    right: HOME + COLLAPSED,
    wrong: form(WRONG),
  },
  'one page': {
    first: scripted(
      "if (isRight) box.remove(); else said.innerHTML = '<p role=alert>Wrong code</p>';",
    ),
  },
  'one page, with a spinner': {
    first: scripted(
      `setTimeout(() => { said.innerHTML = ''; if (!isRight) { document.body.append(box); box.insertAdjacentHTML('beforeend', '<p class=error>Invalid code</p>'); } }, 1500);`,
      {
        waiting:
          'box.remove(); said.innerHTML = \'<div class=spinner style="width:40px;height:40px"></div>\'',
      },
    ),
  },
  'closed while it waits': {
    first: scripted(
      "setTimeout(() => { if (isRight) box.remove(); else { code.disabled = false; said.innerHTML = '<div class=toast>Verification failed</div>'; } }, 1500);",
      { waiting: 'code.disabled = true' },
    ),
  },
  'without a form': {
    first: loose(`<div id="box">${FIELD}</div><button id="go">Continue</button>`),
  },
  'a button beside the form': {
    first: loose(`<form id="box">${FIELD}</form><button id="go">Continue</button>`),
  },
  'a button that is none': {
    first: loose(`<div id="box">${FIELD}</div><div class="btn" id="go">➜</div>`),
  },
  'under the field': {
    first: scripted(
      "if (isRight) location = '/home'; else { const p = document.createElement('p'); p.id = 'why'; p.textContent = 'Invalid value'; p.className = 'feedback'; code.setAttribute('aria-describedby', 'why'); form.append(p); }",
    ),
  },
  'the last digit sends': {
    first: scripted(
      "if (isRight) location = '/home'; else said.innerHTML = '<p role=alert>Wrong code</p>';",
      { auto: true },
    ),
  },
  'the last digit sends, in place': {
    first: scripted(
      "if (isRight) box.remove(); else said.innerHTML = '<p role=alert>Wrong code</p>';",
      { auto: true },
    ),
  },
  'the last digit sends the form': {
    first: `${form()}<script>document.getElementById('code').oninput = (event) => { if (event.target.value.length === 6) event.target.form.submit(); };</script>`,
    wrong: form(WRONG),
  },
  'back to the password': {
    first: form(),
    wrong:
      '<p class="message">Invalid two-factor code</p><form><input name="user"><input type="password"><button>Sign in</button></form>',
  },
  'counts visits': {
    first: `${form()}<script>document.getElementById('code').oninput = () => fetch('/check');</script>`,
    wrong: form(WRONG),
  },
};

/** Pages without a verdict, whatever is pressed. @type {Record<string, Served>} */
export const OPEN = {
  'back to the password, without a word': {
    first: form(),
    wrong: '<form><input name="user"><input type="password"><button>Sign in</button></form>',
  },
  'a server that fails': { first: form(), wrong: '<h1>Internal Server Error</h1>', status: 500 },
  'a network error': {
    first: scripted("said.innerHTML = '<p role=alert>An error occurred. Try again later.</p>';"),
  },
};

/** Serves the pages under their names. */
export async function serve() {
  const all = { ...PAGES, ...OPEN };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://portal.localhost');
    const isRight = searchParams.get('do') === 'right';
    const page = all[decodeURIComponent(pathname.slice(1))];
    const html = (/** @type {string} */ text, status = 200) => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><title>Portal</title>${text}`);
    };
    if (pathname === '/check') {
      setTimeout(() => response.end(isRight ? 'right' : 'wrong'), 50);
    } else if (!page) {
      html(pathname === '/news' ? NEWS : HOME);
    } else if (request.method !== 'POST') {
      html(page.first);
    } else if (isRight && page.right === undefined) {
      response.writeHead(303, { location: '/home' });
      response.end();
    } else {
      html((isRight ? page.right : page.wrong) ?? '', isRight ? 200 : page.status);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    /** @param {string} name @param {string} [what] */
    url: (name, what = '') =>
      `http://portal.localhost:${port}/${encodeURIComponent(name)}?do=${what}`,
    origin: `http://portal.localhost:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * The operations of a test on the codes of a stage's page: types them the way every window does, and asks
 * for their outcome.
 * @param {Awaited<ReturnType<typeof import('./stage.mjs').useStage>>} stage
 * @param {string} origin of the page
 */
export async function codesOf(stage, origin) {
  const helper = await stage.extensionPage();
  await helper.evaluate(() => {
    const said = /** @type {any} */ (globalThis);
    said.answers = [];
    chrome.storage.session.onChanged.addListener(({ outcome: { newValue, oldValue } = {} }) => {
      const { state } = /** @type {any} */ (newValue ?? {});
      const isAnswer = ['accepted', 'refused', 'used'].includes(state);
      if (isAnswer && state !== /** @type {any} */ (oldValue)?.state) said.answers.push(state);
    });
  });
  /** @returns {Promise<import('../../extension/platform/memory.js').Outcome>} */
  const outcome = () =>
    helper.evaluate(async () => {
      const found = await chrome.storage.session.get('outcome');
      return /** @type {any} */ (found.outcome);
    });
  return {
    outcome,
    /**
     * Types the code of the page's account; with `isFirst`, as the first one of an account that was just added there.
     */
    async fill(isFirst = false) {
      const tabId = await stage.tabId();
      await helper.evaluate(
        async (id, site, first) => {
          const [{ fillAccount }, { openVault }, { noteEnrolment }] = await Promise.all(
            ['fill', 'vault', 'outcome'].map((name) => import(`/extension/flows/${name}.js`)),
          );
          await chrome.storage.session.clear();
          /** @type {any} */ (globalThis).answers = [];
          const session = await openVault();
          const request = { query: '', origin: site, from: 0, count: 1, nowMs: 0 };
          const [row] = session.list(request).rows;
          session.free();
          const page = { id, windowId: 1, origin: site };
          if (first) await noteEnrolment(row.id, page);
          await fillAccount(row, page, { onWait: () => {} });
        },
        tabId,
        origin,
        isFirst,
      );
    },
    /**
     * Expects exactly this answer for a code, apart from those given `before`.
     * @param {string} state
     * @param {string[]} [before]
     */
    async becomes(state, before = []) {
      await until(async () => (await outcome())?.state === state);
      const answers = await helper.evaluate(() => /** @type {any} */ (globalThis).answers);
      assert.deepEqual(answers, [...before, state]);
    },
    /** Expects that there is no answer, now or later. */
    async staysUnknown() {
      await new Promise((resolve) => setTimeout(resolve, SILENT_MS));
      const { state } = await outcome();
      assert.ok(state === 'open' || state === 'unknown', state);
    },
    /** The popup over the page; closes the helper, which is a window of the same kind. */
    async popup() {
      if (!helper.isClosed()) await helper.close();
      await stage.page.bringToFront();
      return stage.popup();
    },
  };
}
