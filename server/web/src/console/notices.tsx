// SPDX-License-Identifier: EUPL-1.2
// Lines on every screen, and the state of the server.
import { now, rows, zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import { noticesNow } from '../event/stage.ts';
import { act } from './session.ts';
import { status } from './data.ts';
import { Button } from './parts.tsx';
import { say } from '../parts/text.ts';

export function Notices() {
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const sent = await act(
      '/api/notices',
      { fr: fields.get('fr'), en: fields.get('en'), minutes: Number(fields.get('minutes')) },
      say('notice_shown'),
    );
    if (sent) form.reset();
  }
  const shown = noticesNow(rows.value, now.value);
  return (
    <div class="columns">
      <form class="card" onSubmit={(event) => void submit(event)} aria-labelledby="notice-new">
        <h2 id="notice-new">{say('notice_new')}</h2>
        <label class="field">
          <span>{say('notice_fr')}</span>
          <textarea name="fr" required maxLength={280} rows={2} lang="fr" />
        </label>
        <label class="field">
          <span>{say('notice_en')}</span>
          <textarea name="en" required maxLength={280} rows={2} lang="en" />
        </label>
        <label class="field">
          <span>{say('notice_minutes')}</span>
          <input name="minutes" type="number" min={1} max={1440} value={15} required />
        </label>
        <button type="submit" class="primary">
          {say('notice_show')}
        </button>
      </form>
      <section class="card" aria-labelledby="notice-list">
        <h2 id="notice-list">{say('notices_shown')}</h2>
        {shown.length === 0 && <p class="muted">{say('notices_none')}</p>}
        <ul class="list">
          {shown.map((notice) => (
            <li key={notice.id}>
              <div>
                <p lang="fr">{notice.fr}</p>
                <p lang="en" class="muted">
                  {notice.en}
                </p>
                <p class="muted small">
                  {say('until', { time: hourMinute(notice.until_at, zone()) })}
                </p>
              </div>
              <Button
                icon="cross"
                label={`${say('remove')} : ${notice.fr}`}
                onClick={() =>
                  void act(`/api/notices/${notice.id}`, undefined, say('notice_removed'), 'DELETE')
                }
              >
                {say('remove')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

export function Machines() {
  const state = status.value;
  return (
    <div class="columns">
      <section class="card" aria-labelledby="server-title">
        <h2 id="server-title">{say('server')}</h2>
        <dl class="three">
          <div>
            <dt>{say('streams')}</dt>
            <dd>{state?.streams ?? '–'}</dd>
          </div>
          <div>
            <dt>{say('last_change')}</dt>
            <dd>{state?.seq ?? '–'}</dd>
          </div>
          <div>
            <dt>{say('event_time')}</dt>
            <dd>{state ? hourMinute(now.value, zone()) : '–'}</dd>
          </div>
        </dl>
      </section>
    </div>
  );
}
