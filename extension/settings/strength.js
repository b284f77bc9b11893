// How easily a passphrase is guessed: loaded with the first character that is typed, for its lists of
// common passwords are large.

import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** More characters than this are no longer looked at: they are enough. */
const LOOKED_AT_MAX = 100;

/** 0, guessed at once, to 4, not within years. @param {string} passphrase */
export function strengthOf(passphrase) {
  return zxcvbn.check(passphrase.slice(0, LOOKED_AT_MAX)).score;
}
