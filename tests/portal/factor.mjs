// The portals' side of a second factor: an independent library makes and checks the codes.

import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';

/** How far a code may be off, in steps: a clock that is a little slow, a hand that is. */
const WINDOW = 1;
/** Codes up to this old are told from wrong ones. */
const EXPIRED_STEPS = 20;

/** One enrolled, or not yet confirmed, authenticator. Each code is good once — RFC 6238 §5.2. */
export class Factor {
  #lastStep = -1;

  /** @param {{ issuer: string, label: string, digits?: number, period?: number }} shape */
  constructor({ issuer, label, digits = 6, period = 30 }) {
    this.totp = new TOTP({ issuer, label, digits, period, secret: new Secret({ size: 20 }) });
  }

  /** @param {string} token @returns {'ok' | 'wrong' | 'used' | 'expired'} */
  check(token) {
    const delta = this.totp.validate({ token, window: EXPIRED_STEPS });
    if (delta === null || delta > WINDOW) return 'wrong';
    if (delta < -WINDOW) return 'expired';
    const step = this.totp.counter() + delta;
    if (step <= this.#lastStep) return 'used';
    this.#lastStep = step;
    return 'ok';
  }

  /** Takes codes again that it has taken: for tests that log in many times a minute. */
  forget() {
    this.#lastStep = -1;
  }

  /** The QR code as a picture. */
  picture() {
    return QRCode.toDataURL(this.totp.toString(), { margin: 2, scale: 5 });
  }

  /** The QR code as rows of dark and light modules, for pages that draw it themselves. */
  modules() {
    const { size, data } = QRCode.create(this.totp.toString(), {}).modules;
    return { size, dark: [...data].map(Number) };
  }

  /** The key as it is printed under the QR code. */
  key() {
    return this.totp.secret.base32;
  }
}

/** What a portal says to a code that it does not take. */
export const REFUSALS = {
  wrong: 'The code is not correct. Please try again.',
  used: 'This code was already used. You may need to wait for the next code.',
  expired: 'This code has expired. Please enter the current code.',
};
