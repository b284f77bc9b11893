/** Groups that are easy to read aloud: 6 → 3 3, 7 → 3 4, 8 → 4 4, 10 → 3 3 4. @param {string} code */
export function groupCode(code) {
  const sizes = { 6: [3, 3], 7: [3, 4], 8: [4, 4], 9: [3, 3, 3], 10: [3, 3, 4] }[code.length];
  if (!sizes) return [code];
  const ends = sizes.map((_, at) => sizes.slice(0, at + 1).reduce((sum, size) => sum + size));
  return ends.map((end, at) => code.slice(end - (sizes[at] ?? 0), end));
}
