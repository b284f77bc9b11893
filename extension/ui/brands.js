// The logo on an account's tile. A logo is decoration: it follows the name that is shown beside it, and
// does not affect where codes go.

import * as marks from './marks.js';
import { moreMarks } from './moreMarks.js';

/** @typedef {import('./tile.js').Brand} Brand */

/** Other names of services. */
const ALSO = new Map([
  ['googleworkspace', 'google'],
  ['googlemail', 'google'],
  ['amazonwebservices', 'aws'],
  ['chatgpt', 'openai'],
  ['entra', 'microsoft'],
  ['microsoftazure', 'azure'],
  ['hetznercloud', 'hetzner'],
  ['office365', 'microsoft'],
  ['outlook', 'microsoft'],
  ['m365', 'microsoft'],
  ['ovhcloud', 'ovh'],
  ['steamguard', 'steam'],
  ['twitter', 'x'],
]);

/** Names shorter than this do not match as part of longer ones. */
const PART_MIN = 4;

/** @type {Map<string, Brand>} */
const known = new Map([
  ...Object.values(marks).flatMap(({ title, slug, path, hex }) =>
    [slug, squeeze(title)].map((name) => /** @type {[string, Brand]} */ ([name, { path, hex }])),
  ),
  ...moreMarks.map(({ title, hex, icon }) => {
    const [, path = ''] = / d="([^"]+)"/.exec(icon.body) ?? [];
    return /** @type {[string, Brand]} */ ([squeeze(title), { path, hex }]);
  }),
]);

/**
 * The logo of a service, found by its whole name, by the first word or words of it, or by the name of its site.
 * @param {{ issuer: string, sites: string[] }} account
 * @returns {Brand | undefined}
 */
export function brandOf({ issuer, sites }) {
  const words = issuer.split(/[\s:()/|–-]+/u).map(squeeze);
  const beginnings = words.map((_, at) => words.slice(0, at + 1).join('')).reverse();
  const [whole = '', ...parts] = beginnings;
  const hosts = sites.flatMap((site) =>
    site.replace(/^\*\./, '').split('.').slice(0, -1).reverse(),
  );
  return markOf(whole) ?? first(parts) ?? (issuer ? undefined : first(hosts.map(squeeze)));
}

/** @param {string[]} names */
function first(names) {
  return names
    .filter(({ length }) => length >= PART_MIN)
    .map(markOf)
    .find(Boolean);
}

/** @param {string} name */
function markOf(name) {
  return known.get(ALSO.get(name) ?? name);
}

/** @param {string} name */
function squeeze(name) {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
