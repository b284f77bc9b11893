// For users who want to know why: every field of the page, and the reasons for its score.

import { html } from 'lit-html';
import { say } from '../../platform/words.js';
import { formHeader } from '../../ui/parts.js';

/** @param {string} explained @param {() => void} back */
export function fieldsView(explained, back) {
  return html`
    ${formHeader(say('fieldsTitle'), back)}
    <main class="scroll" tabindex="0">
      <p class="soft fields-note">${say('fieldsText')}</p>
      <pre class="fields" dir="ltr" data-fields>${explained}</pre>
    </main>
  `;
}
