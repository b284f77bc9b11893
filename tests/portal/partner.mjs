// Partner portal of a backup service: seven digits every ten seconds, asked for with the password.

import { randomUUID } from 'node:crypto';
import { error } from './page.mjs';
import { makePortal, onlyIn, stateOf } from './portal.mjs';

export const PARTNER = {
  host: 'partner.backup.localhost',
  name: 'Partner Portal',
  colour: '#6d28d9',
  issuer: 'Backup Partner Portal',
  digits: 7,
  period: 10,
  user: 'partner@reseller.example',
  password: 'purple monkey',
};

/** @param {import('./page.mjs').Shape} [shape] */
export function partner(shape) {
  const portal = makePortal(PARTNER, shape);
  const { app, user, show } = portal;

  const login = (message = '') =>
    show(
      `<h1>Sign In</h1><form method="post" action="/login"><input type="hidden" name="csrf_token" value="${randomUUID()}">
        <label for="user">Username</label><input id="user" name="user" autocomplete="username">
        <label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password">
        <label for="key">Token or Security Key</label><input id="key" name="key" type="password" autocomplete="off">
        ${error(message)}<div><button>Sign In</button></div>
        <p><a href="#sms">Send me an SMS token</a> · <a href="#push">Approve on another device</a></p></form>`,
      false,
    );
  app.get('/', (request, response) => {
    if (stateOf(request).inside) response.redirect('/team');
    else response.send(login());
  });
  app.post('/login', (request, response) => {
    if (!portal.first(request.body))
      return void response.send(login('Username or password is wrong.'));
    const refusal = user.active ? portal.second(request.body.key) : undefined;
    if (refusal) return void response.send(login(refusal));
    stateOf(request).inside = true;
    response.redirect('/team');
  });

  const team = async (message = '') => {
    const setUp = user.pending
      ? `<h2>Enable for ${user.name}</h2><div class="row"><img alt="" src="${await user.pending.picture()}">
        <form method="post" action="/confirm"><p>Scan the code with the authenticator of this employee, then enter its 7-digit token.</p>
        <input name="token" placeholder="Token">${error(message)}<div><button>Confirm</button></div></form></div>`
      : '<form method="post" action="/enable"><button>Enable two-factor</button></form>';
    return show(`<h1>Employees and clients</h1><p>${user.name}</p>
      ${user.active ? '<p class="ok" data-home>Two-factor is enabled</p>' : setUp}`);
  };
  app.get('/team', onlyIn, async (_request, response) => {
    response.send(await team());
  });
  app.post('/enable', onlyIn, (_request, response) => {
    portal.offer();
    response.redirect('/team');
  });
  app.post('/confirm', onlyIn, async (request, response) => {
    const refusal = portal.confirm(request.body.token);
    if (refusal) return void response.send(await team(refusal));
    response.redirect('/team');
  });
  return portal;
}
