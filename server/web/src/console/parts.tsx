// SPDX-License-Identifier: EUPL-1.2
// Small pieces of the console.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../parts/icons.tsx';
import { message } from './session.ts';
import { say } from '../parts/text.ts';

interface ButtonProps {
  icon?: IconName;
  tone?: 'primary' | 'danger' | 'big';
  onClick: () => void;
  children: ComponentChildren;
  label?: string;
  id?: string;
  off?: boolean;
}

export function Button({ icon, tone, onClick, children, label, id, off }: ButtonProps) {
  return (
    <button
      type="button"
      id={id}
      class={tone}
      aria-label={label}
      aria-disabled={off}
      onClick={() => !off && onClick()}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** What the last action came to: said aloud, and kept until the next one. */
export function Message() {
  const said = message.value;
  return (
    <div class="message" role="status">
      {said && (
        <p class={said.bad ? 'bad' : 'good'}>
          <Icon name={said.bad ? 'missed' : 'check'} />
          <span>{said.text}</span>
          <button
            type="button"
            class="bare"
            aria-label={say('dismiss')}
            onClick={() => (message.value = null)}
          >
            <Icon name="cross" />
          </button>
        </p>
      )}
    </div>
  );
}

/** A question before something that cannot be taken back at once. */
export function Confirm({
  question,
  yes,
  onYes,
  onNo,
}: {
  question: string;
  yes: string;
  onYes: () => void;
  onNo: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="question" onClose={onNo}>
      <p id="question">{question}</p>
      <div class="actions">
        <Button
          tone="primary"
          onClick={() => {
            dialog.current?.close();
            onYes();
          }}
        >
          {yes}
        </Button>
        <Button onClick={() => dialog.current?.close()}>{say('cancel')}</Button>
      </div>
    </dialog>
  );
}
