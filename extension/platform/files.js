// Files: those of the package that are read or run on demand, and those that the user saves.

/** @type {Promise<string> | undefined} */
let words;

/** The texts that pages put around fields, in their users' languages: `core/words.txt`. @returns {Promise<string>} */
export function readWords() {
  words ??= fetch(chrome.runtime.getURL('extension/core/words.txt')).then((file) => file.text());
  return words;
}

/**
 * The strength check for passphrases: large, so it is loaded only when one is set.
 * @returns {Promise<typeof import('../ui/strength.js')>}
 */
export function loadStrength() {
  return import(chrome.runtime.getURL('extension/ui/strength.js'));
}

/**
 * The logos of well-known services: many, so they are loaded when the codes are painted.
 * @returns {Promise<typeof import('../ui/brands.js')>}
 */
export function loadBrands() {
  return import(chrome.runtime.getURL('extension/ui/brands.js'));
}

/** The folders of `_locales`. @returns {Promise<string[]>} */
export async function readLanguages() {
  return (await fetch(chrome.runtime.getURL('extension/platform/languages.json'))).json();
}

/**
 * Saves a file through the browser's download mechanism.
 * @param {string} name
 * @param {string} text
 * @param {string} [type]
 */
export function saveFile(name, text, type = 'application/json') {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The popup passes files to the import page only over this channel. */
const CHANNEL = 'postern-files';

/**
 * Receives files from the popup while this page shows the import section.
 * @param {(files: Blob[]) => void} take
 */
export function receiveFiles(take) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (!Array.isArray(data) || location.hash !== '#import') return;
    channel.postMessage('taken');
    take(data);
  };
  if (location.hash === '#import') channel.postMessage('ready');
}

/**
 * Passes files to the import page: to an open one, or to a new one. The popup closes as soon as the page
 * comes to the front, so that happens last.
 * @param {Blob[]} files
 */
export async function importFiles(files) {
  const channel = new BroadcastChannel(CHANNEL);
  const [open] = await chrome.runtime.getContexts({
    contextTypes: /** @type {any} */ (['TAB']),
    documentUrls: [IMPORT_URL()],
  });
  const tabId = open?.tabId ?? (await chrome.tabs.create({ url: IMPORT_URL(), active: false })).id;
  await new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      if (data === 'ready') channel.postMessage(files);
      if (data === 'taken') resolve(undefined);
    };
    if (open) channel.postMessage(files);
  });
  channel.close();
  if (tabId !== undefined) await chrome.tabs.update(tabId, { active: true });
}

const IMPORT_URL = () => chrome.runtime.getURL('extension/settings/settings.html#import');
