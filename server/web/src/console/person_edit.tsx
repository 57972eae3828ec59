// SPDX-License-Identifier: EUPL-1.2
// Mending a person's row: correct it, say that two rows are one person, erase it on request.
import { useEffect, useRef, useState } from 'preact/hooks';
import { personCorrectionRequest } from '../../generated/forms.ts';
import { rows, zone } from '../event/live.ts';
import { hourMinute, longDate } from '../event/time.ts';
import type { Person } from '../event/types.ts';
import { act, ask, message, user, refused } from './session.ts';
import { Button, Confirm } from './parts.tsx';
import { PersonFields, fieldLabel, textOf } from './person_fields.tsx';
import { PersonSearch, fullName } from './person_search.tsx';
import { language, say } from '../parts/text.ts';

type Open = 'profile' | 'merge' | 'erase' | null;

/** What a field has at first. Hosts read no addresses: that field is empty, and then unchanged. */
const valueOf = (person: Person, name: string) =>
  name === 'organisation' ? (person.organisation?.name ?? '') : textOf(person, name);

function Profile({ person, onDone }: { person: Person; onDone: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const before = Object.fromEntries(
    personCorrectionRequest.map(({ name }) => [name, valueOf(person, name)]),
  );
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const changed = Object.fromEntries(
      [...fields].filter(([name, value]) => value !== before[name]),
    );
    if (changed.organisation && person.affiliation) changed.affiliation = ''; // taken up
    if (
      Object.keys(changed).length === 0 ||
      (await act(`/api/people/${person.id}`, changed, say('corrected', { name: fullName(person) })))
    )
      onDone();
  }
  return (
    <form
      class="mend"
      onSubmit={(event) => void submit(event)}
      ref={form}
      aria-label={say('correct')}
    >
      <PersonFields
        members={personCorrectionRequest}
        values={before}
        labelOf={({ name }) => fieldLabel(name === 'email' ? 'email_unchanged' : name)}
      />
      <div class="actions">
        <button type="submit" class="primary">
          {say('save')}
        </button>
        <Button onClick={onDone}>{say('cancel')}</Button>
      </div>
    </form>
  );
}

function Merge({ person, onDone }: { person: Person; onDone: () => void }) {
  const [duplicate, setDuplicate] = useState<Person | null>(null);
  const merge = async () => {
    if (
      duplicate &&
      (await act(
        `/api/people/${person.id}/merge`,
        { duplicate: duplicate.id },
        say('merged', { name: fullName(person) }),
      ))
    )
      onDone();
  };
  return (
    <div class="mend">
      <p class="muted">{say('merge_hint', { name: fullName(person) })}</p>
      <PersonSearch
        label={say('find_duplicate')}
        onPick={(found) =>
          found.id === person.id
            ? (message.value = { text: say('same_row'), bad: true })
            : setDuplicate(found)
        }
      />
      <Button onClick={onDone}>{say('cancel')}</Button>
      {duplicate && (
        <Confirm
          question={say('merge_sure', {
            duplicate: `${fullName(duplicate)}${duplicate.organisation ? ` (${duplicate.organisation.name})` : ''}`,
            name: fullName(person),
          })}
          yes={say('merge')}
          onYes={() => void merge()}
          onNo={() => setDuplicate(null)}
        />
      )}
    </div>
  );
}

interface Receipt {
  person: number;
  erased_at: number;
  edition: string;
  by: string;
}

/** What the person takes home: it names nobody, so that keeping a copy keeps nothing of them. */
export function ReceiptCard({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section class="card panel" aria-labelledby="receipt">
      <div class="print receipt">
        <h3 id="receipt" ref={title} tabIndex={-1} class="big">
          {say('receipt')}
        </h3>
        <p>{receipt.edition}</p>
        <p>
          {say('receipt_text', {
            number: receipt.person,
            date: longDate(receipt.erased_at, zone(), language.value),
            time: hourMinute(receipt.erased_at, zone()),
            by: receipt.by,
          })}
        </p>
        <p class="muted">{say('receipt_more')}</p>
      </div>
      <div class="actions">
        <Button icon="print" onClick={() => print()}>
          {say('print')}
        </Button>
        <Button icon="cross" onClick={onClose}>
          {say('close')}
        </Button>
      </div>
    </section>
  );
}

export function Mend({
  person,
  onErased,
}: {
  person: Person;
  onErased: (receipt: Receipt) => void;
}) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => {
    const was = open;
    setOpen(null);
    requestAnimationFrame(() => document.getElementById(`mend-${was}`)?.focus());
  };
  const erase = async () => {
    try {
      onErased(
        (
          await ask<{ receipt: Receipt }>('POST', `/api/people/${person.id}/erasure`, {
            confirm: true,
          })
        ).receipt,
      );
    } catch (refusal) {
      refused(refusal);
    }
  };
  void rows.value;
  return (
    <div class="badge">
      <div class="actions">
        <Button id="mend-profile" onClick={() => setOpen(open === 'profile' ? null : 'profile')}>
          {say('correct')}
        </Button>
        <Button
          id="mend-merge"
          icon="swap"
          onClick={() => setOpen(open === 'merge' ? null : 'merge')}
        >
          {say('merge')}
        </Button>
        {user.value?.role === 'organiser' && (
          <Button id="mend-erase" icon="cross" tone="danger" onClick={() => setOpen('erase')}>
            {say('erase')}
          </Button>
        )}
      </div>
      {open === 'profile' && <Profile person={person} onDone={close} />}
      {open === 'merge' && <Merge person={person} onDone={close} />}
      {open === 'erase' && (
        <Confirm
          question={say('erase_sure', { name: fullName(person) })}
          yes={say('erase')}
          onYes={() => void erase()}
          onNo={close}
        />
      )}
    </div>
  );
}
export type { Receipt };
