// SPDX-License-Identifier: EUPL-1.2
// A stand's visitors: scanned by the camera, by a scanner that types, or by hand; a note on each.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { eventNow, zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import { Icon } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';
import { Camera as Sight } from './camera.tsx';
import { detectorOf, hasCamera } from './detector.ts';
import { message, mine, orders, send, waiting } from './session.ts';
import type { Lead } from './types.ts';
import { wedge } from './wedge.ts';
import { certain } from '../parts/certain.ts';

const looking = signal(false);
const typed = signal('');
const leads_path = '/api/mine/leads';

/** A badge's text (include/parvis/badge.h); scanners send small letters as well. */
const is_badge = /^[A-Z2-7]{117}$/i;

function scan(text: string): void {
  const badge = text.trim();
  if (is_badge.test(badge))
    void send(leads_path, { badge, at: Math.round(eventNow()) }, say('done.scanned'));
  else message.value = { text: say('not_a_badge'), bad: true };
}

function Camera() {
  const fail = () => {
    looking.value = false;
    message.value = { text: say('no_camera'), bad: true };
  };
  return <Sight heed={scan} fail={fail} close={() => (looking.value = false)} />;
}

function LeadCard({ lead }: { lead: Lead }) {
  const path = `/api/mine/leads/${lead.id}`;
  const note = useRef<HTMLTextAreaElement>(null);
  const save = (interest: number) =>
    void send(path, { interest, note: note.current?.value ?? lead.note }, say('done.noted'));
  return (
    <li class="card lead">
      <div class="line">
        <span class="who">
          <strong>{lead.name}</strong>
          <span class="muted">
            {[lead.position, lead.organisation].filter(Boolean).join(' · ')}
          </span>
        </span>
        <time class="muted">{hourMinute(lead.at, zone())}</time>
      </div>
      <div class="choice" role="group" aria-label={`${say('interest')} : ${lead.name}`}>
        {[1, 2, 3].map((value) => (
          <button
            key={value}
            type="button"
            class="soft"
            aria-pressed={lead.interest === value}
            onClick={() => save(lead.interest === value ? 0 : value)}
          >
            {say(`interest.${value}`)}
          </button>
        ))}
      </div>
      <label class="field">
        <span class="unseen">
          {say('note')} : {lead.name}
        </span>
        <textarea
          ref={note}
          rows={2}
          maxLength={500}
          placeholder={say('note')}
          defaultValue={lead.note}
          onChange={(event) => {
            if (event.currentTarget.value !== lead.note) save(lead.interest);
          }}
        />
      </label>
      {waiting(path) && (
        <p class="chip">
          <Icon name="clock" />
          {say('will_be_sent')}
        </p>
      )}
    </li>
  );
}

/** Scanned without network: their names come with it. */
function Waiting() {
  const scans = orders.value.filter(({ path }) => path === leads_path);
  if (scans.length === 0) return null;
  return (
    <ul class="column">
      {scans.map(({ id, at }) => (
        <li key={id} class="card line">
          <strong>{say('scan_waits', { time: hourMinute(at, zone()) })}</strong>
          <span class="chip">
            <Icon name="clock" />
            {say('will_be_sent')}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Visitors() {
  useEffect(() => {
    // there when it is needed, and offline
    if (hasCamera()) void detectorOf().catch(() => undefined);
    const take = wedge();
    const heed = (event: KeyboardEvent) => {
      if (/^(INPUT|TEXTAREA)$/.test((event.target as HTMLElement).tagName)) return;
      const badge = take(event.code, event.timeStamp);
      if (badge) {
        event.preventDefault();
        scan(badge);
      }
    };
    addEventListener('keydown', heed);
    return () => removeEventListener('keydown', heed);
  }, []);
  const leads = [...certain(mine.value).leads].sort((a, b) => b.at - a.at);
  return (
    <>
      <section class="column" aria-labelledby="scan-title">
        <h2 id="scan-title">{say('visitors')}</h2>
        <div class="card scan">
          {looking.value ? (
            <Camera />
          ) : (
            hasCamera() && (
              <button type="button" class="strong" onClick={() => (looking.value = true)}>
                <Icon name="code" />
                {say('scan')}
              </button>
            )
          )}
          <p class="muted">{say(hasCamera() ? 'scan_hint' : 'scan_hint_typed')}</p>
          <form
            class="line"
            onSubmit={(event) => {
              event.preventDefault();
              if (typed.value.trim()) scan(typed.value.trim());
              typed.value = '';
            }}
          >
            <label class="field">
              <span>{say('badge_text')}</span>
              <input
                value={typed.value}
                autocomplete="off"
                autocapitalize="characters"
                spellcheck={false}
                onInput={(event) => (typed.value = event.currentTarget.value)}
              />
            </label>
            <button type="submit" class="soft">
              {say('add')}
            </button>
          </form>
        </div>
      </section>
      <section class="column" aria-labelledby="leads-title">
        <div class="strip">
          <h2 id="leads-title">{count('leads', leads.length)}</h2>
          {leads.length > 0 && (
            <a class="button soft" href="/api/mine/leads.csv" download>
              <Icon name="down" />
              CSV
            </a>
          )}
        </div>
        <Waiting />
        <ul class="column">
          {leads.map((lead) => (
            <LeadCard key={lead.id} lead={lead} />
          ))}
        </ul>
      </section>
    </>
  );
}
