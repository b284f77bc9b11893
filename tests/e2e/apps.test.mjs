// The reactions of real applications to a right code, a wrong one, and one that is not sent: django-allauth
// and django-otp, as published in the registry.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { says } from './browser.mjs';
import { grantedExtension } from './copies.mjs';
import { codesOf } from './outcomes.mjs';
import { link, useStage } from './stage.mjs';

const tools =
  process.env.POSTERN_TOOLS ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'postern');
const python = join(tools, 'apps/bin/python');
assert.ok(existsSync(python), './build.sh test installs the applications');

const KEY = 'QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN';
const OTHER = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const folder = mkdtempSync(join(tmpdir(), 'postern-apps-'));
const server = spawn(python, ['-B', 'tests/apps/portal.py', folder], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
after(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});
// The server keeps writing; closing the stream after its first chunk would stop it.
const [port] = await once(server.stdout, 'data');
const origin = `http://apps.localhost:${Number(port)}`;

const stage = await useStage({ extension: grantedExtension() });
/** @type {Awaited<ReturnType<typeof codesOf>>} */
let codes;
beforeEach(async () => {
  codes = await codesOf(stage, origin);
  await stage.page.bringToFront();
});

/** @param {string} selector */
async function press(selector) {
  await stage.page.bringToFront();
  await Promise.all([stage.page.waitForNavigation(), stage.page.click(selector)]);
}

/** Signs in at allauth, up to the second step if the user has one. @param {string} user */
async function signIn(user) {
  await stage.page.deleteCookie(...(await stage.page.cookies(origin)));
  await stage.page.goto(`${origin}/accounts/login/`);
  await stage.page.type('[name=login]', user);
  await stage.page.type('[name=password]', 'test');
  await press('form[action*=login] [type=submit]');
}

test('allauth, signing in', async () => {
  await stage.add(link('allauth', KEY), origin);
  await signIn('jane');
  await codes.fill();
  await stage.page.click('button[form=logout-from-stage]');
  await codes.staysUnknown();
  await signIn('jane');
  await codes.fill();
  await press('button:not([form])');
  await codes.becomes('accepted');
});

test('allauth, signing in with another key', async () => {
  await stage.add(link('allauth', OTHER), origin);
  await signIn('bob');
  await codes.fill();
  await press('button:not([form])');
  await codes.becomes('refused');
  const popup = await codes.popup();
  await says(popup, '[data-outcome="refused"]', /the site may expect a different key/);
});

test('allauth, setting up an authenticator', async () => {
  await signIn('ann');
  await stage.page.goto(`${origin}/accounts/2fa/totp/activate/`);
  await stage.page.type('[name=password]', 'test');
  await press('form[action*=reauthenticate] [type=submit]');
  const secret = await stage.page.$eval(
    '#authenticator_secret',
    (one) => /** @type {any} */ (one).value,
  );
  await stage.add(link('Wrong', OTHER), origin);
  await codes.fill(true);
  await press('form[action*=activate] [type=submit]');
  await codes.becomes('refused');
  const { isFirst } = await codes.outcome();
  assert.ok(isFirst);
  await (await codes.popup()).close();
  await stage.clear();
  codes = await codesOf(stage, origin);
  await stage.page.bringToFront();
  await stage.add(link('Right', secret), origin);
  await codes.fill(true);
  await press('form[action*=activate] [type=submit]');
  await codes.becomes('accepted');
  const popup = await codes.popup();
  await says(popup, '[data-outcome="accepted"]', /Code accepted/);
});

/** Goes to the token field of django-otp's admin. @param {string} user */
async function toToken(user) {
  await stage.page.deleteCookie(...(await stage.page.cookies(origin)));
  await stage.page.goto(`${origin}/admin/login/`);
  await stage.page.type('[name=username]', user);
  await stage.page.type('[name=password]', 'test');
  await press('[type=submit]');
  await stage.page.evaluate(() => {
    const choice = /** @type {any} */ (document.querySelector('select[name=otp_device]'));
    if (choice) choice.selectedIndex = 1;
  });
}

test('django-otp, with user, password and token on one page', async () => {
  await stage.add(link('otp', KEY), origin);
  await toToken('jane');
  await codes.fill();
  await stage.page.goto(`${origin}/home/`);
  await codes.staysUnknown();
  await toToken('jane');
  await codes.fill();
  await press('[type=submit]');
  await codes.becomes('accepted');
});

test('django-otp with another key', async () => {
  await stage.add(link('otp', OTHER), origin);
  await toToken('bob');
  await codes.fill();
  await press('[type=submit]');
  await codes.becomes('refused');
});
