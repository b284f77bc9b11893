// The portal's pages of Lightning components, with native and with synthetic shadow roots.

import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { transformSync } from '@lwc/compiler';
import { build } from 'esbuild';

const FOLDER = 'tests/widgets/portal';

/** Components are a script and a template; none has styles. @type {import('esbuild').Plugin} */
const lightning = {
  name: 'lightning',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lwc$/ }, () => ({
      path: resolve('tests/widgets/node_modules/@lwc/engine-dom/dist/index.js'),
    }));
    onResolve({ filter: /^x\/\w+$/ }, ({ path }) => ({
      path: resolve(FOLDER, path, `${basename(path)}.js`),
    }));
    onResolve({ filter: /\.css(\?.*)?$/ }, ({ path }) => ({ path, namespace: 'none' }));
    onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'export default undefined' }));
    onLoad({ filter: /\/portal\/x\/.*\.(js|html)$/ }, ({ path }) => ({
      contents: transformSync(readFileSync(path, 'utf8'), path, {
        name: basename(dirname(path)),
        namespace: 'x',
      }).code,
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};

/** @param {string} folder where the scripts go: `lightning-native.js` and `lightning-synthetic.js` */
export async function buildPortal(folder) {
  const shared = {
    bundle: true,
    target: 'chrome123',
    logLevel: /** @type {const} */ ('warning'),
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [lightning],
  };
  for (const [mode, entry] of [
    ['native', 'portal'],
    ['synthetic', 'synthetic'],
  ])
    await build({
      ...shared,
      entryPoints: [`${FOLDER}/${entry}.mjs`],
      outfile: `${folder}/lightning-${mode}.js`,
      // A module may wait for the simulation before the components are made.
      format: 'esm',
    });
}
