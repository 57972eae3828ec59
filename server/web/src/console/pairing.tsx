// SPDX-License-Identifier: EUPL-1.2
// A pairing code, large enough for a scanner at arm's length, until it is used or over.
import { useEffect, useRef } from 'preact/hooks';
import { now } from '../event/live.ts';
import { countdown } from '../event/time.ts';
import { say } from '../parts/text.ts';
import { Button } from './parts.tsx';

const lasts_ms = 600_000;
export interface Pairing {
  code: string;
  svg: string;
  server: string;
  expires_at: number;
}

export function PairingCode({
  name,
  role,
  code,
  taken,
  onClose,
}: {
  name: string;
  role: string;
  code: Pairing;
  taken: boolean;
  onClose: () => void;
}) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);
  // this page's clock may be a little behind
  const left = Math.min(code.expires_at - now.value, lasts_ms);
  const good = !taken && left > 0;
  return (
    <section ref={section} class="card lead pairing" tabIndex={-1} aria-labelledby="pairing-title">
      <h2 id="pairing-title">{say('pairing_title', { name })}</h2>
      {good && (
        <img
          src={`data:image/svg+xml,${encodeURIComponent(code.svg)}`}
          alt={say('pairing_code', { name })}
        />
      )}
      <p role="status">
        {taken
          ? say('pairing_taken', { name })
          : left > 0
            ? say('pairing_how')
            : say('pairing_over')}
      </p>
      {good && <p class="muted">{say('pairing_leads', { server: code.server })}</p>}
      {good && (role === 'screen' || role === 'stage') && (
        <p>
          {say('pairing_browser')} <code>{`${code.server}/screen#${code.code.slice(4, 36)}`}</code>
        </p>
      )}
      {good && (
        <p class="muted">
          {say('pairing_left')} <span class="left">{countdown(left)}</span>
        </p>
      )}
      {good && code.server.startsWith('http:') && <p class="needs">{say('pairing_plain')}</p>}
      {good && /\/\/(localhost|127\.|\[::1\])/.test(code.server) && (
        <p class="needs">{say('pairing_local')}</p>
      )}
      <div class="actions">
        <Button icon="cross" onClick={onClose}>
          {say('close')}
        </Button>
      </div>
    </section>
  );
}
