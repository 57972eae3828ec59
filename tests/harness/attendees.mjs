// SPDX-License-Identifier: EUPL-1.2
// Attendees as the guests are: links by the organiser's command, and a client with a phone's
// cookie.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parvis } from './edition.mjs';

/** Makes every guest's link; returns an object from the organisers' code to { secret, … }. */
export function makeLinks(folder, args = []) {
  const file = join(folder, `links-${process.hrtime.bigint()}.csv`);
  parvis(folder, ['links', '--csv', file, '--url', 'https://parvis.example', ...args]);
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .slice(1);
  return new Map(
    lines.map((line) => {
      const [code, first, last, email, organisation, language, link] = line
        .split(';')
        .map((cell) => cell.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'));
      return [
        code,
        { code, first, last, email, organisation, language, link, secret: link.split('#')[1] },
      ];
    }),
  );
}

/** Opens a link on a phone; `client` keeps its cookie and token. Resolves with the answer. */
export async function openLink(client, secret) {
  const answer = await client.post('/api/mine/phones', { secret });
  if (answer.status === 200) {
    client.cookie = answer.headers['set-cookie'][0].split(';')[0];
    client.csrf = answer.json.csrf;
  }
  return answer;
}
