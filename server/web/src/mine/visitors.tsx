// A stand's visitors: scanned by the camera, by a scanner that types, or by hand; a note on each.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import { Icon } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';
import { message, mine, send, waiting } from './session.ts';
import type { Lead } from './types.ts';
import { wedge } from './wedge.ts';

interface Detector { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorMaker = new (options: { formats: string[] }) => Detector;
const detectorOf = (): Detector | null => {
  const Maker = (window as unknown as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  return Maker ? new Maker({ formats: ['qr_code'] }) : null;
};

const looking = signal(false);
const typed = signal('');
const rescan_ms = 4000;
const scan = (badge: string) => void send('/api/mine/leads', { badge }, say('done.scanned'));

function Camera() {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const detector = detectorOf();
    let stream: MediaStream | undefined, timer: ReturnType<typeof setTimeout> | undefined, ended = false;
    const seen = new Map<string, number>();
    const look = async () => {
      if (ended || !video.current || !detector) return;
      const found = await detector.detect(video.current).catch(() => []);
      for (const { rawValue } of found) {
        if (Date.now() - (seen.get(rawValue) ?? 0) > rescan_ms) scan(rawValue);
        seen.set(rawValue, Date.now());
      }
      timer = setTimeout(() => void look(), 150);
    };
    void (async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
        if (ended || !video.current) return stream.getTracks().forEach((track) => track.stop());
        video.current.srcObject = stream;
        await video.current.play();
        await look();
      } catch {
        looking.value = false;
        message.value = { text: say('no_camera'), bad: true };
      }
    })();
    return () => {
      ended = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return (
    <div class="camera"><video ref={video} muted playsInline aria-label={say('camera')} />
      <button type="button" class="soft" onClick={() => (looking.value = false)}>{say('close')}</button></div>
  );
}

function LeadCard({ lead }: { lead: Lead }) {
  const path = `/api/mine/leads/${lead.id}`;
  const note = useRef<HTMLTextAreaElement>(null);
  const save = (interest: number) => void send(path, { interest, note: note.current?.value ?? lead.note }, say('done.noted'));
  return (
    <li class="card lead">
      <div class="line"><span class="who"><strong>{lead.name}</strong><span class="muted">{[lead.position, lead.organisation].filter(Boolean).join(' · ')}</span></span>
        <time class="muted">{hourMinute(lead.at, zone())}</time></div>
      <div class="choice" role="group" aria-label={`${say('interest')} : ${lead.name}`}>
        {[1, 2, 3].map((value) => (
          <button key={value} type="button" class="soft" aria-pressed={lead.interest === value} onClick={() => save(lead.interest === value ? 0 : value)}>{say(`interest.${value}`)}</button>
        ))}
      </div>
      <label class="field"><span class="unseen">{say('note')} : {lead.name}</span>
        <textarea ref={note} rows={2} maxLength={500} placeholder={say('note')} defaultValue={lead.note}
          onChange={(event) => { if (event.currentTarget.value !== lead.note) save(lead.interest); }} /></label>
      {waiting(path) && <p class="chip"><Icon name="clock" />{say('will_be_sent')}</p>}
    </li>
  );
}

export function Visitors() {
  useEffect(() => {
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
  const leads = [...mine.value!.leads].sort((a, b) => b.at - a.at);
  return (
    <>
      <section class="column" aria-labelledby="scan-title">
        <h2 id="scan-title">{say('visitors')}</h2>
        <div class="card scan">
          {looking.value ? <Camera /> : detectorOf() && <button type="button" class="strong" onClick={() => (looking.value = true)}><Icon name="code" />{say('scan')}</button>}
          <p class="muted">{say(detectorOf() ? 'scan_hint' : 'scan_hint_typed')}</p>
          <form class="line" onSubmit={(event) => {
            event.preventDefault();
            if (typed.value.trim()) scan(typed.value.trim());
            typed.value = '';
          }}>
            <label class="field"><span>{say('badge_text')}</span><input value={typed.value} autocomplete="off" autocapitalize="characters" spellcheck={false} onInput={(event) => (typed.value = event.currentTarget.value)} /></label>
            <button type="submit" class="soft">{say('add')}</button>
          </form>
        </div>
      </section>
      <section class="column" aria-labelledby="leads-title">
        <div class="strip"><h2 id="leads-title">{count('leads', leads.length)}</h2>
          {leads.length > 0 && <a class="button soft" href="/api/mine/leads.csv" download><Icon name="down" />CSV</a>}</div>
        <ul class="column">{leads.map((lead) => <LeadCard key={lead.id} lead={lead} />)}</ul>
      </section>
    </>
  );
}
