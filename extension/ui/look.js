// Applies the appearance and language: the user's choices, or the system's.

import { locale, speak } from '../platform/words.js';

/** @param {import('../platform/storage.js').Settings} settings */
export async function dress({ theme, text = 1, language }) {
  await speak(language);
  const root = document.documentElement;
  Object.assign(root, locale());
  const worn = theme ?? (matchMedia('(prefers-contrast: more)').matches ? 'contrast' : undefined);
  if (worn) root.dataset.theme = worn;
  else delete root.dataset.theme;
  root.style.setProperty('--text', String(text));
}
