// SPDX-License-Identifier: EUPL-1.2
// Search as one types: a field, and what it finds. Used at the desk and to add a meeting.
import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../event/types.ts';
import { read, wordsOf } from './session.ts';
import { SearchField } from '../parts/fields.tsx';
import { count, say } from '../parts/text.ts';

/** A pause in the typing that long sends the question. */
const pause_ms = 120;

export const fullName = (person: Person) => `${person.first_name} ${person.last_name}`;

interface Props {
  label: string;
  only?: string;
  action?: string;
  onPick: (person: Person) => void;
  again?: unknown;
}

export function PersonSearch({ label, only, action, onPick, again }: Props) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Person[]>([]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (!query.trim()) {
      setFound([]);
      return;
    }
    let current = true; // an answer that comes after a newer question is not shown
    const timer = setTimeout(() => {
      read<{ people: Person[] }>(`/api/people?limit=20&q=${encodeURIComponent(query.trim())}`).then(
        ({ people }) => {
          if (!current) return;
          setFound(only ? people.filter(({ role }) => role === only) : people);
          setProblem('');
        },
        (refusal: unknown) => current && setProblem(wordsOf(refusal)),
      );
    }, pause_ms);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query, again, only]);
  return (
    <div class="person-search">
      <SearchField label={label} text={query} onText={setQuery} />
      <p class="muted small" role="status">
        {problem || (query.trim() ? count('found', found.length) : '')}
      </p>
      <ul class="people">
        {found.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              class="person"
              aria-label={action ? `${action} ${fullName(person)}` : undefined}
              onClick={() => onPick(person)}
            >
              <span class="who">
                <strong>{fullName(person)}</strong>
                <span class="muted">{person.organisation?.name ?? person.affiliation}</span>
              </span>
              <span class={`presence ${person.presence}`}>
                {say(`presence.${person.presence}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
