// How the demo portals look: one frame, four faces.

/** @param {unknown} text */
export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/**
 * How a page is built, whatever it shows: as one document, inside a shadow root, or by a script that
 * draws it late. Frames are the server's business.
 * @typedef {'plain' | 'open' | 'closed' | 'late' | 'frame' | 'cross'} Shape
 */

/**
 * @param {{ name: string, colour: string, user?: string, shape?: Shape }} portal
 * @param {string} body HTML
 */
export function page({ name, colour, user, shape = 'plain' }, body) {
  const style = styleOf(colour);
  const bar = `<div class="bar"><span>${escapeHtml(name)}</span>${user ? `<span>${escapeHtml(user)} · <a href="/logout">Log out</a></span>` : ''}</div>`;
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(name)}</title>`;
  const content = `${style}${bar}<main>${body}</main>`;
  // What people and their robots look into: the document, or the root the page hides in.
  if (shape === 'open' || shape === 'closed' || shape === 'late') {
    return `${head}</head><body><div id="app"></div><template id="content">${content}</template>
      <script>(${drawLate})(${JSON.stringify(shape)})</script></body></html>`;
  }
  return `${head}${style}</head><body>${bar}<main>${body}</main><script>globalThis.root = document;</script></body></html>`;
}

/** In the page: draws the template into a shadow root or, after a while, into the document; its scripts see that root as their document. @param {Shape} shape */
function drawLate(shape) {
  const app = /** @type {HTMLElement} */ (document.getElementById('app'));
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById('content'));
  const draw = () => {
    const root =
      shape === 'late' ? app : app.attachShadow({ mode: shape === 'open' ? 'open' : 'closed' });
    const content = document.importNode(template.content, true);
    const scripts = [...content.querySelectorAll('script')];
    for (const script of scripts) script.remove();
    root.append(content);
    template.remove();
    const view = {
      getElementById: (/** @type {string} */ id) => root.querySelector(`#${id}`),
      querySelectorAll: (/** @type {string} */ selector) => root.querySelectorAll(selector),
    };
    for (const script of scripts) new Function('document', script.text)(view);
    Object.assign(globalThis, { root });
  };
  if (shape === 'late') setTimeout(draw, 250);
  else draw();
}

/** @param {string} colour */
function styleOf(colour) {
  return `<style>
  body, #app { margin: 0; font: 16px/1.5 "Noto Sans", "Liberation Sans", Arial, sans-serif; color: #1c2733; background: #f2f4f7; }
  .bar { display: flex; justify-content: space-between; padding: 14px 32px; color: #fff; background: ${colour}; font-weight: 600; }
  .bar a { color: #fff; }
  main { max-width: 720px; margin: 32px auto; padding: 28px 36px; background: #fff; border-radius: 10px; box-shadow: 0 1px 4px #0003; }
  h1 { margin-top: 0; font-size: 24px; } h2 { font-size: 18px; }
  label { display: block; margin: 12px 0 4px; font-weight: 600; }
  input:not([type=checkbox]) { font: inherit; padding: 9px 12px; border: 1px solid #b8c2cc; border-radius: 6px; width: 280px; box-sizing: border-box; }
  button { font: inherit; padding: 9px 20px; border: 0; border-radius: 6px; color: #fff; background: ${colour}; cursor: pointer; margin-top: 14px; }
  button.plain { color: ${colour}; background: #eef1f4; }
  .boxes { display: flex; gap: 10px; } .boxes input { width: 46px; height: 54px; text-align: center; font-size: 22px; }
  .key { font: 600 18px/1.6 "DejaVu Sans Mono", monospace; letter-spacing: 1px; }
  .error { color: #a3221c; font-weight: 600; } .ok { color: #0b6b53; font-weight: 600; }
  .switch { display: flex; gap: 10px; align-items: center; font-weight: 600; }
  .row { display: flex; gap: 24px; } .row > * { flex: 1; } .row input { width: 100%; }
  dialog { border: 0; border-radius: 12px; padding: 28px; box-shadow: 0 10px 40px #0006; } dialog::backdrop { background: #0007; }
  canvas, img { image-rendering: pixelated; }
</style>`;
}

/** @param {string | undefined} message */
export function error(message) {
  return message ? `<p class="error" role="alert">${escapeHtml(message)}</p>` : '';
}
