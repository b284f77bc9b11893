// IATA-like: e-mail and password, a security question, then three steps on one page.

import { error } from './page.mjs';
import { makePortal, onlyFirst, onlyIn, stateOf } from './portal.mjs';

export const IATA = {
  host: 'portal.iata.localhost',
  name: 'IATA-like Customer Portal',
  colour: '#1e32fa',
  issuer: 'IATA Customer Portal',
  user: 'jane@agency.aero',
  password: 'correct horse',
  answer: 'Geneva',
};

/** @param {import('./page.mjs').Shape} [shape] */
export function iata(shape) {
  const portal = makePortal(IATA, shape);
  const { app, user, show } = portal;

  const login = (message = '') =>
    show(
      `<h1>Log in</h1><form method="post" action="/login">
        <label for="user">E-mail</label><input id="user" name="user" type="email" autocomplete="username">
        <label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password">
        ${error(message)}<div><button>Log in</button></div></form>`,
      false,
    );
  portal.askForPassword(login, 'E-mail or password is wrong.', '/home', '/question');

  const question = (message = '') =>
    show(`<h1>Security question</h1><form method="post" action="/question">
      <label for="answer">In which city was your agency founded?</label><input id="answer" name="answer" autocomplete="off">
      ${error(message)}<div><button>Next</button></div></form>`);
  /** A user with a second step is not let in by an answer. @type {import('express').RequestHandler} */
  const onlyNew = (_request, response, next) => {
    if (user.active) response.redirect('/code');
    else next();
  };
  app.get('/question', onlyFirst, onlyNew, (_request, response) => void response.send(question()));
  app.post('/question', onlyFirst, onlyNew, (request, response) => {
    if (request.body.answer !== IATA.answer) {
      return void response.send(question('That is not the answer.'));
    }
    stateOf(request).inside = true;
    response.redirect('/setup');
  });

  app.get('/setup', onlyIn, async (_request, response) => {
    const factor = portal.offer();
    const key = factor.key();
    const lines = [key.slice(0, 16), key.slice(16, 31), key.slice(31)];
    // As the framework behind the real portal does: new ids at every render, labels far away.
    const id = Math.floor(Math.random() * 900) + 100;
    const box = (/** @type {unknown} */ _, /** @type {number} */ at) =>
      `<input id="input-${id + at}" maxlength="1" inputmode="numeric" aria-label="Digit ${at + 1}">`;
    response.send(
      show(`<h1>Set up two-factor authentication</h1>
        <div class="row"><section><h2>Step 1 — Get an authenticator app</h2>
        <p>Install an authenticator app on your device.</p>
        <h2>Step 2 — Scan the QR code</h2><img alt="QR code" src="${await factor.picture()}">
        <p>Or enter this key:</p><p class="key">${lines.join('<br>')}</p></section>
        <section><h2>Step 3 — Enter the 6-digit code</h2><p>Enter the code that the app shows.</p>
        <div class="boxes">${Array.from({ length: 6 }, box).join('')}</div>
        <p class="error" role="alert" id="message"></p>
        <button type="button" id="continue">Continue</button></section></div>
        <script>
          const boxes = [...document.querySelectorAll('.boxes input')];
          const digits = boxes.map(() => '');
          boxes.forEach((box, at) => {
            box.addEventListener('input', () => { digits[at] = box.value; if (box.value) boxes[at + 1]?.focus(); });
            box.addEventListener('keydown', (event) => { if (event.key === 'Backspace' && !box.value) boxes[at - 1]?.focus(); });
          });
          document.getElementById('continue').addEventListener('click', async () => {
            const reply = await fetch('/setup', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: digits.join('') }) });
            const { message } = await reply.json();
            if (message) document.getElementById('message').textContent = message;
            else location.href = '/home';
          });
        </script>`),
    );
  });
  app.post('/setup', onlyIn, (request, response) => {
    response.json({ message: portal.confirm(request.body.code) });
  });

  const code = (message = '') =>
    show(
      `<h1>Two-factor authentication</h1><form method="post" action="/code">
        <label for="otp">Enter the code from your authenticator app</label><input id="otp" name="otp" autocomplete="off">
        ${error(message)}<div><button>Login</button></div></form>`,
      false,
    );
  portal.askForCode(code, 'otp', '/home');

  app.get('/home', onlyIn, (_request, response) => {
    response.send(
      show(`<h1 data-home>Welcome, Jane</h1><p class="${user.active ? 'ok' : 'error'}">Two-factor authentication is ${user.active ? 'on' : 'off'}.</p>
        <p><a href="/setup">${user.active ? 'Change the authenticator app' : 'Activate'}</a></p>
        <form method="post" action="/deactivate"><button class="plain">Deactivate</button></form>`),
    );
  });
  app.post('/deactivate', onlyIn, (_request, response) => {
    Object.assign(user, { factor: undefined, active: false });
    response.redirect('/home');
  });
  return portal;
}
