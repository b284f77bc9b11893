// The section “Appearance”: colours, text, language, and how accounts are listed.

import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { say } from '../platform/words.js';
import { choosing } from './filling.js';
import { chooser, errorAt, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */

const THEMES = /** @type {const} */ ({
  '': 'themeSystem',
  light: 'themeLight',
  dark: 'themeDark',
  contrast: 'themeContrast',
});

const TEXTS = /** @type {const} */ ({ 1: 'textUsual', 1.15: 'textLarge', 1.3: 'textLarger' });

const ORDERS = /** @type {const} */ ({
  '': 'orderAdded',
  name: 'orderName',
  recent: 'orderRecent',
  used: 'orderUsed',
  manual: 'orderManual',
});

/** @param {Record<string, import('../platform/words.js').Word>} choices */
export const worded = (choices) =>
  Object.entries(choices).map(([value, word]) => /** @type {const} */ ([value, say(word)]));

/** @param {Page} page */
export function appearanceSection(page) {
  const { settings, languages } = page.model;
  const { theme = '', text = 1, language = '', order = '' } = settings;
  const as = choosing(page, 'look');
  const languageNames = [
    /** @type {const} */ (['', say('languageBrowser')]),
    ...languages.map(nameOf),
  ];
  return html`
    ${panel(
      '',
      html`
        ${chooser('theme', 'themeLabel', worded(THEMES), theme, as('theme'))}
        ${chooser('text', 'textLabel', worded(TEXTS), String(text), (value) => as('text')(Number(value)))}
        ${chooser('language', 'languageLabel', languageNames, language, as('language'))}
      `,
      'look',
    )}
    ${panel(
      say('listTitle'),
      html`
        ${chooser('order', 'orderLabel', worded(ORDERS), order, as('order'), {
          hint: order === 'manual' ? say('orderHint') : '',
        })}
        ${hidesSwitch(page)}
        ${errorAt(page, 'look')}
      `,
      'list',
    )}
  `;
}

/** @param {Page} page */
function hidesSwitch(page) {
  const changed = (/** @type {Event} */ event) =>
    choosing(page, 'look')('hidesCodes')(
      /** @type {HTMLInputElement} */ (event.currentTarget).checked,
    );
  return html`<label class="way"><span class="text">${say('hideCodes')}</span>
    <input type="checkbox" role="switch" class="switch" data-hides .checked=${live(page.model.settings.hidesCodes ?? false)}
      @change=${changed}></label>`;
}

/** A language's name in that language. @param {string} tag @returns {readonly [string, string]} */
function nameOf(tag) {
  const lang = tag.replace('_', '-');
  return [tag, new Intl.DisplayNames([lang], { type: 'language' }).of(lang) ?? tag];
}
