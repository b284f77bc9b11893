// A simulated browser: enough of `chrome`, of locks and of private files to test the extension's storage
// code in milliseconds, with the shipped core.

import { readFileSync } from 'node:fs';

/** Quota of `storage.local` without `unlimitedStorage`, in bytes. */
export const QUOTA = 10_485_760;

/** @param {string} at @param {unknown} value */
const sizeOf = (at, value) =>
  Buffer.byteLength(at + JSON.stringify(value).replaceAll('<', '\\u003C'));

/** One area of `chrome.storage`: values go in and out as JSON. @param {number} quota */
class Area {
  /** @param {number} quota */
  constructor(quota) {
    this.quota = quota;
    this.QUOTA_BYTES = quota;
    /** @type {Map<string, string>} */
    this.items = new Map();
    /** The writes so far, by the names of their keys. @type {string[][]} */
    this.writes = [];
    /** Called before each write; may throw instead. @type {(keys: string[]) => void} */
    this.beforeWrite = () => {};
  }

  /** @param {string | string[] | null} [keys] */
  async get(keys = null) {
    const wanted = keys === null ? [...this.items.keys()] : [keys].flat();
    const found = wanted.filter((key) => this.items.has(key));
    return Object.fromEntries(found.map((key) => [key, JSON.parse(this.items.get(key) ?? '')]));
  }

  /** @param {Record<string, unknown>} items */
  async set(items) {
    this.beforeWrite(Object.keys(items));
    const all = new Map(this.items);
    for (const [key, value] of Object.entries(items)) all.set(key, JSON.stringify(value));
    const bytes = [...all].reduce((sum, [key, json]) => sum + sizeOf(key, JSON.parse(json)), 0);
    if (bytes > this.quota) throw new Error('Resource::kQuotaBytes quota exceeded');
    this.items = all;
    this.writes.push(Object.keys(items));
  }

  /** @param {string | string[]} keys */
  async remove(keys) {
    for (const key of [keys].flat()) this.items.delete(key);
  }

  async clear() {
    this.items.clear();
  }
}

/** The private files of the origin. */
class Folder {
  constructor() {
    /** @type {Map<string, string>} */
    this.files = new Map();
  }

  /** @param {string} name @param {{ create?: boolean }} [options] */
  async getFileHandle(name, { create = false } = {}) {
    if (!create && !this.files.has(name)) throw new DOMException('', 'NotFoundError');
    let written = '';
    return {
      getFile: async () => new Blob([this.files.get(name) ?? '']),
      createWritable: async () => ({
        write: async (/** @type {string} */ text) => {
          written += text;
        },
        close: async () => void this.files.set(name, written),
      }),
    };
  }

  /** @param {string} name */
  async removeEntry(name) {
    if (!this.files.delete(name)) throw new DOMException('', 'NotFoundError');
  }
}

/** Runs one task at a time for each name. */
class Locks {
  constructor() {
    /** @type {Map<string, Promise<unknown>>} */
    this.queues = new Map();
  }

  /** @param {string} name @param {any} options @param {any} [task] */
  request(name, options, task = options) {
    const before = this.queues.get(name) ?? Promise.resolve();
    const done = before.then(() => task({ name }));
    this.queues.set(
      name,
      done.catch(() => undefined),
    );
    return done;
  }
}

/**
 * Installs a simulated browser with an empty profile in this process.
 * @param {{ permissions?: string[] }} [options] of the manifest
 */
export function fakeBrowser({ permissions = [] } = {}) {
  const unlimited = permissions.includes('unlimitedStorage');
  const local = new Area(unlimited ? Number.POSITIVE_INFINITY : QUOTA);
  local.QUOTA_BYTES = QUOTA;
  const session = new Area(QUOTA);
  const folder = new Folder();
  const none = { addListener: () => {} };
  const chrome = {
    storage: { local: Object.assign(local, { onChanged: none }), session, onChanged: none },
    runtime: {
      getManifest: () => ({ permissions }),
      getURL: (/** @type {string} */ path) => path,
      onMessage: { addListener: () => {}, removeListener: () => {} },
    },
    alarms: { create: async () => {}, clear: async () => true, onAlarm: none },
    // Messages are their keys, but plurals and dates need a language.
    i18n: { getMessage: (/** @type {string} */ key) => (key === 'languageTag' ? 'en' : key) },
  };
  const navigator = { locks: new Locks(), storage: { getDirectory: async () => folder } };
  Object.defineProperty(globalThis, 'chrome', { value: chrome, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  Object.defineProperty(globalThis, 'fetch', { value: fetchPart, configurable: true });
  return { chrome, local, session, folder };
}

/** Files of the package, from the build's output. @param {URL | string} url */
async function fetchPart(url) {
  const part = /(\w+)\.wasm$/.exec(String(url))?.[1];
  const headers = { 'content-type': part ? 'application/wasm' : 'text/plain' };
  return new Response(readFileSync(part ? `target/pkg/${part}.wasm` : String(url)), { headers });
}

/**
 * Speeds up the clock and all timers, for tests of what happens during a code's life.
 * @param {number} times
 * @returns {{ skipTo: (periodMs: number, ms: number) => number }} sets the clock to `ms` after the next
 *   beginning of a period, and returns that beginning: a timer can fire too early or too late
 */
export function hurry(times) {
  const {
    setTimeout: wait,
    Date: { now },
  } = globalThis;
  const from = now();
  let skipped = 0;
  Date.now = () => from + skipped + (now() - from) * times;
  globalThis.setTimeout = /** @type {typeof setTimeout} */ (
    (/** @type {() => void} */ then, /** @type {number | undefined} */ ms = 0) =>
      wait(then, ms / times)
  );
  const skipTo = (/** @type {number} */ periodMs, /** @type {number} */ ms) => {
    const at = Date.now();
    const begins = Math.ceil(at / periodMs) * periodMs;
    skipped += begins + ms - at;
    return begins;
  };
  return { skipTo };
}

/**
 * A tab with one page in it, which reports its fields and takes codes.
 * @param {ReturnType<typeof fakeBrowser>['chrome']} chrome
 * @param {string} url
 */
export function fakeTab(chrome, url) {
  const page = {
    url,
    /** The only accessible frame, and its origin if it differs from the page's. */
    frameId: 0,
    frameOrigin: '',
    active: true,
    state: 'normal',
    /** The typed codes. @type {string[]} */
    typed: [],
    /** The functions called in the page, by name. @type {string[]} */
    asked: [],
    /** The scripts registered for it. @type {object[]} */
    scripts: [{}],
    /**
     * Answers of scripts in the page, by function name, that override the defaults below.
     * @type {Record<string, (given?: any) => unknown>}
     */
    answers: {},
    label: 'One-time code',
    field: {
      index: 0,
      inputType: 'text',
      autocomplete: 'one-time-code',
      usable: true,
      empty: true,
    },
  };
  const tab = () => ({ id: 1, windowId: 1, url: page.url, active: page.active });
  const answers = {
    collectFields: () => ({
      origin: page.frameOrigin || new URL(page.url).origin,
      about: '',
      fields: [{ ...page.field, inView: true, width: 200, height: 30, label: page.label }],
      buttons: [],
    }),
    fillCode: (/** @type {any[]} */ [order]) => {
      if (order.origin !== (page.frameOrigin || new URL(page.url).origin)) return null;
      page.typed.push(order.code);
      return { took: 1, of: 1 };
    },
  };
  Object.assign(chrome, {
    tabs: {
      get: async () => tab(),
      query: async () => [tab()],
      onUpdated: { addListener: () => {}, removeListener: () => {} },
    },
    windows: { get: async () => ({ state: page.state }) },
    scripting: {
      executeScript: async (/** @type {any} */ { args }) => {
        if (!args) return [];
        page.asked.push(args[0]);
        const all = /** @type {any} */ ({ ...answers, ...page.answers });
        return [{ frameId: page.frameId, result: await all[args[0]]?.(args[1]) }];
      },
      getRegisteredContentScripts: async () => page.scripts,
    },
    permissions: { contains: async () => true },
  });
  return page;
}
