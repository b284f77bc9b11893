// The settings page: the popup's appearance and behaviour, and where to find things.

import { html, nothing } from 'lit-html';
import { say, sayCount } from '../platform/words.js';
import { traceView } from '../ui/trouble.js';

/** @typedef {import('./settings.js').Model} Model */
/** @typedef {import('./settings.js').Actions} Actions */
/** @typedef {import('../platform/storage.js').Settings} Settings */
/** @typedef {import('../platform/words.js').Word} Word */

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

const ACTIONS = /** @type {const} */ ({ '': 'actionFill', copy: 'actionCopy' });

/** Alarms fire after half a minute at the earliest. */
const CLEAR_S = [0, 30, 60, 120];

/** @param {Model} model @param {Actions} actions */
export function lookSection({ settings, languages }, { choose, clearAfter }) {
  const { theme = '', text = 1, language = '', order = '', action = '', clearS = 0 } = settings;
  const words = (/** @type {Record<string, Word>} */ choices) =>
    Object.entries(choices).map(([value, word]) => /** @type {const} */ ([value, say(word)]));
  /** @param {keyof Settings} key */
  const as = (key) => (/** @type {string} */ value) => choose({ [key]: value || undefined });
  return html`
    <section aria-labelledby="look">
      <h2 id="look">${say('lookTitle')}</h2>
      <div class="form">
        ${select('theme', 'themeLabel', words(THEMES), theme, as('theme'))}
        ${select('text', 'textLabel', words(TEXTS), String(text), (value) => choose({ text: Number(value) }))}
        ${select(
          'language',
          'languageLabel',
          [['', say('languageBrowser')], ...languages.map(nameOf)],
          language,
          as('language'),
        )}
      </div>
    </section>
    <section aria-labelledby="list">
      <h2 id="list">${say('listTitle')}</h2>
      <div class="form">
        ${select('order', 'orderLabel', words(ORDERS), order, as('order'))}
        ${order === 'manual' ? html`<p class="soft">${say('orderHint')}</p>` : nothing}
        ${select('action', 'actionLabel', words(ACTIONS), action, as('action'))}
        ${select(
          'clear',
          'clearLabel',
          CLEAR_S.map((s) => [String(s), s === 0 ? say('clearNever') : sayCount('seconds', s)]),
          String(clearS),
          (value) => clearAfter(Number(value)),
        )}
        <p class="soft">${say('clearHint')}</p>
        <label class="check">
          <input type="checkbox" data-hides .checked=${settings.hidesCodes ?? false}
            @change=${(/** @type {any} */ event) => choose({ hidesCodes: event.currentTarget.checked })}>
          ${say('hideCodes')}
        </label>
      </div>
    </section>
  `;
}

/** @param {{ version: string, trace: string }} model @param {Actions} actions */
export function aboutSection({ version, trace }, { openShortcuts }) {
  return html`
    <section aria-labelledby="about">
      <h2 id="about">${say('aboutTitle')}</h2>
      <div class="way">
        <p>${say('shortcutsText')}</p>
        <div class="actions">
          <button type="button" class="button" data-act="shortcuts" @click=${openShortcuts}>${say('shortcuts')}</button>
        </div>
      </div>
      <div class="way"><p>${say('storedVault')}</p></div>
      <div class="way"><p>${say('storedPlain')}</p></div>
      <div class="way"><p>${say('storedNowhere')}</p></div>
      <p class="soft">${say('aboutVersion', version)}</p>
      ${traceView(trace)}
    </section>
  `;
}

/**
 * @param {string} name
 * @param {Word} label
 * @param {(readonly [string, string])[]} choices
 * @param {string} chosen
 * @param {(value: string) => unknown} choose
 */
function select(name, label, choices, chosen, choose) {
  return html`<label>${say(label)}
    <select data-choose=${name} @change=${(/** @type {any} */ event) => choose(event.currentTarget.value)}>
      ${choices.map(
        ([value, text]) =>
          html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </label>`;
}

/** A language's name in that language. @param {string} tag @returns {readonly [string, string]} */
function nameOf(tag) {
  const lang = tag.replace('_', '-');
  return [tag, new Intl.DisplayNames([lang], { type: 'language' }).of(lang) ?? tag];
}
