// Files: those of the package that are read, or run, when they are needed, and those the user saves.

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

/** Saves a file where the browser saves files. @param {string} name @param {string} text */
export function saveFile(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
