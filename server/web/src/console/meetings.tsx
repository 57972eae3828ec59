// The meetings' board, companies × slots: one cell in the tab order, arrow keys between cells, and
// a panel that says and moves the chosen meeting.
import { useMemo } from 'preact/hooks';
import { signal } from '@preact/signals';
import { rows, now, zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import type { Meeting, MeetingState, Person } from '../event/types.ts';
import { act } from './session.ts';
import { companies, organisationName, slots } from './data.ts';
import { Button } from './parts.tsx';
import { PersonSearch } from './person_search.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { say } from '../parts/text.ts';

const icons: Record<MeetingState, IconName> = { planned: 'day', called: 'notice', running: 'meeting', done: 'check', no_show: 'missed', cancelled: 'cross' };
/** What a host does from each state; the server has the last word. */
const moves: Record<MeetingState, MeetingState[]> = {
  planned: ['called', 'running', 'no_show', 'cancelled'], called: ['running', 'no_show', 'done', 'planned', 'cancelled'],
  running: ['done', 'no_show', 'called', 'cancelled'], done: ['running', 'no_show'], no_show: ['running', 'done', 'called', 'cancelled'],
  cancelled: ['planned'],
};

const chosen = signal<{ company: number; slot: number }>({ company: -1, slot: -1 });
const opened = signal(false);

/** Cell → meeting; a cancelled one gives way to any other. */
function board(): Map<string, Meeting> {
  const cells = new Map<string, Meeting>();
  for (const meeting of rows.value.meeting.values()) {
    const key = `${meeting.company}-${meeting.slot}`;
    const there = cells.get(key);
    if (!there || there.state === 'cancelled') cells.set(key, meeting);
  }
  return cells;
}

const buyerName = (meeting: Meeting) => organisationName(meeting.organisation, say('buyer_number', { number: meeting.buyer }));
const slotTime = (slot: number) => {
  const found = rows.value.slot.get(slot);
  return found ? hourMinute(found.from_at, zone()) : String(slot);
};

function focusCell(company: number, slot: number): void {
  chosen.value = { company, slot };
  requestAnimationFrame(() => document.getElementById(`cell-${company}-${slot}`)?.focus());
}

function onKey(event: KeyboardEvent, row: number, column: number): void {
  const steps: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -99], End: [0, 99] };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const company = companies.value[Math.min(companies.value.length - 1, Math.max(0, row + step[0]))];
  const slot = slots.value[Math.min(slots.value.length - 1, Math.max(0, column + step[1]))];
  if (company && slot) focusCell(company.id, slot.id);
}

function Cell({ company, slot, row, column, meeting }: { company: number; slot: number; row: number; column: number; meeting: Meeting | undefined }) {
  const here = chosen.value.company === company && chosen.value.slot === slot;
  const first = chosen.value.company === -1 && row === 0 && column === 0;
  const what = meeting ? `${buyerName(meeting)}, ${say(`meeting.${meeting.state}`)}` : say('free');
  return (
    <td class={here ? 'chosen' : undefined}>
      <button type="button" id={`cell-${company}-${slot}`} class={`cell ${meeting?.state ?? 'free'}`} tabIndex={here || first ? 0 : -1}
        aria-label={`${organisationName(company)}, ${slotTime(slot)} : ${what}`} title={what}
        onKeyDown={(event) => onKey(event, row, column)}
        onClick={() => {
          chosen.value = { company, slot };
          opened.value = true;
          requestAnimationFrame(() => document.getElementById('meeting-panel')?.focus());
        }}>
        {meeting ? <><Icon name={icons[meeting.state]} /><span class="text">{buyerName(meeting)}</span></> : null}
      </button>
    </td>
  );
}

function Slots({ meeting }: { meeting: Meeting }) {
  const cells = board();
  const free = (slot: number) => {
    const there = cells.get(`${meeting.company}-${slot}`);
    return !there || there.state === 'cancelled';
  };
  const move = async (slot: number) => {
    if (await act(`/api/meetings/${meeting.id}/slot`, { slot }, say('moved', { name: buyerName(meeting), time: slotTime(slot) }))) {
      chosen.value = { company: meeting.company, slot };
      requestAnimationFrame(() => document.getElementById('meeting-panel')?.focus());
    }
  };
  return (
    <fieldset>
      <legend>{say('move_to')}</legend>
      <div class="actions">
        {slots.value.filter(({ id, to_at }) => id !== meeting.slot && to_at > now.value).map(({ id }) => (
          <Button key={id} off={!free(id)} label={free(id) ? slotTime(id) : say('taken', { time: slotTime(id) })} onClick={() => void move(id)}>{slotTime(id)}</Button>
        ))}
      </div>
    </fieldset>
  );
}

function Chosen({ meeting }: { meeting: Meeting }) {
  return (
    <>
      <p class="big">{buyerName(meeting)}</p>
      <p>{say('meeting_line', { company: organisationName(meeting.company), time: slotTime(meeting.slot), place: meeting.place })}</p>
      <p><span class={`state ${meeting.state}`}><Icon name={icons[meeting.state]} />{say(`meeting.${meeting.state}`)}</span> <span class="muted">{say('weight', { weight: meeting.weight })}</span></p>
      <div class="actions">
        {moves[meeting.state].map((to) => (
          <Button key={to} icon={icons[to]} tone={to === 'cancelled' ? 'danger' : undefined} onClick={() => void act(`/api/meetings/${meeting.id}/state`, { to }, say('meeting_now', { state: say(`meeting.${to}`) }))}>{say(`to.${to}`)}</Button>
        ))}
      </div>
      {meeting.state === 'planned' && <Slots meeting={meeting} />}
    </>
  );
}

function Add({ company, slot }: { company: number; slot: number }) {
  const add = (person: Person) => void act('/api/meetings', { buyer: person.id, company, slot }, say('added', { name: person.organisation?.name ?? person.last_name }));
  return (
    <>
      <p class="big">{say('add_meeting')}</p>
      <p>{say('with_at', { company: organisationName(company), time: slotTime(slot) })}</p>
      <PersonSearch label={say('find_buyer')} only="buyer" action={say('add')} onPick={add} />
    </>
  );
}

function Panel({ meeting }: { meeting: Meeting | undefined }) {
  if (!opened.value) return <p class="muted">{say('board_hint')}</p>;
  const { company, slot } = chosen.value;
  return (
    <section id="meeting-panel" class="card panel" tabIndex={-1} aria-label={say('meeting')}>
      {meeting ? <Chosen meeting={meeting} /> : null}
      {!meeting || meeting.state === 'cancelled' ? <Add key={`${company}-${slot}`} company={company} slot={slot} /> : null}
      <Button icon="cross" onClick={() => { opened.value = false; focusCell(company, slot); }}>{say('close')}</Button>
    </section>
  );
}

export function Meetings() {
  const meetings = rows.value.meeting;
  const cells = useMemo(board, [meetings]);
  return (
    <div class="with-panel">
      <section aria-labelledby="board-title" class="board-section">
        <h2 id="board-title">{say('board')}</h2>
        <ul class="legend">{(Object.keys(icons) as MeetingState[]).map((state) => <li key={state}><span class={`cell ${state}`}><Icon name={icons[state]} /></span>{say(`meeting.${state}`)}</li>)}</ul>
        <div class="scroll">
          <table class="board">
            <thead><tr><th scope="col">{say('company')}</th>{slots.value.map((slot) => (
              <th scope="col" key={slot.id} class={slot.from_at <= now.value && now.value < slot.to_at ? 'current' : undefined}>{hourMinute(slot.from_at, zone())}</th>
            ))}</tr></thead>
            <tbody>
              {companies.value.map((company, row) => (
                <tr key={company.id}>
                  <th scope="row">{company.name}</th>
                  {slots.value.map((slot, column) => (
                    <Cell key={slot.id} company={company.id} slot={slot.id} row={row} column={column} meeting={cells.get(`${company.id}-${slot.id}`)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Panel meeting={cells.get(`${chosen.value.company}-${chosen.value.slot}`)} />
    </div>
  );
}
