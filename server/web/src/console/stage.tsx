// SPDX-License-Identifier: EUPL-1.2
// The running order as the host uses it, standing beside the stage.
import { useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { nameOf, now, rows, zone } from '../event/live.ts';
import { countdown, duration, hourMinute } from '../event/time.ts';
import { cuesNow, lateMinutes, nextPitches, onStage, runningOrder } from '../event/stage.ts';
import type { Pitch } from '../event/types.ts';
import { undoLast } from './history.tsx';
import { act } from './session.ts';
import { Button, Confirm } from './parts.tsx';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/text.ts';

const kept = 'parvis.confirm';
/** Asked until somebody says that it is not to be: a hall sees each step at once. */
const confirming = signal(localStorage.getItem(kept) !== 'no');

export function StageNow() {
  const current = onStage(rows.value, now.value);
  const late = lateMinutes(rows.value, now.value);
  const next = nextPitches(rows.value)[0];
  return (
    <div class="stage-now">
      {current ? (
        <>
          <p class="muted">{say(`phase.${current.phase}`)}</p>
          <p class="big">{nameOf(current.pitch.company)}</p>
          <p
            class={`digits ${current.left_ms < 0 ? 'over' : ''} ${current.pitch.paused_at === null ? '' : 'paused'}`}
            role="timer"
            aria-live="off"
          >
            {countdown(current.left_ms)}
          </p>
          {current.pitch.paused_at !== null && (
            <p>
              <span class="pill attention">
                <Icon name="pause" />
                {say('paused_since', { time: hourMinute(current.pitch.paused_at, zone()) })}
              </span>
            </p>
          )}
        </>
      ) : (
        <p class="big">{next ? say('stage_free') : say('stage_over')}</p>
      )}
      {late > 0 && (
        <p>
          <span class="pill attention">{say('late', { time: duration(late) })}</span>
        </p>
      )}
      {next && (
        <p class="muted">
          {say('then', {
            name: nameOf(next.company),
            time: hourMinute(next.projected_from_at, zone()),
          })}
        </p>
      )}
    </div>
  );
}

/** What the one button does now, in words; null: nothing is left to do. */
function nextStep(): string | null {
  const current = onStage(rows.value, now.value);
  if (current)
    return current.phase === 'on_stage'
      ? say('do.questions')
      : say('do.end', { name: nameOf(current.pitch.company) });
  const next = nextPitches(rows.value)[0];
  return next ? say('do.start', { name: nameOf(next.company) }) : null;
}

export function NextButton() {
  const [asking, setAsking] = useState<string | null>(null);
  const step = nextStep();
  if (step === null) return null;
  const go = () => void act('/api/pitches/next', {});
  return (
    <>
      <Button
        tone="big"
        icon="play"
        id="next-step"
        onClick={() => (confirming.value ? setAsking(step) : go())}
      >
        {step}
      </Button>
      {asking !== null && (
        <Confirm
          question={say('sure', { step: asking })}
          yes={asking}
          onYes={go}
          onNo={() => setAsking(null)}
        />
      )}
    </>
  );
}

function Moves({ pitch }: { pitch: Pitch }) {
  const name = nameOf(pitch.company);
  const to = (state: string) => () => void act(`/api/pitches/${pitch.id}/state`, { to: state });
  const time = (minutes: number) => () => void act(`/api/pitches/${pitch.id}/time`, { minutes });
  const running = pitch.state === 'on_stage' || pitch.state === 'questions';
  const order = nextPitches(rows.value).sort(
    (a, b) => a.planned_from_at - b.planned_from_at || a.position - b.position,
  );
  const place = order.findIndex(({ id }) => id === pitch.id);
  const above = order[place - 1],
    below = place < 0 ? undefined : order[place + 1];
  const swap = (other: Pitch) => () =>
    void act(
      '/api/pitches/swap',
      { a: pitch.id, b: other.id },
      say('swapped', { name, other: nameOf(other.company) }),
    );
  return (
    <div class="actions">
      {pitch.state === 'ready' && (
        <Button icon="play" label={`${say('start')} ${name}`} onClick={to('on_stage')}>
          {say('start')}
        </Button>
      )}
      {pitch.state === 'on_stage' && (
        <Button icon="question" label={`${say('to_questions')} ${name}`} onClick={to('questions')}>
          {say('to_questions')}
        </Button>
      )}
      {pitch.state === 'questions' && (
        <Button icon="back" label={`${say('back_to_pitch')} ${name}`} onClick={to('on_stage')}>
          {say('back_to_pitch')}
        </Button>
      )}
      {pitch.state === 'done' && (
        <Button icon="back" label={`${say('resume')} ${name}`} onClick={to('questions')}>
          {say('resume')}
        </Button>
      )}
      {running && (
        <Button icon="check" label={`${say('end')} ${name}`} onClick={to('done')}>
          {say('end')}
        </Button>
      )}
      {running && (
        <Button label={`−1 min, ${name}`} onClick={time(-1)}>
          −1 min
        </Button>
      )}
      {running && (
        <Button label={`+1 min, ${name}`} onClick={time(1)}>
          +1 min
        </Button>
      )}
      {above && place > 0 && (
        <Button icon="up" label={say('swap_up', { name })} onClick={swap(above)}>
          {say('up')}
        </Button>
      )}
      {below && (
        <Button icon="down" label={say('swap_down', { name })} onClick={swap(below)}>
          {say('down')}
        </Button>
      )}
      {pitch.state === 'ready' && (
        <Button icon="skip" label={`${say('skip')} ${name}`} onClick={to('skipped')}>
          {say('skip')}
        </Button>
      )}
      {pitch.state !== 'ready' && (
        <Button label={`${say('put_back')} ${name}`} onClick={to('ready')}>
          {say('put_back')}
        </Button>
      )}
    </div>
  );
}

/** What the host reaches for while somebody is on stage, large enough for a thumb. */
function Controls() {
  const current = onStage(rows.value, now.value);
  const pitch = current?.pitch;
  const paused = pitch?.paused_at != null;
  const send = (path: string, body: unknown) =>
    pitch && void act(`/api/pitches/${pitch.id}/${path}`, body);
  return (
    <div class="controls">
      <Button
        icon={paused ? 'play' : 'pause'}
        off={!pitch}
        onClick={() => send('pause', { paused: !paused })}
      >
        {say(paused ? 'go_on' : 'pause')}
      </Button>
      <Button off={!pitch} onClick={() => send('time', { minutes: -1 })}>
        −1 min
      </Button>
      <Button off={!pitch} onClick={() => send('time', { minutes: 1 })}>
        +1 min
      </Button>
      <Button icon="undo" label={say('undo_last')} onClick={() => void undoLast()}>
        {say('undo')}
      </Button>
    </div>
  );
}

const cues = ['wrap_up', 'one_minute', 'microphone', 'slower'] as const;
/** How long a word to the speaker stays. */
const cue_minutes = 2;

/** Words on the speaker's timer alone; they blink there when they come. */
function Cues() {
  const [own, setOwn] = useState('');
  const shown = cuesNow(rows.value, now.value);
  const show = async (fr: string, en: string) => {
    for (const { id } of shown) await act(`/api/notices/${id}`, undefined, undefined, 'DELETE');
    return act(
      '/api/notices',
      { fr, en, minutes: cue_minutes, audience: 'stage' },
      say('cue_sent'),
    );
  };
  return (
    <section class="card" aria-labelledby="cues">
      <h2 id="cues">
        <Icon name="notice" />
        {say('cues')}
      </h2>
      <p class="muted">{say('cues_hint')}</p>
      <div class="actions">
        {cues.map((cue) => (
          <Button
            key={cue}
            onClick={() => void show(say(`cue.${cue}`, {}, 'fr'), say(`cue.${cue}`, {}, 'en'))}
          >
            {say(`cue.${cue}`)}
          </Button>
        ))}
      </div>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void show(own.trim(), own.trim()).then((sent) => sent && setOwn(''));
        }}
      >
        <label class="field">
          <span>{say('cue_own')}</span>
          <input
            value={own}
            required
            maxLength={80}
            onInput={(event) => setOwn(event.currentTarget.value)}
          />
        </label>
        <button type="submit">{say('cue_send')}</button>
      </form>
      <ul class="list" aria-live="polite">
        {shown.map((cue) => (
          <li key={cue.id}>
            <strong>{cue.fr}</strong>
            <span class="actions">
              <Button
                icon="notice"
                label={`${say('blink')} : ${cue.fr}`}
                onClick={() => void show(cue.fr, cue.en)}
              >
                {say('blink')}
              </Button>
              <Button
                icon="cross"
                label={`${say('remove')} : ${cue.fr}`}
                onClick={() => void act(`/api/notices/${cue.id}`, undefined, undefined, 'DELETE')}
              >
                {say('remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What begins at its hour whatever happens: sessions that a late stage would run into. */
function hardStarts(): { id: number; text: string }[] {
  const found: { id: number; text: string }[] = [];
  for (const session of rows.value.session.values()) {
    if (session.kind === 'pitch') continue;
    const inRoom = [...rows.value.pitch.values()].filter(
      (pitch) =>
        pitch.state !== 'done' &&
        pitch.state !== 'skipped' &&
        pitch.planned_to_at <= session.from_at &&
        pitch.projected_to_at > session.from_at,
    );
    const stage = [...rows.value.session.values()].find(
      ({ kind, room }) => kind === 'pitch' && room === session.room,
    );
    const last = inRoom.sort((a, b) => b.projected_to_at - a.projected_to_at)[0];
    if (last && (stage || session.kind === 'lunch' || session.kind === 'closing'))
      found.push({
        id: session.id,
        text: say('hard_start', {
          title: session.title || say(`session.${session.kind}`),
          time: hourMinute(session.from_at, zone()),
          name: nameOf(last.company),
          minutes: Math.ceil((last.projected_to_at - session.from_at) / 60_000),
        }),
      });
  }
  return found;
}

function HardStarts() {
  const found = hardStarts();
  return (
    <div aria-live="polite">
      {found.map(({ id, text }) => (
        <p key={id} class="card needs warn">
          <Icon name="missed" /> {text}
        </p>
      ))}
    </div>
  );
}

const span_ms = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : to - from;

/** What really happened, from what was recorded at each press. */
function Report() {
  const ended = runningOrder(rows.value).filter(
    ({ state }) => state === 'done' || state === 'skipped',
  );
  if (ended.length === 0) return null;
  const minutesOf = (span: number | null) =>
    span === null ? '–' : duration(Math.round(span / 60_000));
  return (
    <section class="card" aria-labelledby="report">
      <div class="strip">
        <h2 id="report">
          <Icon name="clock" />
          {say('report')}
        </h2>
        <Button icon="print" onClick={() => print()}>
          {say('print')}
        </Button>
      </div>
      <div class="scroll flat">
        <table class="figures report print">
          <thead>
            <tr>
              {['company_head', 'planned', 'actual', 'on_stage_for', 'questions_for', 'shift'].map(
                (key) => (
                  <th scope="col" key={key}>
                    {say(`report.${key}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {ended.map((pitch) => {
              const skipped = pitch.state === 'skipped';
              const shift =
                pitch.started_at === null
                  ? null
                  : Math.round((pitch.started_at - pitch.planned_from_at) / 60_000);
              return (
                <tr key={pitch.id}>
                  <th scope="row">{nameOf(pitch.company)}</th>
                  <td>
                    {at(pitch.planned_from_at)}–{at(pitch.planned_to_at)}
                  </td>
                  <td>
                    {skipped || pitch.started_at === null
                      ? say('pitch.skipped')
                      : `${at(pitch.started_at)}–${pitch.ended_at === null ? '…' : at(pitch.ended_at)}`}
                  </td>
                  <td>
                    {skipped
                      ? '–'
                      : minutesOf(span_ms(pitch.started_at, pitch.questions_at ?? pitch.ended_at))}
                  </td>
                  <td>{skipped ? '–' : minutesOf(span_ms(pitch.questions_at, pitch.ended_at))}</td>
                  <td>
                    {skipped || shift === null
                      ? '–'
                      : shift > 0
                        ? `+${shift} min`
                        : shift < 0
                          ? `−${-shift} min`
                          : say('on_time')}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const at = (instant: number) => hourMinute(instant, zone());

export function Stage() {
  return (
    <>
      <div class="columns wide-first">
        <section class="card lead" aria-labelledby="stage-now">
          <h2 id="stage-now">{say('stage')}</h2>
          <StageNow />
          <NextButton />
          <Controls />
          <label class="tick">
            <input
              type="checkbox"
              checked={confirming.value}
              onChange={(event) => {
                confirming.value = event.currentTarget.checked;
                localStorage.setItem(kept, confirming.value ? 'yes' : 'no');
              }}
            />
            <span>{say('confirm_first')}</span>
          </label>
        </section>
        <Cues />
      </div>
      <HardStarts />
      <section class="card" aria-labelledby="order">
        <h2 id="order">{say('running_order')}</h2>
        <ol class="running-order">
          {runningOrder(rows.value).map((pitch) => (
            <li key={pitch.id} class={pitch.state}>
              <div class="what">
                <strong>{nameOf(pitch.company)}</strong>
                <span class={`state ${pitch.state}`}>{say(`pitch.${pitch.state}`)}</span>
              </div>
              <dl class="three">
                <div>
                  <dt>{say('planned')}</dt>
                  <dd>
                    {at(pitch.planned_from_at)}–{at(pitch.planned_to_at)}
                  </dd>
                </div>
                <div>
                  <dt>{say('projected')}</dt>
                  <dd>
                    {at(pitch.projected_from_at)}–{at(pitch.projected_to_at)}
                  </dd>
                </div>
                <div>
                  <dt>{say('actual')}</dt>
                  <dd>
                    {pitch.started_at === null
                      ? '–'
                      : `${at(pitch.started_at)}–${pitch.ended_at === null ? '…' : at(pitch.ended_at)}`}
                  </dd>
                </div>
              </dl>
              <Moves pitch={pitch} />
            </li>
          ))}
        </ol>
      </section>
      <Report />
    </>
  );
}
