// The running order as the host uses it, standing beside the stage.
import { useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { nameOf, now, rows, zone } from '../event/live.ts';
import { countdown, duration, hourMinute } from '../event/time.ts';
import { lateMinutes, nextPitches, onStage, runningOrder } from '../event/stage.ts';
import type { Pitch } from '../event/types.ts';
import { act } from './session.ts';
import { Button, Confirm } from './parts.tsx';
import { say } from '../parts/text.ts';

const kept = 'parvis.confirm';
const confirming = signal(localStorage.getItem(kept) === 'yes');

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
          <p class={`digits ${current.left_ms < 0 ? 'over' : ''}`} role="timer" aria-live="off">{countdown(current.left_ms)}</p>
        </>
      ) : <p class="big">{next ? say('stage_free') : say('stage_over')}</p>}
      {late > 0 && <p><span class="pill attention">{say('late', { time: duration(late) })}</span></p>}
      {next && <p class="muted">{say('then', { name: nameOf(next.company), time: hourMinute(next.projected_from_at, zone()) })}</p>}
    </div>
  );
}

/** What the one button does now, in words; null: nothing is left to do. */
function nextStep(): string | null {
  const current = onStage(rows.value, now.value);
  if (current) return current.phase === 'on_stage' ? say('do.questions') : say('do.end', { name: nameOf(current.pitch.company) });
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
      <Button tone="big" icon="play" id="next-step" onClick={() => (confirming.value ? setAsking(step) : go())}>{step}</Button>
      {asking !== null && <Confirm question={say('sure', { step: asking })} yes={asking} onYes={go} onNo={() => setAsking(null)} />}
    </>
  );
}

function Moves({ pitch }: { pitch: Pitch }) {
  const name = nameOf(pitch.company);
  const to = (state: string) => () => void act(`/api/pitches/${pitch.id}/state`, { to: state });
  const time = (minutes: number) => () => void act(`/api/pitches/${pitch.id}/time`, { minutes });
  const running = pitch.state === 'on_stage' || pitch.state === 'questions';
  const order = nextPitches(rows.value).sort((a, b) => a.planned_from_at - b.planned_from_at || a.position - b.position);
  const place = order.findIndex(({ id }) => id === pitch.id);
  const above = order[place - 1], below = place < 0 ? undefined : order[place + 1];
  const swap = (other: Pitch) => () => void act('/api/pitches/swap', { a: pitch.id, b: other.id }, say('swapped', { name, other: nameOf(other.company) }));
  return (
    <div class="actions">
      {pitch.state === 'ready' && <Button icon="play" label={`${say('start')} ${name}`} onClick={to('on_stage')}>{say('start')}</Button>}
      {pitch.state === 'on_stage' && <Button icon="question" label={`${say('to_questions')} ${name}`} onClick={to('questions')}>{say('to_questions')}</Button>}
      {pitch.state === 'questions' && <Button icon="back" label={`${say('back_to_pitch')} ${name}`} onClick={to('on_stage')}>{say('back_to_pitch')}</Button>}
      {pitch.state === 'done' && <Button icon="back" label={`${say('resume')} ${name}`} onClick={to('questions')}>{say('resume')}</Button>}
      {running && <Button icon="check" label={`${say('end')} ${name}`} onClick={to('done')}>{say('end')}</Button>}
      {running && <Button label={`−1 min, ${name}`} onClick={time(-1)}>−1 min</Button>}
      {running && <Button label={`+1 min, ${name}`} onClick={time(1)}>+1 min</Button>}
      {above && place > 0 && <Button icon="up" label={say('swap_up', { name })} onClick={swap(above)}>{say('up')}</Button>}
      {below && <Button icon="down" label={say('swap_down', { name })} onClick={swap(below)}>{say('down')}</Button>}
      {pitch.state === 'ready' && <Button icon="skip" label={`${say('skip')} ${name}`} onClick={to('skipped')}>{say('skip')}</Button>}
      {pitch.state !== 'ready' && <Button label={`${say('put_back')} ${name}`} onClick={to('ready')}>{say('put_back')}</Button>}
    </div>
  );
}

const at = (instant: number) => hourMinute(instant, zone());

export function Stage() {
  return (
    <>
      <section class="card lead" aria-labelledby="stage-now">
        <h2 id="stage-now">{say('stage')}</h2>
        <StageNow />
        <NextButton />
        <label class="tick"><input type="checkbox" checked={confirming.value} onChange={(event) => {
          confirming.value = event.currentTarget.checked;
          localStorage.setItem(kept, confirming.value ? 'yes' : 'no');
        }} /><span>{say('confirm_first')}</span></label>
      </section>
      <section class="card" aria-labelledby="order">
        <h2 id="order">{say('running_order')}</h2>
        <ol class="running-order">
          {runningOrder(rows.value).map((pitch) => (
            <li key={pitch.id} class={pitch.state}>
              <div class="what"><strong>{nameOf(pitch.company)}</strong><span class={`state ${pitch.state}`}>{say(`pitch.${pitch.state}`)}</span></div>
              <dl class="three">
                <div><dt>{say('planned')}</dt><dd>{at(pitch.planned_from_at)}–{at(pitch.planned_to_at)}</dd></div>
                <div><dt>{say('projected')}</dt><dd>{at(pitch.projected_from_at)}–{at(pitch.projected_to_at)}</dd></div>
                <div><dt>{say('actual')}</dt><dd>{pitch.started_at === null ? '–' : `${at(pitch.started_at)}–${pitch.ended_at === null ? '…' : at(pitch.ended_at)}`}</dd></div>
              </dl>
              <Moves pitch={pitch} />
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
