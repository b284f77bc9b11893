// Files of the package that are read, or run, when they are needed.

/** @type {Promise<string> | undefined} */
let words;

/** What pages write around fields, in their users' languages: `core/words.txt`. @returns {Promise<string>} */
export function readWords() {
  words ??= fetch(chrome.runtime.getURL('extension/core/words.txt')).then((file) => file.text());
  return words;
}

/** How easily passphrases are guessed: large, and loaded for who sets one. @returns {Promise<typeof import('../settings/strength.js')>} */
export function loadStrength() {
  return import(chrome.runtime.getURL('extension/settings/strength.js'));
}
