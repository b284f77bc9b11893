// Loads a half of the core: `core.wasm` for windows and the service worker, `workers.wasm` for workers.

/**
 * Loads a half on the first call, and only once.
 * @template T
 * @param {(options: { module_or_path: URL }) => Promise<T>} init of the generated package
 * @param {'core' | 'workers'} half
 */
export function loader(init, half) {
  /** @type {Promise<T> | undefined} */
  let loading;
  return () => {
    // By its absolute path: this module may be bundled into a page's script.
    const url = new URL(`/extension/core/${half}.wasm`, import.meta.url);
    loading ??= init({ module_or_path: url });
    return loading;
  };
}
