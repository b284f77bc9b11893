// What all portals do: sessions, password login, enrolment, and the second step of a login.

import express from 'express';
import session from 'express-session';
import { Factor, REFUSALS } from './factor.mjs';
import { escapeHtml, page } from './page.mjs';

/**
 * @typedef {object} User
 * @property {string} name
 * @property {string} password
 * @property {Factor | undefined} factor confirmed; asked for at login while `active`
 * @property {boolean} active
 * @property {Factor | undefined} pending shown as a QR code, not confirmed yet
 * @property {boolean} [answered] the security question
 */
/**
 * @typedef {object} Face
 * @property {string} host
 * @property {string} name
 * @property {string} colour
 * @property {string} issuer
 * @property {number} [digits]
 * @property {number} [period]
 * @property {string} user
 * @property {string} password
 */

/** @param {Face} face @param {import('./page.mjs').Shape} [shape] */
export function makePortal(face, shape = 'plain') {
  const app = express();
  if (shape === 'frame') app.use(inFrame);
  app.use(express.urlencoded({ extended: false }), express.json());
  app.use(
    session({ secret: 'demo', resave: false, saveUninitialized: false, name: `sid-${face.host}` }),
  );

  /** @type {User} */
  const user = {
    name: face.user,
    password: face.password,
    factor: undefined,
    active: false,
    pending: undefined,
  };

  /** A new secret, shown until it is confirmed or replaced by another. */
  const offer = () => {
    const { issuer, digits, period } = face;
    const shape = {
      issuer,
      label: user.name,
      ...(digits && { digits }),
      ...(period && { period }),
    };
    user.pending = new Factor(shape);
    return user.pending;
  };

  /** Takes the first code of what was offered; gives what is wrong with it. @param {unknown} token */
  const confirm = (token) => {
    const verdict = user.pending?.check(clean(token)) ?? 'wrong';
    if (verdict !== 'ok') return REFUSALS[verdict];
    Object.assign(user, { factor: user.pending, pending: undefined, active: true });
    return undefined;
  };

  /** Checks the code of a login; gives what is wrong with it. @param {unknown} token */
  const second = (token) => {
    const verdict = user.factor?.check(clean(token)) ?? 'wrong';
    return verdict === 'ok' ? undefined : REFUSALS[verdict];
  };

  /** @param {any} body */
  const first = (body) => body?.user === user.name && body?.password === user.password;

  app.get('/logout', (request, response) => {
    request.session.destroy(() => response.redirect('/'));
  });

  /** A page of this portal. @param {string} body @param {boolean} [signedIn] shows who, and the way out */
  const show = (body, signedIn = true) =>
    page({ ...face, shape, ...(signedIn && { user: user.name }) }, body);

  /**
   * The first step, at / and /login.
   * @param {(message?: string) => string} view
   * @param {string} sorry what is said to a wrong password
   * @param {string} home where who is in goes
   * @param {string} [before] what is asked of those without a second step before they are in
   */
  const askForPassword = (view, sorry, home, before) => {
    app.get('/', (request, response) => {
      if (stateOf(request).inside) response.redirect(home);
      else response.send(view());
    });
    app.post('/login', (request, response) => {
      if (!first(request.body)) return void response.send(view(sorry));
      Object.assign(stateOf(request), { first: true, inside: !user.active && !before });
      response.redirect(user.active ? '/code' : (before ?? home));
    });
  };

  /**
   * The second step, at /code.
   * @param {(message?: string) => string} view
   * @param {string} field the name of its input
   * @param {string} home where who is in goes
   */
  const askForCode = (view, field, home) => {
    app.get('/code', onlyFirst, (_request, response) => void response.send(view()));
    app.post('/code', onlyFirst, (request, response) => {
      const refusal = second(request.body[field]);
      if (refusal) return void response.send(view(refusal));
      stateOf(request).inside = true;
      response.redirect(home);
    });
  };

  return { app, user, face, offer, confirm, second, first, show, askForPassword, askForCode };
}

/** @typedef {{ first?: boolean, inside?: boolean }} Login which steps a session has done */

/**
 * What a session knows of its user.
 * @param {import('express').Request} request
 * @returns {Login}
 */
export function stateOf(request) {
  const session = /** @type {unknown} */ (request.session);
  return /** @type {Login} */ (session);
}

/** Pages that are opened by themselves are put into a frame. @type {import('express').RequestHandler} */
const inFrame = (request, response, next) => {
  const isPage = request.method === 'GET' && request.headers['sec-fetch-dest'] === 'document';
  if (isPage) response.send(shell(request.url));
  else next();
};

/** A page that shows another one, and nothing else of interest. @param {string} address */
export function shell(address) {
  return `<!doctype html><title>Company portal</title><style>body { margin: 0 } iframe { border: 0; width: 100vw; height: 96vh }</style>
    <p style="margin: 4px">Company portal</p><iframe src="${escapeHtml(address)}"></iframe>`;
}

/** Lets through who has given the password. @type {import('express').RequestHandler} */
export const onlyFirst = (request, response, next) => {
  if (stateOf(request).first) next();
  else response.redirect('/');
};

/** Lets in who has done both steps. @type {import('express').RequestHandler} */
export const onlyIn = (request, response, next) => {
  if (stateOf(request).inside) next();
  else response.redirect('/');
};

/** @param {unknown} token */
function clean(token) {
  return String(token ?? '').replace(/\s/g, '');
}
