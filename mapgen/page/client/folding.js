// @ts-check
/**
 * A function that writes words plainly, so that spellings of the same word compare equal: small
 * letters without accents, one of the ways in which a letter is written, spaces for signs.
 * @param {string} pairs  letters with what each becomes, like `يی ßss`
 * @returns {(text: string) => string}
 */
export function plainWriter(pairs) {
  const letters = new Map(pairs.split(' ').map(([letter, ...plain]) => [letter, plain.join('')]));
  return (text) => text.normalize('NFKD').toLowerCase()
    .replace(/([\u0600-\u06ff])\u200c/g, '$1 ')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\p{Cf}]/gu, '')
    .replace(/[^a-z0-9]/gu, (letter) => letters.get(letter) ?? (/[\p{L}\p{M}\p{N}]/u.test(letter) ? letter : ' '));
}
