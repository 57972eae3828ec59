// The day at a glance: what is on, who is here, what needs a decision, what one does next.
import { now, rows, zone } from '../event/live.ts';
import { duration, hourMinute, minutes } from '../event/time.ts';
import { lateMinutes, nextPitches } from '../event/stage.ts';
import { organisationName, status } from './data.ts';
import { buyerLabel } from './board/rows.ts';
import { NextButton, StageNow } from './stage.tsx';
import { Icon } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';

const roles = ['buyer', 'company', 'visitor', 'press', 'speaker', 'staff'] as const;
const states = ['called', 'running', 'planned', 'done', 'no_show', 'cancelled'] as const;

function Arrivals() {
  const arrivals = status.value?.arrivals ?? {};
  const shown = roles.filter((role) => (arrivals[role]?.expected ?? 0) > 0);
  return (
    <section class="card" aria-labelledby="arrivals">
      <h2 id="arrivals"><Icon name="person" />{say('arrivals')}</h2>
      <table class="figures">
        <thead><tr><th scope="col">{say('role')}</th><th scope="col">{say('came')}</th><th scope="col">{say('expected')}</th><th scope="col">{say('inside')}</th><th><span class="unseen">{say('part')}</span></th></tr></thead>
        <tbody>
          {shown.map((role) => {
            const { expected, in: inside, out } = arrivals[role]!;
            const came = inside + out;
            return (
              <tr key={role}>
                <th scope="row">{say(`role.${role}`)}</th><td><strong>{came}</strong></td><td>{expected}</td><td>{inside}</td>
                <td class="bar"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="whole" width="100" height="8" /><rect class="part" width={(100 * came) / expected} height="8" /></svg></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function MeetingFigures() {
  const counts = status.value?.meetings;
  return (
    <section class="card" aria-labelledby="meeting-figures">
      <h2 id="meeting-figures"><Icon name="meeting" />{say('meetings')}</h2>
      <dl class="tiles">
        {states.map((state) => (
          <div key={state} class={`tile ${state}`}><dt>{say(`meeting.${state}`)}</dt><dd>{counts?.[state] ?? 0}</dd></div>
        ))}
      </dl>
    </section>
  );
}

/** What somebody has to decide: computed from the agenda, so that it goes by itself once done. */
function decisions(): { key: string; text: string; view: string }[] {
  const found: { key: string; text: string; view: string }[] = [];
  const late = lateMinutes(rows.value, now.value);
  if (late >= 3) found.push({ key: 'late', text: say('decide.late', { time: duration(late) }), view: 'stage' });
  const overdue = nextPitches(rows.value)[0];
  const busy = [...rows.value.pitch.values()].some(({ state }) => state === 'on_stage' || state === 'questions');
  if (overdue && !busy && now.value - overdue.planned_from_at > 60_000)
    found.push({ key: 'start', text: say('decide.start', { name: organisationName(overdue.company), time: hourMinute(overdue.planned_from_at, zone()) }), view: 'stage' });
  for (const meeting of rows.value.meeting.values()) {
    const slot = rows.value.slot.get(meeting.slot);
    if (meeting.state !== 'called' || !slot || slot.from_at > now.value) continue;
    found.push({ key: `meeting-${meeting.id}`, view: 'meetings',
      text: say('decide.absent', { name: buyerLabel(meeting), company: organisationName(meeting.company), place: meeting.place, minutes: minutes(now.value - slot.from_at) }) });
  }
  const housed = new Set([...rows.value.stand.values()].map(({ company }) => company));
  const pitching = new Set([...rows.value.pitch.values()].map(({ company }) => company));
  for (const company of rows.value.organisation.values())
    if (company.kind === 'company' && !housed.has(company.id) && !pitching.has(company.id))
      found.push({ key: `stand-${company.id}`, text: say('decide.stand', { name: company.name }), view: 'stands' });
  return found;
}

function Decisions() {
  const found = decisions();
  return (
    <section class="card" aria-labelledby="decisions">
      <h2 id="decisions"><Icon name="missed" />{say('decisions')} <span class="pill quiet">{found.length}</span></h2>
      {found.length === 0 ? <p class="muted">{say('decisions_none')}</p> : (
        <ul class="decisions">{found.slice(0, 12).map(({ key, text, view }) => <li key={key}><a href={`#${view}`}>{text}</a></li>)}</ul>
      )}
      {found.length > 12 && <p class="muted">{count('more', found.length - 12)}</p>}
    </section>
  );
}

export function Day() {
  return (
    <>
      <div class="columns">
        <section class="card lead" aria-labelledby="stage-now"><h2 id="stage-now"><Icon name="stage" />{say('stage')}</h2><StageNow /><NextButton /></section>
        <Decisions />
      </div>
      <div class="columns"><Arrivals /><MeetingFigures /></div>
    </>
  );
}
