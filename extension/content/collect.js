// Facts about the fields of a page. It decides nothing, changes nothing, and never reads a value.

import { isUsable } from './usable.js';
import { elements, holderOf, holders, rootOf, textOf } from './walk.js';

/** @typedef {import('../core/postern.js').FieldFacts} FieldFacts */
/** @typedef {import('../core/postern.js').FrameFacts} FrameFacts */
/** @typedef {import('./usable.js').Field} Field */

const FIELDS_MAX = 200;
const BUTTONS_MAX = 100;
const TEXT_MAX = 160;
/** Of what stands around a field. */
const AROUND_MAX = 500;
const TYPES = ['text', 'tel', 'number', 'password', 'search', 'email', 'url'];

/** Where the facts came from, for `fillCode`: in this frame's isolated world. */
export const remembered = {
  fields: /** @type {Field[]} */ ([]),
  buttons: /** @type {HTMLElement[]} */ ([]),
};

/**
 * What the fields of this frame, and the buttons beside them, say about themselves.
 * @returns {Omit<FrameFacts, 'frameId'>}
 */
export function collectFields() {
  const all = [...elements(document)];
  remembered.fields = all.filter(isField).slice(0, FIELDS_MAX);
  remembered.buttons = all.filter(isButton).slice(0, BUTTONS_MAX);
  const scopes = remembered.fields.map(scopeOf);
  const headings = all.filter((element) => element.matches(HEADING));
  const fields = remembered.fields.map((field, at) => factsOf(field, at, scopes, headings));
  const buttons = remembered.buttons.map((button, index) => {
    const around = new Set(holders(button));
    return {
      index,
      text: brief(captionOf(button)),
      identifiers: brief(
        `${button.getAttribute('name') ?? ''} ${button.id} ${button.dataset.action ?? ''}`,
      ),
      submits: isSubmit(button),
      fields: scopes.flatMap((scope, field) => (around.has(scope) ? [field] : [])),
      usable: isUsable(button),
    };
  });
  const about = brief(`${document.title} ${location.pathname.replace(/[^a-z0-9]+/gi, ' ')}`);
  // Not the location's: frames without an address of their own have their page's.
  return { origin: self.origin, about, fields, buttons, alerts: alertsOf(all) };
}

/** @param {Element} element @returns {element is Field} */
export function isField(element) {
  if (element instanceof HTMLInputElement) return TYPES.includes(element.type);
  return (
    element instanceof HTMLElement &&
    element.getAttribute('contenteditable') !== null &&
    element.isContentEditable
  );
}

/** @param {Element} element @returns {element is HTMLElement} */
function isButton(element) {
  if (element instanceof HTMLInputElement)
    return ['submit', 'button', 'image'].includes(element.type);
  return (
    element instanceof HTMLButtonElement ||
    (element instanceof HTMLElement && element.getAttribute('role') === 'button')
  );
}

/** @param {Field} field @param {number} index @param {Element[]} scopes @param {Element[]} headings @returns {FieldFacts} */
function factsOf(field, index, scopes, headings) {
  const { x, y, width, height } = field.getBoundingClientRect();
  const input = field instanceof HTMLInputElement ? field : undefined;
  const scope = /** @type {Element} */ (scopes[index]);
  const beside = remembered.fields.filter((other, at) => other !== field && scopes[at] === scope);
  const isVisible = (/** @type {Field} */ other) =>
    other.checkVisibility({ visibilityProperty: true });
  const form = input?.form ?? scope;
  return {
    index,
    inputType: input?.type ?? 'editable',
    autocomplete: brief(field.getAttribute('autocomplete')),
    identifiers: brief(`${field.getAttribute('name') ?? ''} ${field.id}`),
    marks: brief(marksOf(field)),
    label: labelOf(field),
    before: beforeOf(field),
    after: plain(textOf(field.nextElementSibling ?? holderOf(field)?.nextElementSibling, TEXT_MAX)),
    heading: headingOf(field, headings),
    around: plain(textOf(scope, AROUND_MAX)),
    form: brief(
      `${form.getAttribute('name') ?? ''} ${form.id} ${form.getAttribute('action')?.replace(/[?#].*/, '') ?? ''} ${form.getAttribute('class') ?? ''}`,
    ),
    maxLength: input?.maxLength ?? -1,
    numeric:
      input !== undefined && (input.inputMode === 'numeric' || /\\d|0-9/.test(input.pattern)),
    withPassword: beside.some((other) => isPassword(other) && isVisible(other)),
    waits: beside.some((other) => isPassword(other) && isVisible(other) && other.value === ''),
    beside: beside.filter(isVisible).length,
    usable: isUsable(field),
    empty: input ? input.value === '' : field.textContent === '',
    focused: isFocused(field),
    x,
    y,
    width,
    height,
  };
}

/** @param {Field} field @returns {field is HTMLInputElement} */
function isPassword(field) {
  return field instanceof HTMLInputElement && field.type === 'password';
}

/** @param {Field} field */
function isFocused(field) {
  return rootOf(field).activeElement === field;
}

const KEY = /(?=[A-Z]*[2-7])[A-Z2-7]{12,}|[A-Z]{20,}|(?=[a-z]*[2-7])[a-z2-7]{16,}/g;

/** Keys printed on enrolment pages stay there. @param {string} text */
function plain(text) {
  return text.replace(KEY, '…');
}

/** @param {string | null | undefined} text */
function brief(text) {
  return plain((text ?? '').replace(/\s+/g, ' ').trim()).slice(0, TEXT_MAX);
}

/** What people who build and test pages call a field. @param {Element} field */
function marksOf(field) {
  const names = [
    'class',
    'data-testid',
    'data-test',
    'data-qa',
    'data-cy',
    'formcontrolname',
    'ng-model',
    'data-automation-id',
  ];
  return names.map((name) => field.getAttribute(name) ?? '').join(' ');
}

/** What a button says. @param {HTMLElement} button */
export function captionOf(button) {
  const value = button instanceof HTMLInputElement ? button.value : '';
  return textOf(button, TEXT_MAX) || value || button.getAttribute('aria-label') || button.title;
}

/** @param {Field} field */
function labelOf(field) {
  const root = rootOf(field);
  const referred = (attribute = '') =>
    (field.getAttribute(attribute) ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => textOf(root.getElementById(id), TEXT_MAX));
  const { labels } = /** @type {HTMLInputElement} */ (field);
  const given = [...(labels ?? [])].map((label) => textOf(label, TEXT_MAX));
  const own = ['aria-label', 'placeholder', 'data-placeholder', 'title', 'label'].map((name) =>
    field.getAttribute(name),
  );
  const host =
    root instanceof ShadowRoot
      ? ['label', 'placeholder', 'aria-label'].map((name) => root.host.getAttribute(name))
      : [];
  const all = [
    ...given,
    ...referred('aria-labelledby'),
    ...own,
    ...host,
    ...referred('aria-describedby'),
  ];
  return brief([...new Set(all.filter(Boolean))].join(' '));
}

/** The text just before a field: earlier siblings of it and of what holds it. @param {Element} field */
function beforeOf(field) {
  let text = '';
  /** @type {Element | null} */
  let at = field;
  for (let depth = 0; at && depth < 5 && text.length < TEXT_MAX; depth += 1) {
    for (
      let before = at.previousSibling;
      before && text.length < TEXT_MAX;
      before = before.previousSibling
    ) {
      const said = before instanceof Text ? before.data.trim() : textOf(before, AROUND_MAX);
      text = `${said} ${text}`;
    }
    at = holderOf(at);
    if (at instanceof HTMLFormElement || at instanceof HTMLBodyElement) break;
  }
  return plain(text.replace(/\s+/g, ' ').trim()).slice(-TEXT_MAX);
}

const SCOPE = 'dialog, [role="dialog"], [aria-modal="true"], form';

/** The form or dialog a field belongs to, or what holds it and a button. @param {Element} field @returns {Element} */
function scopeOf(field) {
  let widest = field;
  let depth = 0;
  for (const holder of holders(field)) {
    if (holder.matches(SCOPE)) return holder;
    if (holder === document.body || holder === document.documentElement) break;
    if (depth < 8) widest = holder;
    depth += 1;
  }
  return widest;
}

const SECTION = 'dialog, [role="dialog"], form, fieldset, section, main, article, body';

const HEADING = 'h1, h2, h3, h4, legend, [role="heading"]';
const HEADINGS_MAX = 6;

/** Headings of the dialog, form or section around a field, through shadow roots. @param {Element} field @param {Element[]} headings of the page */
function headingOf(field, headings) {
  for (const holder of holders(field)) {
    if (!holder.matches(SECTION)) continue;
    const found = headings.filter((heading) => isWithin(heading, holder)).slice(0, HEADINGS_MAX);
    const said = found.map((heading) => textOf(heading, TEXT_MAX)).filter(Boolean);
    if (said.length > 0) return brief(said.join(' · '));
  }
  return '';
}

const ALERT =
  '[role="alert"], [role="status"], [aria-live]:not([aria-live="off"]), [class*="error" i], [class*="alert" i], [class*="invalid" i], [class*="success" i], [class*="message" i], output';
const ALERTS_MAX = 12;

/** What the page tells people who have just done something. @param {Element[]} all */
function alertsOf(all) {
  const said = [];
  for (const element of all) {
    if (said.length === ALERTS_MAX) break;
    if (!element.matches(ALERT) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const text = plain(textOf(element, AROUND_MAX));
    if (text && text.length < AROUND_MAX) said.push(text);
  }
  return said;
}

/** @param {Element} element @param {Element} scope */
function isWithin(element, scope) {
  for (const holder of holders(element)) if (holder === scope) return true;
  return false;
}

/** @param {HTMLElement} button */
function isSubmit(button) {
  if (button instanceof HTMLInputElement) return button.type !== 'button';
  return button instanceof HTMLButtonElement && button.type === 'submit' && button.form !== null;
}

/** The sites of the frames that a person sees here, beside this one's own: out of reach from here. @returns {string[]} */
export function collectFrames() {
  const origins = [];
  for (const element of elements(document)) {
    if (!(element instanceof HTMLIFrameElement) || !URL.canParse(element.src, location.href))
      continue;
    const { width, height } = element.getBoundingClientRect();
    const { origin } = new URL(element.src, location.href);
    const isSeen =
      width > 60 && height > 30 && element.checkVisibility({ visibilityProperty: true });
    if (isSeen && origin !== self.origin && origin !== 'null') origins.push(origin);
  }
  return origins;
}
