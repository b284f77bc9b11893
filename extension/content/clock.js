// What time the page's own server has. No one else is asked.

/**
 * The server's clock against this computer's, from the `Date` header of an answer — RFC 9110
 * § 6.6.1, whole seconds. A file that hardly any server makes anew is asked for, and no cookie goes
 * along: the page itself might change if it were asked twice.
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
  // The header is cut to the second; the answer was on its way for half the time.
  return Number.isNaN(date) ? null : date + 500 - (asked + answered) / 2;
}
