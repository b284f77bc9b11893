// What all portals do: sessions, password login, enrolment, and the second step of a login.

import express from 'express';
import session from 'express-session';
import { Factor, REFUSALS } from './factor.mjs';

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

/** @param {Face} face */
export function makePortal(face) {
  const app = express();
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

  return { app, user, offer, confirm, second, first, face };
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

/** Lets in who has done both steps. @type {import('express').RequestHandler} */
export const onlyIn = (request, response, next) => {
  if (stateOf(request).inside) next();
  else response.redirect('/');
};

/** @param {unknown} token */
function clean(token) {
  return String(token ?? '').replace(/\s/g, '');
}
