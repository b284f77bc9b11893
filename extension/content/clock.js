// The time of the page's own server. No other server is asked.

/**
 * The offset of the server's clock from this computer's, from the `Date` response header — RFC 9110 §
 * 6.6.1, whole seconds. The request is for a file that hardly any server generates dynamically, and sends
 * no cookies: requesting the page itself a second time might change it.
 * @returns {Promise<number | null>} ms to add to this computer's clock; null if the server does not say
 */
export async function serverAhead() {
  const asked = Date.now();
  const request = {
    method: 'HEAD',
    credentials: /** @type {const} */ ('omit'),
    cache: /** @type {const} */ ('no-store'),
  };
  const answer = await fetch(new URL('/robots.txt', location.href), request).catch(() => null);
  const answered = Date.now();
  const date = Date.parse(answer?.headers.get('date') ?? '');
  // The header is truncated to the second; the response took half of the time to arrive.
  return Number.isNaN(date) ? null : date + 500 - (asked + answered) / 2;
}
