// Optimises the core and splits it into what every window loads and what only workers load:
//   node tests/tools/split.mjs WHOLE.wasm FIRST.wasm SECOND.wasm
//
// The first half has all data, and every function that its exports reach, also through the table: a
// call through the table reaches the functions of its type and no others. The second has the rest.
// It imports memory, tables and the functions that both need from the first one's exports, and fills
// its own places in the table; through them the first one's exports call what only workers call.
// (Binaryen's wasm-split would do it; npm's Binaryen has none, and Debian's cannot read our wasm.)

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

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

const [whole = '', first = '', second = ''] = process.argv.slice(2);

/** @param {string} tool @param {...string} parameters */
function binaryen(tool, ...parameters) {
  execFileSync(`node_modules/.bin/${tool}`, [...FEATURES, ...parameters], { stdio: 'inherit' });
}

binaryen('wasm-opt', '--flatten', '--rereloop', '-Os', '-Os', whole, '-o', first);
// Without names: they may have spaces.
binaryen('wasm-dis', first, '-o', `${first}.wat`);
const forms = readFileSync(`${first}.wat`, 'utf8').split(/\n(?= \(|\))/);

/** The module's forms of a kind: ` (func $1 …`. @param {string} kind */
const all = (kind) => forms.filter((form) => form.startsWith(` (${kind} `));

/** @param {string} form */
const nameOf = (form) => /^ \(\w+ (\S+)/.exec(form)?.[1] ?? '';

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
  const [, name = '', func] = /^ \(export "(.*)" \((?:func ([^\s()]+))?/.exec(form) ?? [];
  return { form, name, func, isWorkers: WORKERS.includes(name) };
});
const [table, ...others] = all('elem').map((form) => / func (.*)\)$/.exec(form)?.[1]?.split(' '));
const starts = all('elem').map((form) => /\(i32\.const (\d+)\)/.exec(form)?.[1]);
if (!table || others.length > 0 || starts[0] !== '1' || all('start').length > 0) {
  throw new Error('the module is not of the shape that can be split');
}

/** Every function that some can reach. @param {(string | undefined)[]} todo */
function reachable(todo) {
  const found = new Set();
  while (todo.length > 0) {
    const name = todo.pop();
    const one = functions.get(name ?? '');
    if (!one || found.has(name)) continue;
    found.add(name);
    todo.push(...one.calls);
    todo.push(...(table ?? []).filter((at) => one.types.includes(functions.get(at)?.type)));
  }
  return found;
}

const kept = reachable(exports.flatMap(({ func, isWorkers }) => (isWorkers ? [] : [func])));
const away = new Map([...functions].filter(([name]) => !kept.has(name)));

// What the workers call stands behind the table's other functions.
const entries = exports.filter(({ isWorkers }) => isWorkers);
if (entries.length !== WORKERS.length) throw new Error('not all that workers call is exported');
const places = [...table, ...entries.map(({ func = '' }) => func)];
const size = places.length + 1;
const tables = all('table').map((form) =>
  form.replace(/ \d+ \d+ funcref/, ` ${size} ${size} funcref`),
);

/** Fills the places of one half in the table, run by run. @param {boolean} isFirst */
function elements(isFirst) {
  const here = places.map((name) => isFirst === !away.has(name));
  return places.flatMap((_, at) => {
    if (!here[at] || here[at - 1]) return [];
    const end = here.indexOf(false, at);
    const run = places.slice(at, end < 0 ? undefined : end).join(' ');
    return [` (elem (table $0) (i32.const ${at + 1}) func ${run})`];
  });
}

/** An export of the first half that calls the second. @param {string} name @param {number} at */
function entry(name, at) {
  const type = functions.get(entries[at]?.func ?? '')?.type ?? '';
  const parameters = /\(param (.*?)\)/.exec(type)?.[1]?.split(' ') ?? [];
  const values = parameters.map((_, local) => `(local.get ${local})`).join(' ');
  const place = `(i32.const ${size - entries.length + at})`;
  return ` (func $entry${at} (export "${name}") ${type} (call_indirect $0 ${type} ${values} ${place}))`;
}

const called = new Set([...away.values()].flatMap(({ calls }) => [...calls]));
/** What the second half takes from the first. @type {string[]} */
const shared = [
  ...[...called].flatMap((name) => {
    const type = imported.get(name) ?? functions.get(name)?.type;
    return away.has(name) ? [] : [`(func ${name} ${type})`];
  }),
  ...all('global').map((form) => form.trim().replace(/ \(\w+\.const \S+\)\)$/, ')')),
  ...[...all('memory'), ...tables].map((form) => form.trim()),
];
const short = (/** @type {number} */ at) => `+${at.toString(36)}`;

/** @param {string} path @param {string[]} lines */
function write(path, lines) {
  writeFileSync(`${path}.wat`, ['(module', ...lines, ')'].join('\n'));
  binaryen('wasm-opt', '-Os', `${path}.wat`, '-o', path);
}

write(first, [
  ...['type', 'import', 'global', 'memory', 'data'].flatMap(all),
  ...tables,
  ...elements(true),
  ...exports.filter(({ isWorkers }) => !isWorkers).map(({ form }) => form),
  ...shared.map((form, at) => {
    const [, kind, name] = /^\((\w+) (\S+)/.exec(form) ?? [];
    return ` (export "${short(at)}" (${kind} ${name}))`;
  }),
  ...entries.map(({ name }, at) => entry(name, at)),
  ...[...functions].flatMap(([name, { text }]) => (away.has(name) ? [] : [text])),
]);
write(second, [
  ...all('type'),
  ...shared.map((form, at) => ` (import "core" "${short(at)}" ${form})`),
  ...elements(false),
  ...[...away.values()].map(({ text }) => text),
]);
