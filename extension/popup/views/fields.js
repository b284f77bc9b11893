// For who wants to know why: every field of the page, and the reasons for its points.

import { html } from 'lit-html';
import { say } from '../../platform/words.js';
import { formHeader } from './forms.js';

/** @typedef {import('../../core/postern.js').FieldsView} FieldsView */

/** @param {FieldsView} view @param {() => void} back */
export function fieldsView({ fields, scoreMin }, back) {
  return html`
    ${formHeader(say('fieldsTitle'), back)}
    <div class="scroll" data-fields tabindex="0">
      <p class="soft fields-note">${say('fieldsText', scoreMin)}</p>
      ${fields.map(
        ({ origin, name, boxes, purpose, score, reasons }) => html`
          <section class="card calm">
            <h2>${name.trim() || '–'}${boxes > 1 ? ` × ${boxes}` : ''}</h2>
            <p class="soft"><bdi>${origin}</bdi></p>
            <p><strong>${score}</strong> <code>${purpose}</code></p>
            ${reasons.map((reason) => html`<p class="soft"><code>${reason}</code></p>`)}
          </section>
        `,
      )}
    </div>
  `;
}
