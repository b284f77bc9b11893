// How easy a passphrase is to guess: loaded when the first character is typed, because its lists of common
// passwords are large.

import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** Characters beyond this number are ignored: they are enough. */
const LOOKED_AT_MAX = 100;

/** From 0, guessed at once, to 4, not within years. @param {string} passphrase */
export function strengthOf(passphrase) {
  return zxcvbn.check(passphrase.slice(0, LOOKED_AT_MAX)).score;
}

/**
 * A passphrase that takes fewer guesses is refused. With 64 MiB and three passes of Argon2id a good
 * graphics card tries about a thousand per second, so that this many last for a day.
 */
const GUESSES_MIN = 1e8;

/**
 * Why a passphrase is too easy to guess; undefined if it is not.
 * @param {string} passphrase
 * @returns {'passphrase-common' | 'passphrase-pattern' | undefined}
 */
export function weaknessOf(passphrase) {
  const { guesses, sequence } = zxcvbn.check(passphrase.slice(0, LOOKED_AT_MAX));
  if (guesses >= GUESSES_MIN) return undefined;
  const isCommon = sequence.some(({ pattern }) => pattern === 'dictionary');
  return isCommon ? 'passphrase-common' : 'passphrase-pattern';
}
