// The time that codes are made for: this computer's, corrected if the user said so.

let aheadMs = 0;

/** @param {number | undefined} ms to add to this computer's clock */
export function setAhead(ms) {
  aheadMs = ms ?? 0;
}

/** Unix ms. Only for codes: what is stored is stamped with the computer's own time. */
export function codeTime() {
  return Date.now() + aheadMs;
}
