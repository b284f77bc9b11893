// Files: those of the package that are read, or run, when they are needed, and those the user saves.

/** @type {Promise<string> | undefined} */
let words;

/** What pages write around fields, in their users' languages: `core/words.txt`. @returns {Promise<string>} */
export function readWords() {
  words ??= fetch(chrome.runtime.getURL('extension/core/words.txt')).then((file) => file.text());
  return words;
}

/** How easily passphrases are guessed: large, and loaded only when one is set. @returns {Promise<typeof import('../ui/strength.js')>} */
export function loadStrength() {
  return import(chrome.runtime.getURL('extension/ui/strength.js'));
}

/** The marks of well-known services: many, and loaded when the codes are painted. @returns {Promise<typeof import('../ui/brands.js')>} */
export function loadBrands() {
  return import(chrome.runtime.getURL('extension/ui/brands.js'));
}

/** The folders of `_locales`. @returns {Promise<string[]>} */
export async function readLanguages() {
  return (await fetch(chrome.runtime.getURL('extension/platform/languages.json'))).json();
}

/** Saves a file where the browser saves files. @param {string} name @param {string} text @param {string} [type] */
export function saveFile(name, text, type = 'application/json') {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Files go from the popup to the page where they are looked at over this channel, and nowhere else. */
const CHANNEL = 'postern-files';

/**
 * Takes what the popup was given, as long as this page is open.
 * @param {(files: Blob[]) => void} take
 */
export function receiveFiles(take) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (!Array.isArray(data)) return;
    channel.postMessage('taken');
    take(data);
  };
  channel.postMessage('ready');
}

/**
 * Hands files to the import page: to one that is open already, or to a new one. The popup closes as
 * soon as the page comes to the front, so that comes last.
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
