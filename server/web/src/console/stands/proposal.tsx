// SPDX-License-Identifier: EUPL-1.2
// A better allocation, looked at before anything changes.
import { signal } from '@preact/signals';
import { nameOf, rows } from '../../event/live.ts';
import type { StandProposal } from '../../../generated/schemas.ts';
import { message, read, refused } from '../session.ts';
import { Button } from '../parts.tsx';
import { Icon } from '../../parts/icons.tsx';
import { count, say } from '../../parts/text.ts';
import { deed } from '../override.tsx';

export const proposal = signal<{ found: StandProposal } | null>(null);

async function propose(anew: boolean): Promise<void> {
  try {
    proposal.value = {
      found: await read<StandProposal>(`/api/stands/proposal?anew=${anew ? 1 : 0}`),
    };
    message.value = null;
    requestAnimationFrame(() => document.getElementById('proposal-title')?.focus());
  } catch (refusal) {
    refused(refusal);
  }
}

function leave(): void {
  proposal.value = null;
  requestAnimationFrame(() => document.getElementById('propose')?.focus());
}

export const ProposeButton = () => (
  <Button icon="plan" id="propose" onClick={() => void propose(false)}>
    {say('propose_stands')}
  </Button>
);

const percent = (part: number, whole: number) => (whole ? Math.round((100 * part) / whole) : 0);

/** How good it is, as far as anybody can know. */
function quality({ cost, bound, cost_before }: StandProposal): string[] {
  const said: string[] = [];
  const change = cost_before === null ? 0 : percent(cost_before - cost, cost_before);
  if (change)
    said.push(say(change > 0 ? 'stands_better' : 'stands_dearer', { percent: Math.abs(change) }));
  said.push(
    cost <= bound
      ? say('stands_best')
      : say('stands_near', { percent: percent(cost - bound, cost) }),
  );
  return said;
}

export function Proposal() {
  if (!proposal.value) return null;
  const { found } = proposal.value;
  const code = (id: number) => rows.value.stand.get(id)?.code ?? '';
  const who = (id: number | null) => (id === null ? say('free') : nameOf(id));
  const accept = () =>
    void deed(
      '/api/stands/allocation',
      { moves: found.moves },
      count('stands_moved', found.moves.length),
    ).then((done) => done && leave());
  return (
    <section class="card planning" aria-labelledby="proposal-title">
      <h3 id="proposal-title" tabIndex={-1}>
        {found.moves.length ? count('stands_would_move', found.moves.length) : say('stands_stay')}
      </h3>
      {quality(found).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {found.moves.length > 0 && (
        <details>
          <summary>{say('see_moves')}</summary>
          <ul class="moves">
            {found.moves.map((move) => (
              <li key={move.stand}>
                <strong>{code(move.stand)}</strong> {who(move.before)} <Icon name="right" />{' '}
                {who(move.after)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {found.without.length > 0 && (
        <details>
          <summary>{count('stands_without', found.without.length)}</summary>
          <ul class="moves">
            {found.without.map(({ company, reason }) => (
              <li key={company}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
      <label class="tick">
        <input
          type="checkbox"
          checked={found.anew}
          onChange={(event) => void propose(event.currentTarget.checked)}
        />
        <span>{say('propose_anew')}</span>
      </label>
      <div class="actions">
        {found.moves.length > 0 && (
          <Button icon="check" tone="primary" onClick={accept}>
            {say('stands_accept')}
          </Button>
        )}
        <Button icon="cross" onClick={leave}>
          {say('plan_discard')}
        </Button>
      </div>
    </section>
  );
}
