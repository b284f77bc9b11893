// Widgets × ways: the faults of each combination. Used by the test, and for the table of ./build.sh bench.

import { existsSync, readFileSync } from 'node:fs';
import { openWays, rightCodes, WAYS } from './every-way.mjs';

/** @typedef {import('./every-way.mjs').Way} Way */

export { WAYS };

const PAGE =
  '<meta charset="utf-8"><link rel="stylesheet" href="/widgets.css"><style>.boxes input { width: 44px; height: 44px }</style><h1>Two-factor authentication</h1><p>Enter the code from your authenticator app</p><div id="root"></div><script src="/widgets.js"></script>';

/** This code is never valid here. */
const STALE = '863521';

/** A widget that sends the code to a server, and then disappears. */
export const LOGIN = 'a login that sends itself off at the sixth digit';

export async function openMatrix() {
  const ways = await openWays('widgets');
  const { stage } = ways;
  const { page } = stage;
  stage.serve('widgets', 'widgets.js', readFileSync('target/widgets/widgets.js', 'utf8'));
  if (existsSync('target/widgets/widgets.css'))
    stage.serve('widgets', 'widgets.css', readFileSync('target/widgets/widgets.css', 'utf8'));
  await stage.show('widgets', PAGE);
  const names = /** @type {string[]} */ (await page.evaluate('names'));

  /** The value that the widget reports. */
  const held = () => page.evaluate('state()').then(String);

  /** Renders a widget on a new page. @param {string} name @param {{ first: string, latencyMs: number }} options */
  async function mount(name, { first, latencyMs }) {
    await ways.forget();
    await stage.show('widgets', PAGE);
    await page.evaluate(
      (widget, value, ms) => {
        Object.assign(globalThis, { latencyMs: ms });
        /** @type {any} */ (globalThis).mount(widget, value);
      },
      name,
      first,
      latencyMs,
    );
    await page.waitForSelector('#root >>> input');
    if (first) await new Promise((resolve) => setTimeout(resolve, 150));
  }

  return {
    names,
    ways,
    /** @param {Way} way */
    async prepare(way) {
      if (way === 'auto') await ways.fillUnasked();
    },
    /** @param {Way} way */
    async tidy(way) {
      if (way === 'auto')
        await (await stage.postern.worker()).evaluate(() =>
          chrome.scripting.unregisterContentScripts(),
        );
      await ways.closeOwn();
    },
    /**
     * The faults of a widget when a code is requested for it.
     * @param {string} name
     * @param {Way} way
     * @param {{ first?: string, latencyMs?: number }} [options]
     * @returns {Promise<string[]>}
     */
    async faults(name, way, { first = '', latencyMs = 150 } = {}) {
      await mount(name, { first, latencyMs });
      await ways.ask(way);
      const now = async () => ((await held()) === first ? '' : held());
      await ways.awaitCode(now);
      if (name === LOGIN) await new Promise((resolve) => setTimeout(resolve, latencyMs + 500));
      const right = rightCodes();
      const seen = /** @type {any} */ (
        await page.evaluate(() => ({
          boxes: [...document.querySelectorAll('#root input')]
            .filter((input) => input.checkVisibility({ opacityProperty: false }))
            .map((input) => /** @type {any} */ (input).value)
            .join(''),
          complete: /** @type {any} */ (globalThis).complete,
          sent: /** @type {any} */ (globalThis).sent,
          says: document.querySelector('#root')?.textContent,
        }))
      );
      const faults = [];
      const value = await held();
      if (!right.includes(value)) faults.push(`holds “${value}”`);
      const wrong = seen.complete.filter(
        (/** @type {string} */ code) => ![...right, STALE].includes(code),
      );
      if (wrong.length > 0) faults.push(`reported ${wrong.join(', ')}, not ${value}`);
      if (name === LOGIN) {
        if (seen.sent.length !== 1) faults.push(`sent ${seen.sent.join(', ')}`);
        if (!/Signed in/.test(seen.says)) faults.push('does not let in');
      } else if (seen.boxes !== '' && !seen.boxes.includes(value)) {
        faults.push(`shows “${seen.boxes}”`);
      }
      return faults;
    },
    close: () => ways.close(),
  };
}
