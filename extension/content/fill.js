// Types one code. Injected on demand as one function: it may use nothing outside itself.

/**
 * @typedef {{ origin: string, fields: number[], code: string }} FillOrder
 * @typedef {{ took: number, of: number }} Receipt how many fields hold what they were given
 */

/**
 * Types a code into the fields that `collectFields` remembered: whole into one, or one character
 * into each. The way that worked is read back; if it did not, the next way is tried.
 * @param {FillOrder} order
 * @returns {Promise<Receipt | null>} null if this is not the page that was planned for
 */
export async function fillCode({ origin, fields, code }) {
  // Checked in the frame itself, in the same tick as the first write.
  if (location.origin !== origin) return null;
  const known = /** @type {{ posternFields?: HTMLInputElement[] }} */ (globalThis).posternFields;
  const boxes = fields.map((index) => known?.[index]);
  if (!boxes.every((box) => box?.isConnected && !box.disabled && !box.readOnly)) return null;
  const inputs = /** @type {HTMLInputElement[]} */ (boxes);
  const parts = inputs.length === 1 ? [code] : [...code];

  /** As React and Vue expect it: through the prototype's setter, past their own. @param {HTMLInputElement} input @param {string} text */
  function set(input, text) {
    const { set: write } = /** @type {PropertyDescriptor} */ (
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
    );
    write?.call(input, text);
    const change = { bubbles: true, composed: true };
    const inputType = text ? 'insertText' : 'deleteContentBackward';
    input.dispatchEvent(new InputEvent('input', { ...change, inputType, data: text || null }));
    input.dispatchEvent(new Event('change', change));
  }

  /** @param {HTMLInputElement} input @param {string} text */
  function type(input, text) {
    const key = { key: text.slice(-1), bubbles: true, composed: true, cancelable: true };
    input.focus({ preventScroll: true });
    input.dispatchEvent(new KeyboardEvent('keydown', key));
    set(input, text);
    input.dispatchEvent(new KeyboardEvent('keyup', key));
  }

  const tick = () => new Promise((resolve) => setTimeout(resolve, 20));
  const taken = () => inputs.filter((input, at) => input.value.trim() === parts[at]).length;

  const ways = [
    async () => {
      for (const [at, input] of inputs.entries()) {
        type(input, parts[at] ?? '');
        if (inputs.length > 1) await tick();
      }
    },
    async () => {
      for (const input of inputs) set(input, '');
      await tick();
      for (const [at, input] of inputs.entries()) set(input, parts[at] ?? '');
    },
    // Widgets that spread what is pasted into their first box.
    async () => type(/** @type {HTMLInputElement} */ (inputs[0]), code),
    async () => {
      for (const [at, input] of inputs.entries()) {
        input.focus({ preventScroll: true });
        input.select();
        document.execCommand('insertText', false, parts[at]);
        await tick();
      }
    },
  ];
  for (const way of ways) {
    await way();
    await tick();
    // A page that submits itself at the last digit takes its fields along.
    if (inputs.some((input) => !input.isConnected))
      return { took: inputs.length, of: inputs.length };
    if (taken() === inputs.length) break;
  }
  return { took: taken(), of: inputs.length };
}
