// Data URLs, as Chrome's pictures of pages and files of other apps hold them.

/** The content of a URL in base64: fetching it would need a hole in the CSP. @param {string} url */
export function bytesOf(url) {
  const base64 = url.slice(url.indexOf(',') + 1);
  // Ten times as fast as the fallback, and in Chrome since 140.
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  /** @type {Uint8Array<ArrayBuffer>} */
  const bytes = native
    ? native.call(Uint8Array, base64)
    : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return bytes.buffer;
}
