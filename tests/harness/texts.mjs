// SPDX-License-Identifier: EUPL-1.2
// The pages' texts as the catalogue has them: a test asks for a button by what it says, in either
// language.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../lib/catalogue/', import.meta.url));
const catalogue = Object.assign(
  {},
  ...readdirSync(folder)
    .filter((name) => /^web.*\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(folder + name, 'utf8'))),
);

/** Gives say(key), a page's text in a language: its own texts come first, then the shared ones. */
export const textsOf =
  (page, language) =>
  (key, values = {}) => {
    const text = catalogue[`web.${page}.${key}`] ?? catalogue[`web.common.${key}`];
    if (!text) throw new Error(`no text web.${page}.${key}`);
    return text[language].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  };
