// Facts about the fields of a page. It decides nothing, changes nothing, and never reads a value.

import {
  area,
  attribute,
  bodyOf,
  boxOf,
  byId,
  contentOf,
  focusedIn,
  frameSourceOf,
  hostOf,
  idOf,
  input as inputs,
  isEditable,
  isRendered,
  matches,
  nextElementOf,
  page,
  previousOf,
  titleOf,
} from './dom.js';
import { forgetPaint } from './paint.js';
import { proseAround } from './prose.js';
import { actionOf, isSubmit, sendsOf } from './sends.js';
import { isPressable, isReadOnly, whenFrameSeen, whenUsable } from './usable.js';
import { elements, holderOf, holders, isWithin, rootOf, textOf, withoutKeys } from './walk.js';

/** @typedef {import('../core/postern.js').FieldFacts} FieldFacts */
/** @typedef {import('../core/postern.js').ButtonFacts} ButtonFacts */
/** @typedef {import('../core/postern.js').FrameFacts} FrameFacts */
/** @typedef {import('./usable.js').Field} Field */

const FIELDS_MAX = 200;
const BUTTONS_MAX = 100;
const FRAMES_MAX = 50;
const TEXT_MAX = 160;
/** Characters of the text around a field. */
const AROUND_MAX = 500;
/** Labels of one field, and siblings before it: a person reads no more than that either. */
const REFERRED_MAX = 10;
const BEFORE_MAX = 100;
const TYPES = ['text', 'tel', 'number', 'password', 'search', 'email', 'url'];

/** Looks to remember: other callers may look, and number other fields, between a plan and the typing. */
const LOOKS_MAX = 8;

const nothingSeen = () => ({
  fields: /** @type {Field[]} */ ([]),
  buttons: /** @type {HTMLElement[]} */ ([]),
  /** The origins that each field's form sends to, and where each button does. */
  sends: /** @type {string[][]} */ ([]),
  presses: /** @type {string[]} */ ([]),
});

/**
 * The elements behind the facts, for `fillCode`: in this frame's isolated world, by the number of the look.
 * @type {Map<number, ReturnType<typeof nothingSeen>>}
 */
const looks = new Map();
let lastLook = 0;
/** The last look. */
let remembered = nothingSeen();

/** The result of a look; empty if it is too old. @param {number} look */
export function seenAt(look) {
  return looks.get(look) ?? nothingSeen();
}

/**
 * Facts about the fields of this frame, and about the buttons beside them.
 * @returns {Omit<import('../platform/tabs.js').Look, 'frameId'>}
 */
export function collectFields() {
  forgetPaint();
  remembered = nothingSeen();
  lastLook += 1;
  looks.set(lastLook, remembered);
  looks.delete(lastLook - LOOKS_MAX);
  const all = [...elements(document)];
  remembered.fields = all.filter(isField).slice(0, FIELDS_MAX);
  remembered.buttons = all.filter(isButton).slice(0, BUTTONS_MAX);
  remembered.sends = sendsOf(remembered.fields);
  remembered.presses = remembered.buttons.map(actionOf);
  const beside = new Set(remembered.buttons.flatMap((button) => [...holders(button)]));
  const scopes = remembered.fields.map((field) => scopeOf(field, beside));
  const headings = all.filter((element) => matches(element, HEADING)).slice(0, HEADINGS_MAX);
  const fields = remembered.fields.map((field, at) => factsOf(field, at, scopes, headings));
  const found = remembered.buttons.map((button, index) => pressedOf(button, index, scopes));
  const about = brief(`${page.title()} ${location.pathname.replace(/[^a-z0-9]+/gi, ' ')}`);
  // Not the location's: frames without a URL have the origin of their page.
  return { look: lastLook, origin: self.origin, about, fields, buttons: found, ...sightOf(all) };
}

/**
 * The sites of frames here that are never visible, and of those that are not in view now. A cross-origin
 * frame cannot see its embedder, so the page around it reports this.
 * @param {Element[]} all
 */
function sightOf(all) {
  /** @type {Map<string, import('./usable.js').When>} */
  const best = new Map();
  const rank = ['never', 'later', 'now'];
  for (const frame of all.filter((one) => one instanceof HTMLIFrameElement).slice(0, FRAMES_MAX)) {
    const source = frameSourceOf(frame);
    const origin = URL.canParse(source) ? new URL(source).origin : '';
    if (!/^https?:/.test(origin) || origin === self.origin) continue;
    const when = whenFrameSeen(frame);
    if (rank.indexOf(when) > rank.indexOf(best.get(origin) ?? '')) best.set(origin, when);
  }
  const sites = [...best.keys()];
  return {
    unseen: sites.filter((origin) => best.get(origin) === 'never'),
    away: sites.filter((origin) => best.get(origin) === 'later'),
  };
}

/** @param {Element} element @returns {element is Field} */
export function isField(element) {
  if (element instanceof HTMLInputElement) return TYPES.includes(inputs.type(element));
  if (element instanceof HTMLTextAreaElement) return true;
  return (
    element instanceof HTMLElement &&
    attribute(element, 'contenteditable') !== null &&
    isEditable(element)
  );
}

/** @param {Element} element @returns {element is HTMLElement} */
export function isButton(element) {
  if (element instanceof HTMLInputElement)
    return ['submit', 'button', 'image'].includes(inputs.type(element));
  return (
    element instanceof HTMLButtonElement ||
    (element instanceof HTMLElement && attribute(element, 'role') === 'button')
  );
}

/** @param {HTMLElement} button @param {number} index @param {Element[]} scopes @returns {ButtonFacts} */
function pressedOf(button, index, scopes) {
  const around = new Set(holders(button));
  const names = ['name', 'id', 'data-action'].map((name) => attribute(button, name) ?? '');
  return {
    index,
    text: brief(captionOf(button)),
    identifiers: brief(names.join(' ')),
    submits: isSubmit(button),
    fields: scopes.flatMap((scope, field) => (around.has(scope) ? [field] : [])),
    usable: isPressable(button),
    sendsTo: remembered.presses[index] ?? '',
  };
}

/** @param {Field} field @param {number} index @param {Element[]} scopes @param {Element[]} headings @returns {FieldFacts} */
function factsOf(field, index, scopes, headings) {
  const { x, y, width, height } = boxOf(field);
  const input = field instanceof HTMLInputElement ? field : undefined;
  const several = field instanceof HTMLTextAreaElement ? field : undefined;
  const scope = /** @type {Element} */ (scopes[index]);
  const beside = remembered.fields.filter((other, at) => other !== field && scopes[at] === scope);
  const seen = beside.filter((other) => isRendered(other, { visibilityProperty: true }));
  const passwords = seen.filter(isPassword);
  const form = (input && inputs.form(input)) ?? (several && area.form(several)) ?? scope;
  const when = whenUsable(field);
  const opened = when === 'never' ? whenUsable(field, { closed: true }) : when;
  const { above, below, asides } = proseOf(field, opened);
  return {
    index,
    inputType: input ? inputs.type(input) : several ? 'textarea' : 'editable',
    autocomplete: brief(attribute(field, 'autocomplete')),
    identifiers: brief(`${attribute(field, 'name') ?? ''} ${idOf(field)}`),
    marks: brief(marksOf(field)),
    label: labelOf(field),
    before: beforeOf(field),
    after: withoutKeys(textOf(afterOf(field), TEXT_MAX)),
    heading: headingOf(field, headings),
    around: withoutKeys(textOf(scope, AROUND_MAX, { isShown: true })),
    above,
    below,
    asides,
    form: brief(formNames(form)),
    maxLength: input ? inputs.maxLength(input) : several ? area.maxLength(several) : -1,
    numeric:
      input !== undefined &&
      (inputs.mode(input) === 'numeric' || /\\d|0-9/.test(inputs.pattern(input))),
    withPassword: passwords.length > 0,
    waits: passwords.some((other) => inputs.value(other) === ''),
    beside: seen.length,
    usable: when !== 'never',
    inView: opened === 'now',
    openable: opened !== 'never',
    readOnly: isReadOnly(field),
    empty: (input ? inputs.value(input) : several ? area.value(several) : contentOf(field)) === '',
    focused: isFocused(field),
    sendsTo: remembered.sends[index] ?? [],
    x,
    y,
    width,
    height,
  };
}

/** The text around a field that a person could use. @param {Field} field @param {import('./usable.js').When} when */
function proseOf(field, when) {
  if (when === 'never') return { above: '', below: '', asides: '' };
  const { above, below, asides } = proseAround(field);
  return { above: withoutKeys(above), below: withoutKeys(below), asides: withoutKeys(asides) };
}

/** @param {Field} field */
function afterOf(field) {
  const holder = holderOf(field);
  return nextElementOf(field) ?? (holder && nextElementOf(holder));
}

/** @param {Element} form */
function formNames(form) {
  const action = attribute(form, 'action')?.replace(/[?#].*/, '');
  const names = ['name', 'id', 'class'].map((name) => attribute(form, name) ?? '');
  return [...names, action ?? ''].join(' ');
}

/** @param {Field} field @returns {field is HTMLInputElement} */
function isPassword(field) {
  return field instanceof HTMLInputElement && inputs.type(field) === 'password';
}

/** @param {Field} field */
function isFocused(field) {
  return focusedIn(rootOf(field)) === field;
}

/** @param {string | null | undefined} text */
function brief(text) {
  return withoutKeys((text ?? '').replace(/\s+/g, ' ').trim()).slice(0, TEXT_MAX);
}

/** The names that developers and testers give a field. @param {Element} field */
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
  return names.map((name) => attribute(field, name) ?? '').join(' ');
}

/** A button's caption. @param {HTMLElement} button */
function captionOf(button) {
  const value = button instanceof HTMLInputElement ? inputs.value(button) : '';
  return textOf(button, TEXT_MAX) || value || attribute(button, 'aria-label') || titleOf(button);
}

/** @param {Field} field */
function labelsOf(field) {
  if (field instanceof HTMLTextAreaElement) return area.labels(field);
  return field instanceof HTMLInputElement ? inputs.labels(field) : null;
}

/** @param {Field} field */
function labelOf(field) {
  const root = rootOf(field);
  const referred = (/** @type {string} */ name) =>
    (attribute(field, name) ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, REFERRED_MAX)
      .map((id) => textOf(byId(root, id), TEXT_MAX));
  const labels = labelsOf(field);
  const given = [...(labels ?? [])].slice(0, REFERRED_MAX).map((one) => textOf(one, TEXT_MAX));
  const own = ['aria-label', 'placeholder', 'data-placeholder', 'title', 'label'].map((name) =>
    attribute(field, name),
  );
  const outer = hostOf(root);
  const host = outer
    ? ['label', 'placeholder', 'aria-label'].map((name) => attribute(outer, name))
    : [];
  const all = [
    ...given,
    ...referred('aria-labelledby'),
    ...own,
    ...host,
    ...referred('aria-describedby'),
  ];
  return brief([...new Set(all.filter(Boolean))].join(' · '));
}

/** The text just before a field: earlier siblings of it and of its ancestors. @param {Element} field */
function beforeOf(field) {
  let text = '';
  /** @type {Element | null} */
  let at = field;
  for (let depth = 0; at && depth < 5 && text.length < TEXT_MAX; depth += 1) {
    let before = previousOf(at);
    for (let count = 0; before && count < BEFORE_MAX && text.length < TEXT_MAX; count += 1) {
      const said =
        before instanceof Text ? before.data.trim() : textOf(before, AROUND_MAX, { isShown: true });
      text = `${said} ${text}`;
      before = previousOf(before);
    }
    at = holderOf(at);
    if (at instanceof HTMLFormElement || at instanceof HTMLBodyElement) break;
  }
  return withoutKeys(text.replace(/\s+/g, ' ').trim()).slice(-TEXT_MAX);
}

const SCOPE = 'dialog, [role="dialog"], [aria-modal="true"], form';

/** Levels to climb for an element that stands in for a missing form … */
const SCOPE_DEPTH = 8;
/** … and if none of these has a button: for components within components. */
const SCOPE_DEPTH_MAX = 20;

/**
 * The form or dialog of a field, or the nearest ancestor that also contains a button.
 * @param {Element} field
 * @param {Set<Element>} besides ancestors of buttons
 * @returns {Element}
 */
function scopeOf(field, besides) {
  let widest = field;
  let depth = 0;
  for (const holder of holders(field)) {
    if (matches(holder, SCOPE)) return holder;
    if (holder === bodyOf(document) || holder === page.root()) break;
    if (depth < SCOPE_DEPTH || (depth < SCOPE_DEPTH_MAX && !besides.has(widest))) widest = holder;
    depth += 1;
  }
  return widest;
}

const SECTION = 'dialog, [role="dialog"], form, fieldset, section, main, article, body';

const HEADING = 'h1, h2, h3, h4, legend, [role="heading"]';
/** Headings of one section, and of a page. */
const HEADING_MAX = 6;
const HEADINGS_MAX = 200;

/** Headings of the dialog, form or section around a field, through shadow roots. @param {Element} field @param {Element[]} headings of the page */
function headingOf(field, headings) {
  for (const holder of holders(field)) {
    if (!matches(holder, SECTION)) continue;
    const found = headings.filter((heading) => isWithin(heading, holder)).slice(0, HEADING_MAX);
    const said = found.map((heading) => textOf(heading, TEXT_MAX)).filter(Boolean);
    if (said.length > 0) return brief(said.join(' · '));
  }
  return '';
}

/** The sites of the visible cross-site frames here, which this script cannot reach. @returns {string[]} */
export function collectFrames() {
  const origins = [];
  for (const element of elements(document)) {
    if (!(element instanceof HTMLIFrameElement)) continue;
    const source = frameSourceOf(element);
    if (!URL.canParse(source, location.href)) continue;
    const { width, height } = boxOf(element);
    const { origin } = new URL(source, location.href);
    const isSeen = width > 60 && height > 30 && isRendered(element, { visibilityProperty: true });
    if (isSeen && origin !== self.origin && origin !== 'null') origins.push(origin);
  }
  return origins;
}
