import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { Factor } from '../portal/factor.mjs';
import { startPortals } from '../portal/server.mjs';
import { TELEPHONY } from '../portal/telephony.mjs';

const STEP_MS = 30_000;
const code = (/** @type {Factor} */ factor, steps = 0) =>
  factor.totp.generate({ timestamp: Date.now() + steps * STEP_MS });

test('a portal accepts each code once, and tells wrong, used and expired ones apart', () => {
  const factor = new Factor({ issuer: 'Portal', label: 'jane' });
  assert.equal(factor.check(code(factor, -5)), 'expired');
  assert.equal(factor.check(code(factor)), 'ok');
  assert.equal(factor.check(code(factor)), 'used');
  assert.equal(factor.check(code(factor, -1)), 'used');
  assert.equal(factor.check(code(factor, 1)), 'ok');
  assert.equal(factor.check('not a code'), 'wrong');
  assert.equal(factor.check(''), 'wrong');
});

test('the partner portal asks for seven digits every ten seconds', () => {
  const factor = new Factor({ issuer: 'Backup', label: 'jane', digits: 7, period: 10 });
  assert.match(factor.totp.toString(), /digits=7&period=10/);
  assert.match(factor.totp.generate(), /^\d{7}$/);
});

/** @type {Awaited<ReturnType<typeof startPortals>>} */
let portals;
before(async () => {
  portals = await startPortals();
});
after(() => portals.close());

test('the login page says what is wrong with a code', async () => {
  const portal = portals.portals.telephony;
  const { port } = new URL(portals.url(portal));
  let cookie = '';
  /** @param {string} path @param {Record<string, string>} [form] */
  const call = (path, form) =>
    new Promise((resolve) => {
      const headers = {
        host: `${TELEPHONY.host}:${port}`,
        cookie,
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      };
      const sent = request({ port, path, method: form ? 'POST' : 'GET', headers }, (response) => {
        cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? cookie;
        let body = '';
        response.on('data', (data) => {
          body += data;
        });
        response.on('end', () => resolve({ status: response.statusCode, body }));
      });
      sent.end(form && new URLSearchParams(form).toString());
    });
  const login = { user: TELEPHONY.user, password: TELEPHONY.password };
  await call('/login', login);
  await call('/slider', {});
  const factor = portal.user.pending;
  assert.ok(factor);
  const first = code(factor);
  await call('/confirm', { value: first });
  await call('/logout');
  await call('/login', login);
  assert.match((await call('/code', { verify: '000' })).body, /not correct/);
  assert.match(
    (await call('/code', { verify: first })).body,
    /already used.*wait for the next code/,
  );
  assert.match((await call('/code', { verify: code(factor, -9) })).body, /expired/);
  assert.equal((await call('/code', { verify: code(factor, 1) })).status, 302);
});
