// SPDX-License-Identifier: EUPL-1.2
// This browser as one of the hall's own screens. A pairing code makes it one, once: typed here,
// read by a scanner that types, or behind the # of the address that the console gives. What it gets
// is a cookie that no script reads.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../parts/icons.tsx';
import { textOf } from '../parts/form.ts';
import { say } from '../parts/text.ts';

const secret_letters = 32;
/** How long a refusal stays on the wall. */
const refusal_ms = 20_000;

/** What stands over the wall: the form, or what came of a code; null: nothing. */
const shown = signal<'form' | { says: string; bad: boolean } | null>(null);

/** The secret in a whole code (version and transport come before it), or alone. */
export function secretOf(code: string): string {
  const letters = code.replace(/\s/g, '').toUpperCase();
  return letters.length > secret_letters ? letters.slice(4, 4 + secret_letters) : letters;
}

const nonce = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

const refusals = new Set(['code_unknown', 'code_used', 'code_expired', 'code_not_screen']);

/** Says what came of it; null: this browser is a screen of the hall. */
async function enrol(code: string): Promise<string | null> {
  try {
    const answer = await fetch('/api/kiosks/enrolment', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ secret: secretOf(code), nonce: nonce(), browser: true }),
    });
    if (answer.ok) return null;
    const { code: why } = (await answer.json()) as { code: string };
    return say(refusals.has(why) ? `pairing.${why}` : 'pairing.no_code');
  } catch {
    return say('pairing.no_network');
  }
}

async function pair(code: string, paired: () => void): Promise<void> {
  shown.value = { says: say('pairing.under_way'), bad: false };
  const refusal = await enrol(code);
  shown.value = refusal === null ? null : { says: refusal, bad: true };
  if (refusal === null) paired();
  else setTimeout(() => (shown.value = null), refusal_ms);
}

/** Looks for a code, or for the wish to type one, behind the #; it does not stay in the history. */
export function lookForCode(paired: () => void): void {
  const asked = location.hash.slice(1);
  if (!asked) return;
  history.replaceState(null, '', location.pathname + location.search);
  if (asked === 'pair') shown.value = 'form';
  else void pair(asked, paired);
}

/** What a host lets this screen do (the feed's `command`). */
export function obey({ do: deed }: { do: string }): void {
  if (deed === 'reload') location.reload();
  if (deed !== 'identify') return;
  shown.value = { says: say('pairing.this_one'), bad: false };
  setTimeout(() => (shown.value = null), 8000);
}

const close = (): void => {
  shown.value = null;
};

/** Where a code is typed; it leaves by Escape as well. */
function CodeForm({ paired }: { paired: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const leave = ({ key }: KeyboardEvent) => key === 'Escape' && close();
    field.current?.focus();
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void pair(textOf(new FormData(event.currentTarget as HTMLFormElement), 'code'), paired);
  };
  return (
    <form class="pairing-word" aria-label={say('pairing.pair')} onSubmit={submit}>
      <p class="how">{say('pairing.how')}</p>
      <label>
        <span>{say('pairing.enter')}</span>
        <input name="code" ref={field} required autoComplete="off" spellcheck={false} />
      </label>
      <button type="submit">{say('pairing.pair')}</button>
      <button type="button" onClick={close}>
        {say('pairing.close')}
      </button>
    </form>
  );
}

export function Pairing({ paired }: { paired: () => void }) {
  if (shown.value === null) return null;
  if (shown.value === 'form') return <CodeForm paired={paired} />;
  return (
    <p class={`pairing-word${shown.value.bad ? ' bad' : ''}`} role="status">
      <Icon name={shown.value.bad ? 'cross' : 'device'} />
      {shown.value.says}
    </p>
  );
}
