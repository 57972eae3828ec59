// SPDX-License-Identifier: EUPL-1.2
/** Letters without accents and case, so that "eclabat" finds "Éclabat". Pure. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .toLowerCase();
}

/**
 * A name in an address, as the server makes it (entry_slug): "Grande scène" is "grande-scene".
 * Pure.
 */
export function slug(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', '-');
}
