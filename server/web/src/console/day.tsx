// The day at a glance: what is on, who is here, what needs a decision, what one does next.
import { now, rows, zone } from '../event/live.ts';
import { duration, hourMinute, minutes } from '../event/time.ts';
import { lateMinutes, nextPitches } from '../event/stage.ts';
import { arrivals, organisationName, refusedScans, status, watchedKiosks } from './data.ts';
import { buyerLabel } from './board/rows.ts';
import { NextButton, StageNow } from './stage.tsx';
import { Icon } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';

const roles = ['buyer', 'company', 'visitor', 'press', 'speaker', 'staff'] as const;
const states = ['called', 'running', 'planned', 'done', 'no_show', 'cancelled'] as const;

/** The curve of the morning: how many had come, against everyone who is expected. */
function Curve() {
  const known = arrivals.value;
  const { edition } = rows.value;
  if (!known || !edition || known.came.length < 2) return null;
  const width = 600, height = 150, foot = 22, head = 26;
  const steps = Math.max(known.came.length - 1, Math.ceil((edition.opens_at + 3_600_000 - known.from_at) / known.step_ms));
  const most = Math.max(known.expected, 1);
  const x = (step: number) => (width * step) / steps;
  const y = (people: number) => head + (height - head) * (1 - people / most);
  const line = known.came.map((people, step) => `${x(step).toFixed(1)},${y(people).toFixed(1)}`).join(' ');
  const now_step = known.came.length - 1, now_people = known.came.at(-1)!;
  const hours: number[] = [];
  for (let at = Math.ceil(known.from_at / 3_600_000) * 3_600_000; at <= known.from_at + steps * known.step_ms; at += 3_600_000) hours.push(at);
  return (
    <svg class="curve" viewBox={`0 0 ${width} ${height + foot}`} role="img" aria-label={say('curve', { came: now_people, expected: known.expected })}>
      <line class="goal" x1="0" x2={width} y1={y(most)} y2={y(most)} />
      <polygon class="area" points={`0,${height} ${line} ${x(now_step)},${height}`} />
      <polyline class="came" points={line} />
      <text class="said" x={0} y={y(most) - 6}>{say('curve_goal', { expected: known.expected })}</text>
      <text class="said now" x={Math.min(x(now_step) + 10, width)} y={y(now_people) + (y(now_people) < 40 ? 22 : -10)} text-anchor={x(now_step) > width - 60 ? 'end' : 'start'}>{now_people}</text>
      <circle cx={x(now_step)} cy={y(now_people)} r="5" />
      <line class="axis" x1="0" x2={width} y1={height} y2={height} />
      {hours.map((at) => {
        const step = (at - known.from_at) / known.step_ms;
        return <text key={at} x={x(step)} y={height + 17} text-anchor={step === 0 ? 'start' : step >= steps - 1 ? 'end' : 'middle'}>{hourMinute(at, zone())}</text>;
      })}
    </svg>
  );
}

function Arrivals() {
  const byRole = status.value?.arrivals ?? {};
  const shown = roles.filter((role) => (byRole[role]?.expected ?? 0) > 0);
  return (
    <section class="card" aria-labelledby="arrivals">
      <h2 id="arrivals"><Icon name="person" />{say('arrivals')}</h2>
      <Curve />
      <table class="figures">
        <thead><tr><th scope="col">{say('role')}</th><th scope="col">{say('came')}</th><th scope="col">{say('expected')}</th><th scope="col">{say('inside')}</th><th><span class="unseen">{say('part')}</span></th></tr></thead>
        <tbody>
          {shown.map((role) => {
            const { expected, in: inside, out } = byRole[role]!;
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

/** A company that pitches this soon should be in the house. */
const soon_ms = 20 * 60_000;
/** A refused badge is somebody's business this long. */
const scan_shown_ms = 5 * 60_000;
const worrying = new Set(['already_in', 'forged', 'revoked', 'wrong_edition', 'unknown', 'unreadable']);

/** States of a kiosk's printer that somebody must do something about. */
const missing = new Set(['no_paper', 'gone', 'blocked']);

/** What somebody has to decide: computed from the agenda, so that it goes by itself once done. */
function decisions(): { key: string; text: string; view: string }[] {
  const found: { key: string; text: string; view: string }[] = [];
  for (const { id, name, online, revoked_at, health } of watchedKiosks.value) {
    if (revoked_at !== null || !health) continue;
    if (health.help_at !== null)
      found.push({ key: `help-${id}`, view: 'kiosks', text: say('decide.help', { name, time: hourMinute(health.help_at, zone()) }) });
    if (online && missing.has(health.printer))
      found.push({ key: `printer-${id}`, view: 'kiosks', text: say(`decide.printer.${health.printer}`, { name }) });
  }
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
  const here = new Set(arrivals.value?.companies_in);
  for (const pitch of arrivals.value ? nextPitches(rows.value).slice(0, 2) : [])
    if (!here.has(pitch.company) && pitch.projected_from_at - now.value < soon_ms)
      found.push({ key: `late-${pitch.id}`, view: 'stage', text: say('decide.company_away', { name: organisationName(pitch.company), time: hourMinute(pitch.projected_from_at, zone()) }) });
  for (const scan of refusedScans.value) {
    if (!worrying.has(scan.status) || now.value - scan.at > scan_shown_ms) continue;
    const device = status.value?.devices.find(({ id }) => id === scan.device)?.name ?? say('desk');
    found.push({ key: `scan-${scan.id}`, view: 'people', text: say('decide.scan', { device, time: hourMinute(scan.at, zone()), what: say(`scan.${scan.status}`) }) });
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
    <section class="card second" aria-labelledby="decisions">
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
    <div class="day">
      <div class="stack">
        <section class="card lead first" aria-labelledby="stage-now"><h2 id="stage-now"><Icon name="stage" />{say('stage')}</h2><StageNow /><NextButton /></section>
        <Arrivals />
      </div>
      <div class="stack"><Decisions /><MeetingFigures /></div>
    </div>
  );
}
