// The section “About Postern”: what is stored where, sites with a corrected clock, and the data for a bug report.

import { html, nothing } from 'lit-html';
import { correctClock } from '../flows/clock.js';
import { aheadText, say } from '../platform/words.js';
import { traceView } from '../ui/trouble.js';
import { attempt } from './page.js';
import { button, errorAt, line, panel } from './parts.js';

/** @typedef {import('./page.js').Page} Page */

/** @param {Page} page */
export function aboutSection(page) {
  const { version, trace } = page.model;
  return html`
    ${panel(
      '',
      html`
        ${line(say('storedVault'), nothing)}
        ${line(say('storedPlain'), nothing)}
        ${line(say('storedNowhere'), nothing)}
      `,
      'about',
    )}
    ${clockPanel(page)}
    ${traceView(trace)}
    <p class="after soft">${say('aboutVersion', version)}</p>
  `;
}

/** Sites for which the clock is corrected. @param {Page} page */
function clockPanel(page) {
  const { clock, isBusy } = page.model;
  const sites = Object.entries(clock.portals);
  if (sites.length === 0) return nothing;
  const forget = (/** @type {string} */ origin) => () =>
    attempt(page, 'clock', () => correctClock(origin));
  return html`<div data-clocks>${panel(
    say('clockTitle'),
    html`
      <p class="soft">${say('clockText')}</p>
      ${sites.map(([origin, aheadMs]) =>
        line(
          html`<bdi>${origin}</bdi><br><span class="soft">${aheadText(aheadMs)}</span>`,
          button('forget-clock', 'remove', forget(origin), { isOff: isBusy }),
        ),
      )}
      ${errorAt(page, 'clock')}
    `,
  )}</div>`;
}
