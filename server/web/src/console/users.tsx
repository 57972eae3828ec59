// SPDX-License-Identifier: EUPL-1.2
// Who may sign in: names, roles, passwords that are told once.
import { useEffect, useRef, useState } from 'preact/hooks';
import { userRoles } from '../../generated/words.ts';
import type { UserPasswordAnswer, Users as UserList } from '../../generated/schemas.ts';
import { onChange } from '../event/live.ts';
import { act, ask, message, read, user, refused } from './session.ts';
import { Button, Confirm } from './parts.tsx';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/text.ts';
import { textOf } from '../parts/form.ts';

type Account = UserList['users'][number];

/** A new password: here, now, and never again. */
function Told({
  name,
  password,
  onClose,
}: {
  name: string;
  password: string;
  onClose: () => void;
}) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [password]);
  return (
    <section ref={box} class="card lead told-once" tabIndex={-1} aria-labelledby="password-of">
      <h2 id="password-of">
        <Icon name="key" />
        {say('password_of', { name })}
      </h2>
      <p class="big">
        <code>{password}</code>
      </p>
      <p class="muted">{say('password_once')}</p>
      <div class="actions">
        <Button icon="check" onClick={onClose}>
          {say('noted')}
        </Button>
      </div>
    </section>
  );
}

function Line({
  account,
  onPassword,
  onAsk,
}: {
  account: Account;
  onPassword: (account: Account) => void;
  onAsk: (account: Account) => void;
}) {
  const mine = account.id === user.value?.id;
  return (
    <li>
      <div>
        <strong>{account.name}</strong>
        {mine && (
          <>
            {' '}
            <span class="state running">{say('yourself')}</span>
          </>
        )}
      </div>
      <span class="actions">
        <select
          aria-label={say('role_of', { name: account.name })}
          value={account.role}
          disabled={mine}
          onChange={(event) => {
            const select = event.currentTarget;
            void act(
              `/api/users/${account.id}/role`,
              { role: select.value },
              say('role_given', { name: account.name, role: say(`user.${select.value}`) }),
            ).then((done) => {
              if (!done) select.value = account.role;
            });
          }}
        >
          {userRoles.map((role) => (
            <option key={role} value={role}>
              {say(`user.${role}`)}
            </option>
          ))}
        </select>
        <Button
          icon="key"
          label={`${say('new_password')} : ${account.name}`}
          onClick={() => onPassword(account)}
        >
          {say('new_password')}
        </Button>
        {!mine && (
          <Button
            icon="cross"
            tone="danger"
            label={`${say('revoke_user')} : ${account.name}`}
            onClick={() => onAsk(account)}
          >
            {say('revoke_user')}
          </Button>
        )}
      </span>
    </li>
  );
}

export function Users() {
  const [accounts, setAccounts] = useState<Account[]>([]);
  const [told, setTold] = useState<{ name: string; password: string } | null>(null);
  const [asking, setAsking] = useState<{ question: string; yes: string; go: () => void } | null>(
    null,
  );
  const load = () => read<UserList>('/api/users').then(({ users }) => setAccounts(users), refused);
  useEffect(() => {
    void load();
    return onChange((change) => {
      if (!change || change.kind === 'audit') void load();
    });
  }, []);
  const tell = async (path: string, body: object) => {
    try {
      const made = await ask<UserPasswordAnswer>('POST', path, body);
      message.value = null;
      setTold({ name: made.user.name, password: made.password });
      await load();
      return true;
    } catch (refusal) {
      refused(refusal);
      return false;
    }
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement,
      fields = new FormData(form);
    if (
      await tell('/api/users', {
        name: textOf(fields, 'name').trim(),
        role: fields.get('role'),
      })
    )
      form.reset();
  };
  const active = accounts.filter(({ revoked_at }) => revoked_at === null),
    gone = accounts.filter(({ revoked_at }) => revoked_at !== null);
  return (
    <div class="columns wide-first">
      <div class="stack">
        {told && <Told {...told} onClose={() => setTold(null)} />}
        <section class="card" aria-labelledby="users">
          <h2 id="users">
            <Icon name="person" />
            {say('users')}
          </h2>
          <ul class="list">
            {active.map((account) => (
              <Line
                key={account.id}
                account={account}
                onPassword={() =>
                  setAsking({
                    question: say('password_sure', { name: account.name }),
                    yes: say('new_password'),
                    go: () => void tell(`/api/users/${account.id}/password`, {}),
                  })
                }
                onAsk={() =>
                  setAsking({
                    question: say('revoke_sure', { name: account.name }),
                    yes: say('revoke_user'),
                    go: () =>
                      void act(
                        `/api/users/${account.id}/revocation`,
                        {},
                        say('user_revoked', { name: account.name }),
                      ).then(load),
                  })
                }
              />
            ))}
          </ul>
          {gone.length > 0 && (
            <p class="muted small">
              {say('users_gone')} {gone.map(({ name }) => name).join(', ')}
            </p>
          )}
        </section>
      </div>
      <form class="card" onSubmit={(event) => void submit(event)} aria-labelledby="user-new">
        <h2 id="user-new">{say('user_new')}</h2>
        <label class="field">
          <span>{say('user')}</span>
          <input name="name" required maxLength={60} autocomplete="off" />
        </label>
        <label class="field">
          <span>{say('role')}</span>
          <select name="role">
            {(['host', 'viewer', 'organiser'] as const).map((role) => (
              <option key={role} value={role}>
                {say(`user.${role}`)} — {say(`may.${role}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="primary">
          {say('add')}
        </button>
      </form>
      {asking && (
        <Confirm
          question={asking.question}
          yes={asking.yes}
          onYes={asking.go}
          onNo={() => setAsking(null)}
        />
      )}
    </div>
  );
}
