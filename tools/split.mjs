// Optimises the core and splits it into three parts, each loaded when it is needed:
//   node tools/split.mjs WHOLE.wasm FOLDER
//
// A part has what its exports reach and the parts before it have not. A call through the table
// reaches the functions of its type and no others. The first part, `core`, has all data and all
// exports; those of the other parts call them through places in the table, which each part fills
// when it is instantiated. Memory, tables and functions of the parts before are imported from them,
// by their number.
// (Binaryen's wasm-split would do it; npm's Binaryen has none, and Debian's cannot read our wasm.)

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const PARTS = ['core', 'rest', 'workers'];

/** What it takes to show the first codes. */
const FIRST = [
  'makeDevice',
  'session_code',
  'session_create',
  'session_health',
  'session_list',
  'session_mark',
  'session_open',
  'slotsOf',
];

/** What only workers call. */
const WORKERS = [
  'qrOf',
  'readFile',
  'scan',
  'stretch',
  'writeAegis',
  'writeLinks',
  'writePages',
  'writeSheets',
];

/** What rustc and wasm-bindgen emit; Chrome has had all of it since 91. */
const FEATURES = [
  'bulk-memory',
  'multivalue',
  'mutable-globals',
  'nontrapping-float-to-int',
  'reference-types',
  'sign-ext',
  'simd',
].map((feature) => `--enable-${feature}`);

const [whole = '', folder = ''] = process.argv.slice(2);

/** @param {string} tool @param {...string} parameters */
function binaryen(tool, ...parameters) {
  execFileSync(`node_modules/.bin/${tool}`, [...FEATURES, ...parameters], { stdio: 'inherit' });
}

const optimised = `${folder}/whole.wasm`;
binaryen('wasm-opt', '--flatten', '--rereloop', '-Os', '-Os', whole, '-o', optimised);
// Without names: they may have spaces.
binaryen('wasm-dis', optimised, '-o', `${optimised}.wat`);
const forms = readFileSync(`${optimised}.wat`, 'utf8').split(/\n(?= \(|\))/);

/** The module's forms of a kind: ` (func $1 …`. @param {string} kind */
const all = (kind) => forms.filter((form) => form.startsWith(` (${kind} `));

/** @param {string} form */
const nameOf = (form) => /^ ?\(\w+ (\S+)/.exec(form)?.[1] ?? '';

/** Parameters and results, without their names. @param {string} head */
function typeOf(head) {
  const parts = [...head.matchAll(/\((param|result) (?:\$\S+ )?([^)]*)\)/g)];
  const of = (/** @type {string} */ kind) =>
    parts.flatMap(([, is, type]) => (is === kind ? [type] : [])).join(' ');
  const [parameters, results] = [of('param'), of('result')];
  return (parameters && `(param ${parameters})`) + (results && `(result ${results})`);
}

const types = new Map(all('type').map((form) => [nameOf(form), typeOf(form)]));

/** @param {string} text */
function parsed(text) {
  const names = (/** @type {RegExp} */ pattern) =>
    new Set([...text.matchAll(pattern)].map(([, name = '']) => name));
  return {
    text,
    type: typeOf(text.split('\n', 1)[0] ?? ''),
    /** The functions that it names. */
    calls: names(/\((?:call|return_call|ref\.func) (\$[^\s()]+)/g),
    /** The types that it calls through the table. */
    types: [...names(/call_indirect \S+ \(type (\$[^\s()]+)\)/g)].map((name) => types.get(name)),
  };
}

const functions = new Map(all('func').map((form) => [nameOf(form), parsed(form)]));
const imported = new Map(
  all('import').flatMap((form) => {
    const [, name, head] = /\(func (\$\S+?)((?: .*)?)\)\)$/.exec(form) ?? [];
    return name ? [[name, typeOf(head ?? '')]] : [];
  }),
);
const exports = all('export').map((form) => {
  const [, name = '', func = ''] = /^ \(export "(.*)" \((?:func ([^\s()]+))?/.exec(form) ?? [];
  const isFirst = FIRST.includes(name) || name === 'memory' || name.startsWith('__');
  return { form, name, func, part: isFirst ? 0 : WORKERS.includes(name) ? 2 : 1 };
});
const [table, ...others] = all('elem').map((form) => / func (.*)\)$/.exec(form)?.[1]?.split(' '));
const isFromOne = all('elem')[0]?.includes('(i32.const 1)');
if (!table || others.length > 0 || !isFromOne || all('start').length > 0) {
  throw new Error('the module is not of the shape that can be split');
}
for (const name of [...FIRST, ...WORKERS]) {
  if (!exports.some((one) => one.name === name)) throw new Error(`${name} is not exported`);
}

/** Every function that some can reach. @param {string[]} todo */
function reachable(todo) {
  /** @type {Set<string>} */
  const found = new Set();
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const one = functions.get(name);
    if (!one || found.has(name)) continue;
    found.add(name);
    todo.push(...one.calls);
    todo.push(...(table ?? []).filter((at) => one.types.includes(functions.get(at)?.type)));
  }
  return found;
}

/** The part of each function; what comes from JavaScript is in the first. */
const homes = new Map([...imported.keys()].map((name) => [name, 0]));
for (const part of PARTS.keys()) {
  for (const name of reachable(exports.flatMap((one) => (one.part <= part ? [one.func] : [])))) {
    if (!homes.has(name)) homes.set(name, part);
  }
}

// What other parts export stands behind the table's own functions.
const entries = exports.filter(({ part }) => part > 0);
const places = [...table, ...entries.map(({ func }) => func)];
const size = places.length + 1;
const tables = all('table').map((form) =>
  form.replace(/ \d+ \d+ funcref/, ` ${size} ${size} funcref`).trim(),
);

/** Fills a part's places in the table, run by run. @param {number} part */
function elements(part) {
  const here = places.map((name) => homes.get(name) === part);
  return places.flatMap((_, at) => {
    if (!here[at] || here[at - 1]) return [];
    const end = here.indexOf(false, at);
    const run = places.slice(at, end < 0 ? undefined : end).join(' ');
    return [`(elem (table $0) (i32.const ${at + 1}) func ${run})`];
  });
}

/** An export of the first part that calls another. @param {{ name: string, func: string }} one @param {number} at */
function entry({ name, func }, at) {
  const type = functions.get(func)?.type ?? '';
  const parameters = /\(param (.*?)\)/.exec(type)?.[1]?.split(' ') ?? [];
  const values = parameters.map((_, local) => `(local.get ${local})`).join(' ');
  const place = `(i32.const ${size - entries.length + at})`;
  return `(func $entry${at} (export "${name}") ${type} (call_indirect $0 ${type} ${values} ${place}))`;
}

/** The functions of a part. @param {number} part */
const bodies = (part) =>
  [...functions].flatMap(([name, func]) => (homes.get(name) === part ? [func] : []));

/** What a part takes from those before it. @param {number} part */
function taken(part) {
  const called = new Set(bodies(part).flatMap(({ calls }) => [...calls]));
  return [...called].filter((name) => (homes.get(name) ?? part) < part);
}

const needs = PARTS.map((_, part) => taken(part));
/** The first part's, for all others: memory and the like, by form. */
const common = [
  ...all('global').map((form) => form.trim().replace(/ \(\w+\.const \S+\)\)$/, ')')),
  ...[...all('memory'), ...tables].map((form) => form.trim()),
];
const short = new Map(
  [...new Set([...needs.flat(), ...common])].map((one, at) => [one, at.toString(36)]),
);

for (const [part, name] of PARTS.entries()) {
  const imports = [
    ...common.map((form) => ({ from: 0, one: form, form })),
    ...(needs[part] ?? []).map((one) => {
      const type = imported.get(one) ?? functions.get(one)?.type;
      return { from: homes.get(one) ?? 0, one, form: `(func ${one} ${type})` };
    }),
  ].map(({ from, one, form }) => `(import "${from}" "${short.get(one)}" ${form})`);
  const first = [
    ...['import', 'global', 'memory', 'data'].flatMap(all),
    ...tables,
    ...exports.filter((one) => one.part === 0).map(({ form }) => form),
    ...common.map(
      (form) => `(export "${short.get(form)}" (${form.split(' ')[0]?.slice(1)} ${nameOf(form)}))`,
    ),
    ...entries.map(entry),
  ];
  const later = new Set(needs.slice(part + 1).flat());
  const handed = [...later].filter((one) => homes.get(one) === part);
  const lines = [
    '(module',
    ...all('type'),
    ...(part === 0 ? first : imports),
    ...elements(part),
    ...handed.map((one) => `(export "${short.get(one)}" (func ${one}))`),
    ...bodies(part).map(({ text }) => text),
    ')',
  ];
  writeFileSync(`${folder}/${name}.wat`, lines.join('\n'));
  binaryen('wasm-opt', '-Os', `${folder}/${name}.wat`, '-o', `${folder}/${name}.wasm`);
}
