// Several simulated computers in one process: each has a profile of its own, and a view of a folder or of a browser
// account that the tests carry between them.

import { fakeBrowser } from './fake.mjs';

/** A database that keeps what it is given: enough of IndexedDB for the library over it. */
class IDBRequest extends EventTarget {
  /** @type {unknown} */
  result = undefined;
}
class IDBTransaction extends EventTarget {
  objectStoreNames = ['handles'];
  /** @param {Map<string, unknown>} values */
  constructor(values) {
    super();
    this.values = values;
  }
  objectStore() {
    return new IDBObjectStore(this);
  }
}
class IDBObjectStore {
  /** @param {IDBTransaction} transaction */
  constructor(transaction) {
    this.transaction = transaction;
    this.values = transaction.values;
  }
  /** @param {unknown} result */
  answer(result) {
    const request = Object.assign(new IDBRequest(), { result });
    queueMicrotask(() => {
      request.dispatchEvent(new Event('success'));
      this.transaction.dispatchEvent(new Event('complete'));
    });
    return request;
  }
  /** @param {string} key */
  get(key) {
    return this.answer(this.values.get(key));
  }
  /** @param {unknown} value @param {string} key */
  put(value, key) {
    return this.answer(this.values.set(key, value) && key);
  }
  /** @param {string} key */
  delete(key) {
    return this.answer(this.values.delete(key));
  }
}
class IDBDatabase extends EventTarget {
  /** @param {Map<string, unknown>} values */
  constructor(values) {
    super();
    this.values = values;
  }
  transaction() {
    return new IDBTransaction(this.values);
  }
  close() {}
}
class IDBCursor {
  advance() {}
  continue() {}
  continuePrimaryKey() {}
}
class IDBIndex {}
Object.assign(globalThis, { IDBRequest, IDBTransaction, IDBObjectStore, IDBDatabase, IDBCursor });
Object.assign(globalThis, { IDBIndex });

function fakeDatabase() {
  /** @type {Map<string, unknown>} */
  const values = new Map();
  return {
    values,
    open: () => {
      const request = Object.assign(new IDBRequest(), { result: new IDBDatabase(values) });
      queueMicrotask(() => request.dispatchEvent(new Event('success')));
      return request;
    },
  };
}

/** How far the computers' clocks are ahead of this machine's. */
const clock = { aheadMs: 0 };
const { now } = Date;
Date.now = () => now() + clock.aheadMs;

/** Lets time pass, on all computers. @param {number} ms */
export function pass(ms) {
  clock.aheadMs += ms;
}

/** A folder on one computer's disk. */
export class Disk {
  /** @type {Map<string, { text: string, lastModified: number, size?: number }>} */
  files = new Map();
  name = 'Shared';
  permission = 'granted';
  isGone = false;
  /** Names of files that cannot be read now. @type {Set<string>} */
  away = new Set();
  /** The files that were read. @type {string[]} */
  reads = [];
  /** How often the folder was used without a permission: Chrome may ask the user then. */
  intrusions = 0;
  /** Called before each write; may throw instead. @type {(name: string) => void} */
  beforeWrite = () => {};

  queryPermission = async () => this.permission;
  requestPermission = async () => {
    this.permission = 'granted';
    return this.permission;
  };

  needFolder() {
    if (this.isGone) throw new DOMException('', 'NotFoundError');
    if (this.permission === 'granted') return;
    this.intrusions += 1;
    throw new DOMException('', 'NotAllowedError');
  }

  async *keys() {
    this.needFolder();
    yield* [...this.files.keys()];
  }

  /** @param {string} name @param {{ create?: boolean }} [options] */
  async getFileHandle(name, { create = false } = {}) {
    this.needFolder();
    if (!create && !this.files.has(name)) throw new DOMException('', 'NotFoundError');
    let written = '';
    return {
      getFile: async () => this.fileOf(name),
      createWritable: async () => ({
        write: async (/** @type {string} */ text) => {
          written += text;
        },
        close: async () => {
          this.beforeWrite(name);
          this.put(name, written);
        },
      }),
    };
  }

  /** @param {string} name */
  fileOf(name) {
    const { text = '', lastModified = 0, size = text.length } = this.files.get(name) ?? {};
    const read = async () => {
      if (this.away.has(name)) throw new DOMException('', 'NotReadableError');
      this.reads.push(name);
      return text;
    };
    const file = Object.assign(new File([text], name, { lastModified }), { text: read });
    return Object.defineProperty(file, 'size', { value: size });
  }

  /** @param {string} name */
  async removeEntry(name) {
    if (!this.files.delete(name)) throw new DOMException('', 'NotFoundError');
  }

  /** @param {string} name @param {string} text */
  put(name, text) {
    this.files.set(name, { text, lastModified: Date.now() });
  }

  /** The names of the files. */
  names() {
    return [...this.files.keys()].sort();
  }

  /** @param {string | undefined} name */
  textOf(name) {
    return this.files.get(name ?? '')?.text ?? '';
  }
}

/**
 * What a sync program does: files that are newer on one disk go to the other.
 * @param {Disk} from
 * @param {Disk} to
 * @param {(name: string) => boolean} [takes]
 */
export function carry(from, to, takes = () => true) {
  for (const [name, file] of from.files) {
    const known = to.files.get(name);
    if (takes(name) && (known?.lastModified ?? -1) < file.lastModified) to.files.set(name, file);
  }
}

/** Chrome's limits for what it carries to other computers. */
const LIMITS = { QUOTA_BYTES: 102_400, QUOTA_BYTES_PER_ITEM: 8192, MAX_ITEMS: 512 };

/** @param {string} key @param {unknown} value */
const bytesOf = (key, value) =>
  Buffer.byteLength(key + JSON.stringify(value).replaceAll('<', '\\u003C'));

/** `chrome.storage.sync` of one computer. */
export class Account {
  QUOTA_BYTES = LIMITS.QUOTA_BYTES;
  QUOTA_BYTES_PER_ITEM = LIMITS.QUOTA_BYTES_PER_ITEM;
  /** @type {Map<string, unknown>} */
  items = new Map();
  /** Keys that were changed here and are not at the server yet. @type {Set<string>} */
  changed = new Set();
  /** The calls that wrote. @type {string[][]} */
  writes = [];
  /** Called before each write; may throw instead. */
  beforeWrite = () => {};
  onChanged = { addListener: () => {} };

  async get() {
    return structuredClone(Object.fromEntries(this.items));
  }

  /** @param {string[]} [keys] */
  async getBytesInUse(keys = [...this.items.keys()]) {
    const counted = [...this.items].filter(([key]) => keys.includes(key));
    return counted.reduce((sum, [key, value]) => sum + bytesOf(key, value), 0);
  }

  /** @param {Record<string, unknown>} values */
  async set(values) {
    this.beforeWrite();
    const all = new Map([...this.items, ...Object.entries(values)]);
    const sizes = [...all].map(([key, value]) => bytesOf(key, value));
    const isOver =
      sizes.some((bytes) => bytes > LIMITS.QUOTA_BYTES_PER_ITEM) ||
      sizes.reduce((sum, bytes) => sum + bytes, 0) > LIMITS.QUOTA_BYTES ||
      sizes.length > LIMITS.MAX_ITEMS;
    if (isOver) throw new Error('Resource::kQuotaBytes quota exceeded');
    this.items = all;
    this.note(Object.keys(values));
  }

  /** @param {string[]} keys */
  async remove(keys) {
    this.beforeWrite();
    for (const key of keys) this.items.delete(key);
    this.note(keys);
  }

  /** @param {string[]} keys */
  note(keys) {
    this.writes.push(keys);
    for (const key of keys) this.changed.add(key);
  }
}

/** Chrome's server: for each key the last writer wins, and the others are not told. */
export class Relay {
  /** @type {Map<string, unknown>} */
  items = new Map();

  /**
   * Carries one computer's changes up and the others' down.
   * @param {Account} account
   * @param {(key: string) => boolean} [takes] what arrives this time
   */
  meet(account, takes = () => true) {
    for (const key of [...account.changed].filter(takes)) {
      account.changed.delete(key);
      if (account.items.has(key)) this.items.set(key, account.items.get(key));
      else this.items.delete(key);
    }
    const keys = [...new Set([...this.items.keys(), ...account.items.keys()])].filter(takes);
    for (const key of keys.filter((one) => !account.changed.has(one))) {
      if (this.items.has(key)) account.items.set(key, this.items.get(key));
      else account.items.delete(key);
    }
  }

  /** Somebody uninstalls the extension: Chrome forgets everything, on the server too. */
  wipe() {
    this.items.clear();
  }
}

/** A computer with an empty profile. */
export class Computer {
  constructor() {
    this.browser = fakeBrowser({ permissions: ['unlimitedStorage'] });
    // It stays unlocked while the tests let time pass.
    this.browser.local.items.set('settings', '{"lockMinutes":0}');
    this.database = fakeDatabase();
    this.disk = new Disk();
    this.account = new Account();
    Object.assign(this.browser.chrome.storage, { sync: this.account });
    this.globals = { chrome: this.browser.chrome, navigator: globalThis.navigator };
  }

  /**
   * Runs code on this computer.
   * @template T
   * @param {() => T | Promise<T>} act
   */
  async run(act) {
    const { chrome, navigator } = this.globals;
    for (const [name, value] of Object.entries({ chrome, navigator, indexedDB: this.database })) {
      Object.defineProperty(globalThis, name, { value, configurable: true });
    }
    return act();
  }

  /** The user has chosen the shared folder. */
  choose() {
    this.database.values.set('sync', this.disk);
  }

  /** A copy of this computer's profile, on another computer. */
  copy() {
    const other = new Computer();
    other.browser.local.items = new Map(this.browser.local.items);
    other.browser.session.items = new Map(this.browser.session.items);
    if (this.database.values.has('sync')) other.choose();
    return other;
  }

  /** What is stored under a key. @param {string} key @returns {any} */
  stored(key) {
    return JSON.parse(this.browser.local.items.get(key) ?? 'null');
  }
}
