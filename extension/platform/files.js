// Files of the package that are read as text.

/** @type {Promise<string> | undefined} */
let words;

/** What pages write around fields, in their users' languages: `core/words.txt`. @returns {Promise<string>} */
export function readWords() {
  words ??= fetch(chrome.runtime.getURL('extension/core/words.txt')).then((file) => file.text());
  return words;
}
