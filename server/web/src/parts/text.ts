// SPDX-License-Identifier: EUPL-1.2
// The page's texts in the reader's language, from the catalogue. French first.
import { signal } from '@preact/signals';

export type Language = 'fr' | 'en';
const kept = 'parvis.language';

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'en' || asked === 'fr') return asked;
  try {
    const remembered = localStorage.getItem(kept);
    if (remembered === 'en' || remembered === 'fr') return remembered;
  } catch {
    // No storage (a private window): the browser's language then.
  }
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

export const language = signal<Language>('fr');
let texts: Record<string, [string, string]> = {};

/** Gives the page its texts, and <html lang> its language. The wall begins in French. */
export function takeTexts(page: Record<string, [string, string]>, first?: Language): void {
  texts = page;
  const asked = new URLSearchParams(location.search).has('lang');
  setLanguage(first && !asked ? first : firstLanguage(), false);
}

export function setLanguage(chosen: Language, remember = true): void {
  language.value = chosen;
  document.documentElement.lang = chosen;
  if (!remember) return;
  try {
    localStorage.setItem(kept, chosen);
  } catch {
    // Not remembered, nothing worse.
  }
}

/** The text of a key, with {names} replaced. A missing key shows itself: the tests look for it. */
export function say(
  key: string,
  values: Record<string, string | number> = {},
  spoken: Language = language.value,
): string {
  const text = texts[key]?.[spoken === 'fr' ? 0 : 1] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** As say, with the plural where the number asks for it: keys "<key>.one" and "<key>.many". */
export function count(
  key: string,
  number: number,
  values: Record<string, string | number> = {},
): string {
  const one = language.value === 'fr' ? Math.abs(number) < 2 : number === 1;
  return say(`${key}.${one ? 'one' : 'many'}`, { count: number, ...values });
}
