// The sections, their addresses, and the list of links to them.

import { html, svg } from 'lit-html';
import { say } from '../platform/words.js';
import * as icons from '../ui/icons.js';

/** @typedef {keyof typeof SECTIONS} Section */

/** @param {unknown} shape */
const icon = (shape) => svg`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;

/** Each section's name in the list of links, and its icon. */
const SECTIONS = /** @type {const} */ ({
  accounts: [
    'listTitle',
    icon(svg`<path d="M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01"/>`),
  ],
  security: ['securityTitle', icons.lock],
  backup: [
    'backupTitle',
    icon(svg`<path d="M4 7h16v12H4zM4 7l2-3h12l2 3M12 10v6M9 13.5l3 3 3-3"/>`),
  ],
  sync: [
    'syncTitle',
    icon(
      svg`<path d="M20 11a8 8 0 0 0-14.5-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 4L20 15M20 20v-5h-5"/>`,
    ),
  ],
  import: ['navImport', icon(svg`<path d="M12 4v11M8 11.5l4 4 4-4M4 16v4h16v-4"/>`)],
  export: ['navExport', icon(svg`<path d="M12 15V4M8 7.5l4-4 4 4M4 16v4h16v-4"/>`)],
  filling: ['fillingTitle', icons.fill],
  appearance: [
    'lookTitle',
    icon(svg`<circle cx="12" cy="12" r="8"/><path fill="currentcolor" d="M12 4a8 8 0 0 1 0 16z"/>`),
  ],
  about: ['aboutTitle', icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.01"/>`)],
});

/** Addresses that the popup used before sections had their own, and still uses. @type {Record<string, Section>} */
const OTHERS = { account: 'accounts', bin: 'accounts', passkey: 'security', rescue: 'backup' };

/** What an address shows. @param {string} hash */
export function placeOf(hash) {
  const [name = '', id = ''] = hash.slice(1).split('=');
  const own = Object.hasOwn(SECTIONS, name) ? /** @type {Section} */ (name) : undefined;
  const other = Object.hasOwn(OTHERS, name) ? OTHERS[name] : undefined;
  return {
    section: own ?? other ?? 'accounts',
    isBin: name === 'bin',
    account: name === 'account' ? id : '',
    exported: name === 'export' ? id : '',
    savesBackup: name === 'backup' && id === 'now',
    isJoining: name === 'sync' && id === 'join',
  };
}

/** Headings that say more than the list of links. @type {Partial<Record<Section, import('../platform/words.js').Word>>} */
const TITLES = { import: 'importTitle', export: 'exportTitle' };

/** @param {Section} section */
export const titleOf = (section) => say(TITLES[section] ?? SECTIONS[section][0]);

/** @param {Section} current */
export function navigation(current) {
  return html`<nav aria-label=${say('settingsTitle')}>
    ${Object.entries(SECTIONS).map(
      ([name, [word, picture]]) => html`<a href=${`#${name}`} data-section-link=${name}
        aria-current=${name === current ? 'page' : 'false'}>${picture}<span>${say(word)}</span></a>`,
    )}
  </nav>`;
}
