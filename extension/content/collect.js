// Facts about the fields of a page. Injected on demand as one function: it may use nothing outside
// itself. It decides nothing, changes nothing, and never reads a value.

/** @typedef {import('../core/postern.js').FieldFacts} FieldFacts */

/**
 * What the fields of this frame say about themselves. The elements are remembered, in this frame's
 * isolated world, for `fillCode`.
 * @returns {{ origin: string, fields: FieldFacts[] }}
 */
export function collectFields() {
  const FIELDS_MAX = 200;
  const TEXT_MAX = 160;
  const TYPES = ['text', 'tel', 'number', 'password', 'search', 'email', 'url'];

  /** Keys printed on enrolment pages stay there. @param {string | null | undefined} text */
  const plain = (text) =>
    (text ?? '')
      .replace(/\s+/g, ' ')
      .replace(/[A-Z2-7]{12,}/gi, '…')
      .trim();
  /** @param {string | null | undefined} text */
  const brief = (text) => plain(text).slice(0, TEXT_MAX);

  /** All inputs, in document order, through open shadow roots. @param {ParentNode} root @returns {Generator<HTMLInputElement>} */
  function* inputs(root) {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLInputElement && TYPES.includes(element.type)) yield element;
      if (element.shadowRoot) yield* inputs(element.shadowRoot);
    }
  }

  /** True if a person could see it and type into it now. @param {HTMLInputElement} input */
  function isUsable(input) {
    if (input.disabled || input.readOnly || input.closest('[inert], [aria-hidden="true"]'))
      return false;
    if (!input.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { x, y, width, height } = input.getBoundingClientRect();
    if (width < 8 || height < 8 || x + width <= 0 || x >= innerWidth) return false;
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    // Below the fold is a scroll away; above the page's own top nobody can get.
    if (middleY < -scrollY) return false;
    if (middleY < 0 || middleY >= innerHeight) return true;
    const root = /** @type {Document | ShadowRoot} */ (input.getRootNode());
    const hit = root.elementFromPoint(middleX, middleY);
    return hit !== null && (hit === input || hit.contains(input) || isLabelOf(hit, input));
  }

  /** @param {Element} element @param {HTMLInputElement} input */
  function isLabelOf(element, input) {
    return element.closest('label')?.control === input;
  }

  /** @param {HTMLInputElement} input */
  function labelOf(input) {
    const root = /** @type {Document | ShadowRoot} */ (input.getRootNode());
    const referred = (input.getAttribute('aria-labelledby') ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => root.getElementById(id)?.textContent);
    const labels = [...(input.labels ?? [])].map((label) => label.textContent);
    return brief(
      [...labels, ...referred, input.getAttribute('aria-label'), input.placeholder, input.title]
        .filter(Boolean)
        .join(' '),
    );
  }

  /** The text just before a field: earlier siblings of it and of what holds it. @param {Element} input */
  function nearbyOf(input) {
    let text = '';
    /** @type {Node | null} */
    let node = input;
    for (let depth = 0; node && depth < 5 && text.length < TEXT_MAX; depth += 1) {
      for (let before = node.previousSibling; before; before = before.previousSibling) {
        if (before instanceof HTMLScriptElement || before instanceof HTMLStyleElement) continue;
        text = `${before.textContent ?? ''} ${text}`;
        if (text.length > TEXT_MAX) break;
      }
      node = node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode;
      if (node instanceof HTMLFormElement || node instanceof HTMLBodyElement) break;
    }
    return plain(text).slice(-TEXT_MAX);
  }

  /** Headings of the dialog, form or section around a field. @param {Element} input */
  function headingOf(input) {
    /** @type {Element | null} */
    let around = input;
    while (around) {
      const holder = /** @type {Element | null} */ (
        around.closest('dialog, [role="dialog"], form, fieldset, section, main, article, body')
      );
      const headings = [
        ...(holder?.querySelectorAll('h1, h2, h3, h4, legend, [role="heading"]') ?? []),
      ];
      if (headings.length > 0) return brief(headings.map((h) => h.textContent).join(' · '));
      const root = around.getRootNode();
      around = holder?.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    return '';
  }

  const found = [...inputs(document)].slice(0, FIELDS_MAX);
  Object.assign(globalThis, { posternFields: found });
  const fields = found.map((input, index) => {
    const { x, y, width, height } = input.getBoundingClientRect();
    const digits = /\\d|0-9|\[0-9\]/.test(input.pattern);
    return {
      index,
      inputType: input.type,
      autocomplete: brief(input.getAttribute('autocomplete')),
      identifiers: brief(`${input.name} ${input.id}`),
      label: labelOf(input),
      nearby: nearbyOf(input),
      heading: headingOf(input),
      maxLength: input.maxLength,
      numeric: input.inputMode === 'numeric' || digits,
      usable: isUsable(input),
      focused: input.matches(':focus'),
      x,
      y,
      width,
      height,
    };
  });
  return { origin: location.origin, fields };
}
