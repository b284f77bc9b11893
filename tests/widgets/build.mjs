// The widgets as one script for the test's page.
// usage: node tests/widgets/build.mjs OUTPUT

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@lwc/compiler';
import { build } from 'esbuild';
import svelte from 'esbuild-svelte';
import { buildPortal } from './portal/build.mjs';

/** Lightning components: a script and the template beside it. @type {import('esbuild').Plugin} */
const lightning = {
  name: 'lightning',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lwc$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, '../../../node_modules/@lwc/engine-dom/dist/index.js'),
    }));
    onResolve({ filter: /\.css(\?.*)?$/, namespace: 'file' }, ({ path, importer }) =>
      importer.includes('/lwc/') ? { path, namespace: 'none' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'export default undefined' }));
    onLoad({ filter: /\/lwc\/x\/.*\.(js|html)$/ }, ({ path }) => ({
      contents: transformSync(readFileSync(path, 'utf8'), path, {
        name: 'code',
        namespace: 'x',
      }).code,
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};

await build({
  entryPoints: ['tests/widgets/widgets.mjs'],
  outfile: process.argv[2],
  bundle: true,
  format: 'iife',
  target: 'chrome123',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Angular's components are written with decorators, and compiled by the page.
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  conditions: ['svelte'],
  plugins: [svelte({ compilerOptions: { css: 'injected' } }), lightning],
});

await buildPortal(dirname(process.argv[2] ?? ''));
