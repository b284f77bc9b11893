// Why a text is not added: it may be meant for another app.

import { otherApp } from '../core/core.js';
import { say, sayFailure } from '../platform/words.js';

/**
 * A failure to read a key as a message. A code for another app gets the way to a setup key instead.
 * @param {import('../core/core.js').Failure | undefined} failure
 * @param {string} text that was scanned or typed
 * @param {import('../platform/words.js').Word} [word] for a text that nobody knows
 */
export function sayRefusal(failure, text, word) {
  const other =
    failure && /^(not-a-key|key-|type-)/.test(failure.code) ? otherApp(text) : undefined;
  if (other?.app === PASSKEYS) return say('otherAppPasskey');
  if (other?.link) return say('otherApp', other.app, other.link);
  if (other) return say('otherAppOnly', other.app);
  return word && failure?.code === 'not-a-key' ? say(word) : sayFailure(failure);
}

/** Not an app: the phone's own passkeys. */
const PASSKEYS = 'passkeys';
