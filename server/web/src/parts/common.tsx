// SPDX-License-Identifier: EUPL-1.2
// What every page shows in the same way: an offline mark, pairs of times, notices.
import { rows, now, offlineSince, zone } from '../event/live.ts';
import { hourMinute, minutes } from '../event/time.ts';
import { noticesNow, pitchTimes } from '../event/stage.ts';
import type { Pitch } from '../event/types.ts';
import { Icon } from './icons.tsx';
import { language, say } from './text.ts';

/** Quiet, after some seconds without the server: the agenda stays, and its age is said. */
export function Offline() {
  const since = offlineSince.value;
  const shown = since !== null && now.value - since > 3000;
  return (
    <div class="offline" role="status">
      {shown && (
        <span class="chip">
          <Icon name="offline" />
          {say('offline', { time: hourMinute(since, zone()), minutes: minutes(now.value - since) })}
        </span>
      )}
    </div>
  );
}

/** The time that holds, beside the struck-out plan where they differ. */
export function Times({ pitch }: { pitch: Pitch }) {
  const { from_at, moved } = pitchTimes(pitch);
  return (
    <span class="times">
      {moved && (
        <s class="planned">
          <span class="unseen">{say('planned_at')} </span>
          {hourMinute(pitch.planned_from_at, zone())}
        </s>
      )}
      <span class={moved ? 'moved' : undefined}>
        {moved && <span class="unseen">{say('now_at')} </span>}
        <time>{hourMinute(from_at, zone())}</time>
      </span>
    </span>
  );
}

export function Notices() {
  const notices = noticesNow(rows.value, now.value);
  return (
    <div class="notices" role="status">
      {notices.map((notice) => (
        <p class="notice" key={notice.id}>
          <Icon name="notice" />
          <span>{language.value === 'en' && notice.en ? notice.en : notice.fr}</span>
        </p>
      ))}
    </div>
  );
}
