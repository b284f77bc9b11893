// What the first-run page shows: three steps, and the ways to bring accounts along.

import { html, nothing } from 'lit-html';
import { say } from '../platform/words.js';
import * as icons from '../ui/icons.js';
import { pictures } from './pictures.js';

/** @typedef {import('../platform/toolbar.js').Reach} Reach */

const SETTINGS = '../settings/settings.html';

/** @param {Reach} reach */
export function welcomeView({ isPinned, shortcut }) {
  return html`
    <main>
      <header>
        ${icons.mark}
        <h1>${say('welcomeTitle')}</h1>
        <p class="soft">${say('welcomeText')}</p>
      </header>
      <ol class="steps">
        ${step('pin', isPinned ? pinned() : html`<p>${say('welcomePinText')}</p>`, shortcut)}
        ${step('scan', html`<p>${say('emptyText')}</p>`)}
        ${step('fill', html`<p>${say('welcomeFillText')}</p>`)}
      </ol>
      <section class="panel doors">
        <div>
          <h2>${say('welcomeMoveTitle')}</h2>
          <p class="soft">${say('welcomeMoveText')}</p>
        </div>
        <div class="actions">
          <a class="button primary" href="${SETTINGS}#import" data-import>${say('importFrom')}</a>
          <a class="button" href="${SETTINGS}#sync=join" data-join>${say('welcomeUsing')}</a>
          <a class="button" href="${SETTINGS}#backup" data-restore>${say('restoreBackup')}</a>
          <a class="button" href="../camera/camera.html" data-camera>${say('cameraScan')}</a>
        </div>
      </section>
      <p class="soft promise">${say('emptyPromise')}</p>
    </main>
  `;
}

const TITLES = /** @type {const} */ ({
  pin: 'welcomePin',
  scan: 'welcomeScan',
  fill: 'welcomeFill',
});

/** @param {keyof typeof TITLES} name @param {unknown} text @param {string} [shortcut] opens the popup */
function step(name, text, shortcut) {
  return html`
    <li class="panel" data-step=${name}>
      ${pictures[name]}
      <h2>${say(TITLES[name])}</h2>
      ${text}
      ${shortcut ? html`<p class="soft">${say('welcomeKeys', shortcut)}</p>` : nothing}
    </li>
  `;
}

const pinned = () => html`<p class="done" role="status">${icons.check}${say('welcomePinned')}</p>`;
