// SPDX-License-Identifier: EUPL-1.2
// The desk: find somebody, let them in, mend their badge; register who was not expected.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { personProfile, personRequest } from '../../generated/forms.ts';
import { onChange, zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import type { Badge, Person } from '../event/types.ts';
import { act, ask, message, read, refused, Refusal } from './session.ts';
import { Button } from './parts.tsx';
import { Mend, ReceiptCard, type Receipt } from './person_edit.tsx';
import { PersonFields, fieldLabel, textOf } from './person_fields.tsx';
import { PersonSearch, fullName } from './person_search.tsx';
import { language, say } from '../parts/text.ts';

interface Scan {
  status: string;
  say: { fr: string; en: string };
}
const good = new Set(['admitted', 'returned', 'left']);

/** randomUUID needs a secure context; a venue's server on plain HTTP gives none. */
function scanId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

async function scan(person: Person, direction: 'in' | 'out', at: number): Promise<void> {
  try {
    const answer = await ask<Scan>('POST', '/api/check-ins', {
      scan_id: scanId(),
      person: person.id,
      occurred_at: at,
      direction,
    });
    message.value = { text: answer.say[language.value], bad: !good.has(answer.status) };
  } catch (refusal) {
    refused(refusal);
  }
}

function Badges({ person, badges, changed }: { person: Person; badges: Badge[]; changed: number }) {
  const valid = badges.filter(({ revoked_at }) => revoked_at === null);
  const issue = () =>
    void act(
      `/api/people/${person.id}/badges`,
      {},
      say('badge_issued', { name: fullName(person) }),
    );
  return (
    <div class="badge">
      {valid.length > 0 ? (
        <figure class="print">
          <img
            src={`/api/people/${person.id}/badge.svg?v=${changed}`}
            alt={say('badge_of', { name: fullName(person) })}
            width="180"
            height="180"
          />
          <figcaption>
            <strong>{fullName(person)}</strong>
            <span>{person.organisation?.name ?? person.affiliation}</span>
            <span>{say(`role.${person.role}`)}</span>
          </figcaption>
        </figure>
      ) : (
        <p class="muted">{say('badge_none')}</p>
      )}
      <div class="actions">
        {valid.length > 0 && (
          <Button icon="print" onClick={() => print()}>
            {say('print')}
          </Button>
        )}
        <Button icon="plus" onClick={issue}>
          {valid.length ? say('reissue') : say('issue')}
        </Button>
        {valid.map((badge) => (
          <Button
            key={badge.id}
            tone="danger"
            icon="cross"
            onClick={() => void act(`/api/badges/${badge.id}/revocation`, {}, say('badge_revoked'))}
          >
            {say('revoke')}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** What the head of the card says of a person. */
const inHead = ['first_name', 'last_name', 'position', 'language'];

/** What else the desk should know: every other column that it may read. */
const notesOf = (person: Person) =>
  personProfile
    .filter(({ name }) => !inHead.includes(name))
    .map(({ name }) => [name, textOf(person, name)] as const)
    .filter(([, text]) => text);

function Chosen({
  id,
  now,
  onErased,
}: {
  id: number;
  now: () => number;
  onErased: (receipt: Receipt) => void;
}) {
  const [person, setPerson] = useState<(Person & { badges: Badge[] }) | null>(null);
  const [changed, setChanged] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);
  const load = useCallback(
    () =>
      read<Person & { badges: Badge[] }>(`/api/people/${id}`).then(
        (loaded) => {
          setPerson(loaded);
          setChanged((times) => times + 1);
        },
        (refusal: unknown) => {
          if (!(refusal instanceof Refusal && refusal.status === 404)) refused(refusal);
        },
      ),
    [id],
  );
  useEffect(() => {
    void load().then(() => title.current?.focus());
    return onChange((change) => {
      const body = change?.body as { person?: number } | null | undefined;
      if (
        change &&
        (change.id === id || body?.person === id) &&
        ['presence', 'badge', 'person'].includes(change.kind)
      )
        void load();
    });
  }, [id, load]);
  if (!person) return <p class="muted">{say('loading')}</p>;
  return (
    <section class="card panel" aria-labelledby="person-name">
      <h3 id="person-name" ref={title} tabIndex={-1} class="big">
        {fullName(person)}
      </h3>
      <p>{[person.position, person.organisation?.name].filter(Boolean).join(' · ')}</p>
      <p>
        <span class={`presence ${person.presence}`}>{say(`presence.${person.presence}`)}</span>
        {person.first_at !== null && (
          <span class="muted"> {say('since', { time: hourMinute(person.first_at, zone()) })}</span>
        )}
      </p>
      <p class="muted">
        {[say(`role.${person.role}`), person.code, person.language.toUpperCase()]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {notesOf(person).map(([name, text]) => (
        <p key={name} class="needs">
          {say('note', { label: fieldLabel(name), text })}
        </p>
      ))}
      <div class="actions">
        <Button icon="check" tone="primary" onClick={() => void scan(person, 'in', now())}>
          {say('check_in')}
        </Button>
        <Button icon="leave" onClick={() => void scan(person, 'out', now())}>
          {say('check_out')}
        </Button>
      </div>
      <Badges person={person} badges={person.badges} changed={changed} />
      <Mend person={person} onErased={onErased} />
    </section>
  );
}

function WalkIn({ onDone }: { onDone: (person: Person) => void }) {
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = Object.fromEntries(
      [...new FormData(form)].filter(([name, value]) => name !== 'organisation' || value !== ''),
    );
    try {
      const { person } = await ask<{ person: Person }>('POST', '/api/people', fields);
      message.value = { text: say('registered', { name: fullName(person) }), bad: false };
      form.reset();
      onDone(person);
    } catch (refusal) {
      refused(refusal);
    }
  }
  return (
    <form class="card walk-in" onSubmit={(event) => void submit(event)} aria-labelledby="walk-in">
      <h3 id="walk-in">{say('walk_in')}</h3>
      <div class="fields">
        <PersonFields
          members={personRequest}
          values={{ role: 'visitor' }}
          labelOf={({ name, filled, choices }) =>
            fieldLabel(name) + (filled || choices ? '' : ` (${say('optional')})`)
          }
        />
      </div>
      <button type="submit" class="primary">
        {say('register')}
      </button>
    </form>
  );
}

export function People({ now }: { now: () => number }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [moved, setMoved] = useState(0);
  const choose = (id: number) => {
    setReceipt(null);
    setChosen(id);
  };
  useEffect(
    () =>
      onChange((change) => {
        if (!change || change.kind === 'presence' || change.kind === 'person')
          setMoved((times) => times + 1);
      }),
    [],
  );
  return (
    <div class="with-panel">
      <section aria-labelledby="people-title">
        <h2 id="people-title">{say('people')}</h2>
        <PersonSearch
          label={say('find_person')}
          again={moved}
          onPick={(person) => choose(person.id)}
        />
        <WalkIn onDone={(person) => choose(person.id)} />
      </section>
      {receipt ? (
        <ReceiptCard
          receipt={receipt}
          onClose={() => {
            setReceipt(null);
            document.querySelector<HTMLInputElement>('.search input')?.focus();
          }}
        />
      ) : chosen === null ? (
        <p class="muted">{say('people_hint')}</p>
      ) : (
        <Chosen
          key={chosen}
          id={chosen}
          now={now}
          onErased={(made) => {
            setChosen(null);
            setReceipt(made);
          }}
        />
      )}
    </div>
  );
}
