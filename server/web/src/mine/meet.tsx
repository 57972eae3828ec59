// SPDX-License-Identifier: EUPL-1.2
// Asking for a meeting, and answering: whom one wants, when both are free, must or wish.
import { computed, signal } from '@preact/signals';
import { now, rows, zone } from '../event/live.ts';
import { duration, hourMinute, minutes } from '../event/time.ts';
import { fold } from '../event/fold.ts';
import { SearchField } from '../parts/fields.tsx';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/text.ts';
import { mine, readOther, send, waiting } from './session.ts';
import type { Free, Request } from './types.ts';
import { certain } from '../parts/certain.ts';

/** The one who is asked, while a slot is chosen. */
const chosen = signal<{ id: number; name: string } | null>(null);
const free = signal<Free[] | null>(null);
const must = signal(false);
const search = signal('');

async function choose(id: number, name: string): Promise<void> {
  chosen.value = { id, name };
  free.value = null;
  must.value = false;
  const answer = await readOther<{ slots: Free[] }>('GET', `/api/mine/free?with=${id}`);
  if (chosen.peek()?.id !== id) return; // somebody else was chosen meanwhile
  if (answer) free.value = answer.slots;
  else chosen.value = null;
}

function Slots() {
  const { id, name } = certain(chosen.value);
  return (
    <section class="card" aria-labelledby="slots-title">
      <h2 id="slots-title" tabIndex={-1} ref={(title) => title?.focus()}>
        {say('when', { name })}
      </h2>
      {!free.value && <p role="status">{say('looking')}</p>}
      {free.value?.length === 0 && <p>{say('no_slot')}</p>}
      {free.value && free.value.length > 0 && (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={must.value}
              onChange={(event) => (must.value = event.currentTarget.checked)}
            />{' '}
            {say('must')}
          </label>
          <div class="slots" role="group" aria-labelledby="slots-title">
            {free.value.map((slot) => (
              <button
                key={slot.id}
                type="button"
                class="soft"
                onClick={() => {
                  chosen.value = null;
                  void send(
                    '/api/mine/requests',
                    { with: id, slot: slot.id, must: must.value },
                    say('done.asked', { name }),
                  );
                }}
              >
                {hourMinute(slot.from_at, zone())}
              </button>
            ))}
          </div>
        </>
      )}
      <button type="button" class="plain" onClick={() => (chosen.value = null)}>
        {say('close')}
      </button>
    </section>
  );
}

function RequestCard({ request }: { request: Request }) {
  const path = `/api/mine/requests/${request.id}/answer`;
  const answer = (word: string, says: string) => void send(path, { answer: word }, says);
  const left = Math.max(1, minutes(request.lapses_at - now.value + 30_000));
  const { name } = request.with;
  return (
    <li class={`card request ${request.state}`}>
      <div class="line">
        <span class="who">
          <strong>{name}</strong>
          <span class="muted">{request.about || request.with.segment}</span>
        </span>
        <time class="hour">{hourMinute(request.from_at, zone())}</time>
      </div>
      <p class="muted small">
        {request.must && <span class="pill attention">{say('must_short')}</span>}{' '}
        {request.state === 'open'
          ? say(request.mine ? 'lapses_mine' : 'lapses_yours', { time: duration(left) })
          : say(`request.${request.state}`)}
      </p>
      {waiting(path) ? (
        <p class="chip">
          <Icon name="clock" />
          {say('will_be_sent')}
        </p>
      ) : (
        request.state === 'open' && (
          <div class="actions">
            {!request.mine && (
              <button
                type="button"
                class="strong"
                onClick={() => answer('accept', say('done.accepted', { name }))}
              >
                <Icon name="check" />
                {say('accept')}
              </button>
            )}
            {!request.mine && (
              <button
                type="button"
                class="soft"
                onClick={() => answer('decline', say('done.declined'))}
              >
                <Icon name="cross" />
                {say('decline')}
              </button>
            )}
            {request.mine && (
              <button
                type="button"
                class="soft"
                onClick={() => answer('withdraw', say('done.withdrawn'))}
              >
                {say('withdraw')}
              </button>
            )}
          </div>
        )
      )}
    </li>
  );
}

function List({ title, requests }: { title: string; requests: Request[] }) {
  if (requests.length === 0) return null;
  return (
    <section class="column" aria-label={title}>
      <h2>{title}</h2>
      <ul class="column">
        {requests.map((request) => (
          <RequestCard key={request.id} request={request} />
        ))}
      </ul>
    </section>
  );
}

/** Those whom one has no meeting with: the wished ones first; for a buyer every company. */
const others = computed(() => {
  const own = mine.value;
  if (!own) return [];
  const asked = own.requests.filter(({ state }) => state === 'open').map(({ other }) => other);
  const taken = new Set([
    ...asked,
    ...own.meetings
      .filter(({ state }) => own.side === 'buyer' && state !== 'cancelled')
      .map((meeting) => meeting.with.id),
  ]);
  const wishes = own.wanted
    .filter((wish) => !taken.has(wish.id))
    .sort((a, b) => b.priority - a.priority);
  const wished = wishes
    .filter(({ id }, index) => wishes.findIndex((other) => other.id === id) === index)
    .map(({ id, with: { name, segment }, about }) => {
      const sides = wishes.filter((other) => other.id === id).map(({ mine }) => mine);
      return {
        id,
        name,
        segment: about || segment,
        wish: sides.length > 1 ? 'wish_both' : sides[0] ? 'wish_mine' : 'wish_theirs',
      };
    });
  if (own.side !== 'buyer') return wished;
  const known = new Set(wished.map(({ id }) => id));
  const rest = [...rows.value.organisation.values()]
    .filter(({ kind, id }) => kind === 'company' && !taken.has(id) && !known.has(id))
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'))
    .map(({ id, name, segment }) => ({ id, name, segment, wish: '' }));
  return [...wished, ...rest];
});

function Others() {
  const words = fold(search.value).split(/\s+/).filter(Boolean);
  const found = others.value.filter(({ name, segment }) =>
    words.every((word) => fold(`${name} ${segment}`).includes(word)),
  );
  return (
    <section class="column" aria-labelledby="ask-title">
      <h2 id="ask-title">{say('ask_for')}</h2>
      <SearchField
        label={say('search')}
        text={search.value}
        onText={(text) => (search.value = text)}
        wide
      />
      <ul class="card entries">
        {found.map(({ id, name, segment, wish }) => (
          <li key={id} class="entry line">
            <span class="who">
              <strong>{name}</strong>
              <span class="muted">{[segment, wish && say(wish)].filter(Boolean).join(' · ')}</span>
            </span>
            <button
              type="button"
              class="soft"
              aria-label={`${say('ask')} : ${name}`}
              onClick={() => void choose(id, name)}
            >
              {say('ask')}
            </button>
          </li>
        ))}
        {found.length === 0 && <li class="entry muted">{say('nobody')}</li>}
      </ul>
    </section>
  );
}

export function Meet() {
  const { requests } = certain(mine.value);
  const open = requests.filter(({ state }) => state === 'open');
  const closed = rows.value.edition?.booking_open === false;
  return (
    <>
      <div class="column">
        {closed && (
          <p class="card" role="status">
            {say('booking_closed')}
          </p>
        )}
        {chosen.value && !closed && <Slots />}
        <List title={say('to_answer')} requests={open.filter((request) => !request.mine)} />
        <List title={say('asked')} requests={open.filter((request) => request.mine)} />
        <List
          title={say('over')}
          requests={requests
            .filter(({ state }) => state !== 'open')
            .slice(-5)
            .reverse()}
        />
        {requests.length === 0 && !chosen.value && !closed && (
          <p class="card muted">{say('request_hint')}</p>
        )}
      </div>
      {!closed && <Others />}
    </>
  );
}

/** How many wait for this person's answer. */
export const toAnswer = computed(
  () => mine.value?.requests.filter(({ state, mine: own }) => state === 'open' && !own).length ?? 0,
);
