// SPDX-License-Identifier: EUPL-1.2
// Rules that hold unless somebody says why not: the motive is asked for when it is needed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { ask, message, Refusal } from './session.ts';
import { Button } from './parts.tsx';
import { MotiveField } from '../parts/fields.tsx';
import { say } from '../parts/text.ts';

/** A rule that the server holds unless somebody says why not. */
interface Broken {
  why: string;
  again: (motive: string) => Promise<boolean>;
}
const broken = signal<Broken | null>(null);
const overridable = new Set([
  'stands_needs_amperes',
  'stands_needs_screen',
  'stands_needs_step_free',
  'stands_left_without',
  'selection_rule',
]);

/**
 * Sends a change; where a rule forbids it, asks for a motive and sends it again. False: not done
 * (yet).
 */
export async function deed(
  path: string,
  body: object,
  done: string,
  after?: () => void,
): Promise<boolean> {
  try {
    await ask('POST', path, body);
    message.value = { text: done, bad: false };
    after?.();
    return true;
  } catch (refusal) {
    const { code, message: why } = refusal as Refusal;
    if (overridable.has(code))
      broken.value = { why, again: (motive) => deed(path, { ...body, motive }, done, after) };
    else message.value = { text: why, bad: true };
    return false;
  }
}

/** Why a rule does not hold this once: written down with one's name. */
export function Override() {
  const [motive, setMotive] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  const asking = broken.value;
  useEffect(() => {
    if (asking) dialog.current?.showModal();
    setMotive('');
  }, [asking]);
  if (!asking) return null;
  return (
    <dialog ref={dialog} aria-labelledby="override-why" onClose={() => (broken.value = null)}>
      <p id="override-why">{asking.why}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          dialog.current?.close();
          void asking.again(motive.trim());
        }}
      >
        <MotiveField label={say('motive')} text={motive} onText={setMotive} />
        <p class="muted small">{say('motive_kept')}</p>
        <div class="actions">
          <button type="submit" class="primary" aria-disabled={!motive.trim()}>
            {say('override')}
          </button>
          <Button onClick={() => dialog.current?.close()}>{say('cancel')}</Button>
        </div>
      </form>
    </dialog>
  );
}
