// SPDX-License-Identifier: EUPL-1.2
// The fields of the forms about people, made from the forms' schemas: a new column of the
// participants' sheet needs its label alone, web.console.field.<name>.
import type { FormMember } from '../../generated/forms.ts';
import type { Person } from '../event/types.ts';
import { say } from '../parts/text.ts';

/** Each in its own language, whatever the page speaks. */
const languageNames: Record<string, string> = { fr: 'Français', en: 'English', nl: 'Nederlands' };

/** What the person's row says of a column that is told as a text; "" where it says nothing. */
export function textOf(person: Person, name: string): string {
  const value = person[name as keyof Person];
  return typeof value === 'string' ? value : '';
}

export const fieldLabel = (name: string) => say(name === 'role' ? 'role' : `field.${name}`);

function Field({ member, label, value }: { member: FormMember; label: string; value: string }) {
  const { name, choices } = member;
  return (
    <label class="field">
      <span>{label}</span>
      {choices ? (
        <select name={name} defaultValue={value || undefined}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {name === 'language' ? languageNames[choice] : say(`${name}.${choice}`)}
            </option>
          ))}
        </select>
      ) : (
        <input
          name={name}
          // TypeScript 7 asks for it, and the linter reads types by 6.
          // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion
          type={(name === 'email' ? 'email' : 'text') as 'text'}
          defaultValue={value}
          required={member.filled}
          maxLength={member.max}
          autocomplete="off"
        />
      )}
    </label>
  );
}

interface Props {
  members: readonly FormMember[];
  /** What the fields have at first; "" where it says nothing. */
  values?: Record<string, string>;
  labelOf: (member: FormMember) => string;
}

export function PersonFields({ members, values = {}, labelOf }: Props) {
  return (
    <>
      {members.map((member) => (
        <Field
          key={member.name}
          member={member}
          label={labelOf(member)}
          value={values[member.name] ?? ''}
        />
      ))}
    </>
  );
}
