// SPDX-License-Identifier: EUPL-1.2
// One meeting on the phone: when, where, with whom, what was said, and what one may say.
import { signal } from '@preact/signals';
import { followUps } from '../../generated/words.ts';
import { now, rows, zone } from '../event/live.ts';
import { duration, hourMinute, minutes } from '../event/time.ts';
import { Icon } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';
import { walkTo } from './day.ts';
import { WayPlan } from './plan.tsx';
import type { Order } from './kept.ts';
import { mine, regrettable, send, sendSoon, takeBack, waiting } from './session.ts';
import type { FollowUp, MyMeeting, Said } from './types.ts';
import { certain } from '../parts/certain.ts';

const soon_ms = 60 * 60_000;

/** Its hour has come, whether or not its buyer has. */
export const isNow = (meeting: MyMeeting): boolean =>
  meeting.state === 'running' || (meeting.state === 'called' && meeting.from_at <= now.value);

/** "dans 12 min", "en cours"; nothing when it is far. */
export function When({ meeting }: { meeting: MyMeeting }) {
  const left = meeting.from_at - now.value;
  if (isNow(meeting)) return <span class="pill live-pill">{say('state.running')}</span>;
  if (meeting.state === 'called')
    return (
      <span class="pill live-pill">{say('in', { time: duration(minutes(left + 59_999)) })}</span>
    );
  if (meeting.state === 'planned' && left > 0 && left < soon_ms)
    return <span class="pill quiet">{say('in', { time: duration(minutes(left + 59_999)) })}</span>;
  if (meeting.state === 'planned') return null;
  return <span class={`pill quiet ${meeting.state}`}>{say(`state.${meeting.state}`)}</span>;
}

export function Walk({ meeting }: { meeting: MyMeeting }) {
  if (
    !mine.value ||
    mine.value.side === 'company' ||
    !['planned', 'called', 'running'].includes(meeting.state)
  )
    return null;
  const walk = walkTo(meeting, mine.value.meetings, rows.value.stand.values());
  if (!walk.zone) return null;
  return (
    <div class="way">
      <p class="walk muted">
        <Icon name="walk" />
        <span>
          {walk.minutes
            ? say('walk', { zone: walk.zone, time: duration(walk.minutes), from: walk.from })
            : walk.zone}
        </span>
      </p>
      <WayPlan to={meeting.place} from={walk.from} />
    </div>
  );
}

const said = ({ mine: own, kind, minutes: late, by }: Said): string =>
  say(`said.${own ? 'me' : 'other'}.${kind}`, { by, minutes: late ?? '' });

/** Who called it off says nothing of a meeting that was put back since. */
const stands = (meeting: MyMeeting, { kind }: Said): boolean =>
  kind !== 'cannot' || meeting.state === 'cancelled';

export function Words({ meeting }: { meeting: MyMeeting }) {
  const words = meeting.words.filter((word) => stands(meeting, word));
  if (words.length === 0) return null;
  return (
    <ul class="words">
      {words.map((word) => (
        <li key={word.kind + String(word.mine)} class={word.mine ? 'own' : 'other'}>
          {said(word)}
        </li>
      ))}
    </ul>
  );
}

const path = (meeting: MyMeeting, what: string) => `/api/mine/meetings/${meeting.id}/${what}`;
const word = (meeting: MyMeeting, body: object, says: string) =>
  void send(path(meeting, 'word'), body, says);

/** What opens takes the focus, so that a second Enter answers nothing. */
export const takeFocus = (part: HTMLElement | null): void => part?.focus();

/** Of which meeting it is asked which colleague comes. */
const choosing = signal(0);

function Colleagues({ meeting }: { meeting: MyMeeting }) {
  const { colleagues } = certain(mine.value);
  return (
    <div class="choice" role="group" aria-label={say('who_comes')} tabIndex={-1} ref={takeFocus}>
      <p>{say('who_comes')}</p>
      {colleagues.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          class="soft"
          onClick={() => {
            choosing.value = 0;
            word(meeting, { kind: 'colleague', person: id }, say('done.colleague', { name }));
          }}
        >
          {name}
        </button>
      ))}
      <button type="button" class="plain" onClick={() => (choosing.value = 0)}>
        {say('close')}
      </button>
    </div>
  );
}

/** Said, and not sent yet. */
function CalledOff({ order }: { order: Order }) {
  return (
    <div class="choice" role="group" aria-label={say('cannot_soon')} tabIndex={-1} ref={takeFocus}>
      <p>{say('cannot_soon')}</p>
      <button type="button" class="soft" onClick={() => takeBack(order.id)}>
        <Icon name="undo" />
        {say('cannot_back')}
      </button>
    </div>
  );
}

/** The words of one touch. What cannot be undone afterwards waits for second thoughts. */
export function Actions({ meeting }: { meeting: MyMeeting }) {
  const may = (kind: string) => (meeting.may as string[]).includes(kind);
  const regret = regrettable(path(meeting, 'word'));
  if (regret) return <CalledOff order={regret} />;
  if (choosing.value === meeting.id) return <Colleagues meeting={meeting} />;
  if (waiting(path(meeting, 'word')))
    return (
      <p class="chip">
        <Icon name="clock" />
        {say('will_be_sent')}
      </p>
    );
  const colleague = () => {
    word(meeting, { kind: 'colleague' }, say('done.colleague_other'));
    if (certain(mine.value).colleagues.length > 0) choosing.value = meeting.id;
  };
  return (
    <div class="actions">
      {may('late') && (
        <button
          type="button"
          class="soft"
          onClick={() => word(meeting, { kind: 'late', minutes: 5 }, say('done.late'))}
        >
          <Icon name="clock" />
          {say('late_5')}
        </button>
      )}
      {may('colleague') && (
        <button type="button" class="soft" onClick={colleague}>
          <Icon name="swap" />
          {say('colleague')}
        </button>
      )}
      {may('cannot') && (
        <button
          type="button"
          class="soft"
          onClick={() => sendSoon(path(meeting, 'word'), { kind: 'cannot' }, say('done.cannot'))}
        >
          <Icon name="cross" />
          {say('cannot')}
        </button>
      )}
      {may('not_held') && (
        <button
          type="button"
          class="soft"
          onClick={() => word(meeting, { kind: 'not_held' }, say('done.not_held'))}
        >
          <Icon name="cross" />
          {say('not_held')}
        </button>
      )}
      {may('held') && (
        <button
          type="button"
          class="soft"
          onClick={() => word(meeting, { kind: 'held' }, say('done.held'))}
        >
          <Icon name="check" />
          {say('held')}
        </button>
      )}
    </div>
  );
}

const useful = signal<ReadonlyMap<number, number>>(new Map());

/** Two questions, two touches. */
export function Outcome({ meeting }: { meeting: MyMeeting }) {
  if (!meeting.may.includes('outcome')) return null;
  if (waiting(path(meeting, 'outcome')))
    return (
      <p class="chip">
        <Icon name="clock" />
        {say('will_be_sent')}
      </p>
    );
  const first = useful.value.get(meeting.id) ?? meeting.outcome?.useful;
  const tell = (follow_up: FollowUp) =>
    void send(path(meeting, 'outcome'), { useful: first, follow_up }, say('done.outcome'));
  return (
    <div class="outcome">
      <div class="choice" role="group" aria-label={say('useful')}>
        <p>{say('useful')}</p>
        {[2, 1, 0].map((value) => (
          <button
            key={value}
            type="button"
            class="soft"
            aria-pressed={first === value}
            onClick={() => {
              useful.value = new Map(useful.value).set(meeting.id, value);
              if (meeting.outcome)
                void send(
                  path(meeting, 'outcome'),
                  { useful: value, follow_up: meeting.outcome.follow_up },
                  say('done.outcome'),
                );
            }}
          >
            {say(`useful.${value}`)}
          </button>
        ))}
      </div>
      {first !== undefined && (
        <div class="choice" role="group" aria-label={say('follow_up')}>
          <p>{say('follow_up')}</p>
          {followUps.map((value) => (
            <button
              key={value}
              type="button"
              class="soft"
              aria-pressed={meeting.outcome?.follow_up === value}
              onClick={() => tell(value)}
            >
              {say(`follow_up.${value}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Both give, or nobody has anything. */
export function Contact({ meeting }: { meeting: MyMeeting }) {
  const { given, offered, people } = meeting.contact;
  if (!meeting.may.includes('contact') && !given) return null;
  const give = (value: boolean) =>
    void send(
      path(meeting, 'contact'),
      { give: value },
      say(value ? 'done.given' : 'done.taken_back'),
    );
  return (
    <div class="contact">
      {people.map(({ person, name, position, email }) => (
        <p key={person} class="line">
          <span class="who">
            <strong>{name}</strong>
            <span class="muted">{[position, email].filter(Boolean).join(' · ')}</span>
          </span>
          <a
            class="button soft"
            href={`/api/mine/meetings/${meeting.id}/contacts.vcf?person=${person}`}
            download
          >
            <Icon name="down" />
            {say('vcard')}
          </a>
        </p>
      ))}
      {given && people.length === 0 && <p class="muted">{say('contact_waiting')}</p>}
      {!given && offered && <p>{say('contact_offered')}</p>}
      {waiting(path(meeting, 'contact')) ? (
        <p class="chip">
          <Icon name="clock" />
          {say('will_be_sent')}
        </p>
      ) : given ? (
        <button type="button" class="plain" onClick={() => give(false)}>
          {say('take_back')}
        </button>
      ) : (
        <button type="button" class="soft" onClick={() => give(true)}>
          <Icon name="person" />
          {say('give_contact')}
        </button>
      )}
    </div>
  );
}

const opened = signal<ReadonlySet<number>>(new Set());

/** A line of the day that opens. */
export function MeetingLine({ meeting }: { meeting: MyMeeting }) {
  const open = opened.value.has(meeting.id);
  const id = `meeting-${meeting.id}`;
  const toggle = () => {
    const next = new Set(opened.value);
    if (!next.delete(meeting.id)) next.add(meeting.id);
    opened.value = next;
  };
  return (
    <li class={`entry ${meeting.state}`}>
      <h3>
        <button
          type="button"
          class="entry-head"
          aria-expanded={open}
          aria-controls={id}
          onClick={toggle}
        >
          <time>{hourMinute(meeting.from_at, zone())}</time>
          <span class="who">
            <strong>{meeting.with.name || meeting.who}</strong>
            <span class="muted">
              {certain(mine.value).side === 'company' ? meeting.who : meeting.with.segment}
            </span>
          </span>
          <span class="stand">
            <span class="unseen">{say('stand')} </span>
            {meeting.place}
          </span>
        </button>
      </h3>
      <div class="entry-state">
        <When meeting={meeting} />
        <Words meeting={meeting} />
      </div>
      {open && (
        <div class="entry-body" id={id}>
          <Walk meeting={meeting} />
          <Actions meeting={meeting} />
          <Outcome meeting={meeting} />
          <Contact meeting={meeting} />
        </div>
      )}
    </li>
  );
}

export const meetingsLeft = (meetings: MyMeeting[]): string =>
  count(
    'to_come',
    meetings.filter(({ state }) => state === 'planned' || state === 'called').length,
  );
