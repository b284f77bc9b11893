// Customer administration of a telephony provider: a slider, "Enter the code here", "Enabled".

import { error } from './page.mjs';
import { makePortal, onlyIn } from './portal.mjs';

export const TELEPHONY = {
  host: 'cap.telephony.localhost',
  name: 'Customer Administration Portal',
  colour: '#0f766e',
  issuer: 'Telephony CAP',
  user: 'jdoe',
  password: 'battery staple',
};

/** @param {import('./page.mjs').Shape} [shape] */
export function telephony(shape) {
  const portal = makePortal(TELEPHONY, shape);
  const { app, user, show } = portal;

  const login = (message = '') =>
    show(
      `<h1>Sign in</h1><form method="post" action="/login"><label>User name <input name="user"></label>
        <label>Password <input name="password" type="password"></label>${error(message)}<button>Sign in</button></form>`,
      false,
    );
  portal.askForPassword(login, 'User name or password is wrong.', '/profile');

  const code = (message = '') =>
    show(
      `<h1>Verify it is you</h1><p>Open your authenticator. You may need to wait for the next code.</p>
        <form method="post" action="/code"><input name="verify" placeholder="6-digit code" maxlength="6">
        ${error(message)}<div><button>Submit</button></div></form>`,
      false,
    );
  portal.askForCode(code, 'verify', '/profile');

  const profile = async (message = '') => {
    const slider = `<form method="post" action="/slider"><label class="switch">
      <input type="checkbox" role="switch" id="slider" onchange="this.form.submit()" ${user.active || user.pending ? 'checked' : ''}>
      Enable two-factor authentication</label></form>`;
    const setUp = user.pending
      ? `<p>Scan this code with your authenticator.</p><img alt="" src="${await user.pending.picture()}">
        <form method="post" action="/confirm"><input name="value" placeholder="Enter the code here">
        ${error(message)}<div><button>Submit</button></div></form>`
      : '';
    const state = user.active
      ? `<p class="ok" data-home>Enabled</p><form method="post" action="/delete"><button class="plain" title="Delete">🗑 Delete the key</button></form>`
      : '<p>Disabled</p>';
    return show(`<h1>My profile</h1><form action="/search"><label>Search the directory <input name="q" type="search"></label></form>
      <h2>Login security</h2>${slider}${setUp}${state}`);
  };
  app.get('/profile', onlyIn, async (_request, response) => {
    response.send(await profile());
  });
  app.post('/slider', onlyIn, (_request, response) => {
    if (user.active || user.pending) Object.assign(user, { active: false, pending: undefined });
    else if (user.factor) user.active = true;
    else portal.offer();
    response.redirect('/profile');
  });
  app.post('/confirm', onlyIn, async (request, response) => {
    const refusal = portal.confirm(request.body.value);
    if (refusal) return void response.send(await profile(refusal));
    response.redirect('/profile');
  });
  app.post('/delete', onlyIn, (_request, response) => {
    Object.assign(user, { factor: undefined, active: false });
    response.redirect('/profile');
  });
  return portal;
}
