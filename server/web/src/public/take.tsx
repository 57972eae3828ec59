// SPDX-License-Identifier: EUPL-1.2
// What one takes along from the programme: calendars to subscribe to, files for other programs, and
// the way to one's own day.
import { rows } from '../event/live.ts';
import { slug } from '../event/fold.ts';
import { Icon } from '../parts/icons.tsx';
import { language, say } from '../parts/text.ts';

const files = ['schedule.xml', 'schedule.json', 'changes.atom', 'programme.csv'] as const;
const names: Record<(typeof files)[number], string> = {
  'schedule.xml': 'XML',
  'schedule.json': 'JSON',
  'changes.atom': 'Atom',
  'programme.csv': 'CSV',
};

/** A calendar program takes webcal: as a subscription, and asks again by itself. */
const subscription = (path: string): string =>
  `webcal://${location.host}${path}?lang=${language.value}`;

function Calendar({ path, name }: { path: string; name: string }) {
  return (
    <li class="line">
      <span>{name}</span>
      <span class="takes">
        <a href={subscription(path)}>
          {say('subscribe')}
          <span class="unseen"> : {name}</span>
        </a>
        <a href={`${path}?lang=${language.value}`} download>
          <Icon name="down" />
          <span class="unseen">
            {say('download')} {name}{' '}
          </span>
          .ics
        </a>
      </span>
    </li>
  );
}

export function Take() {
  const rooms = [
    ...new Set([...rows.value.session.values()].map(({ room }) => room).filter(Boolean)),
  ].sort((a, b) => a.localeCompare(b, 'fr'));
  return (
    <section id="take" aria-labelledby="take-title">
      <h2 id="take-title">{say('take')}</h2>
      <ul class="card order">
        <Calendar path="/export/programme.ics" name={say('whole_programme')} />
        {rooms.map((room) => (
          <Calendar key={room} path={`/export/rooms/${slug(room)}.ics`} name={room} />
        ))}
      </ul>
      <p class="muted files">
        {say('for_programs')}{' '}
        {files.map((file) => (
          <a key={file} href={`/export/${file}?lang=${language.value}`}>
            {names[file]}
          </a>
        ))}
      </p>
      <p>
        <a class="button" href="/mine">
          <Icon name="person" />
          {say('to_mine')}
        </a>
      </p>
    </section>
  );
}
