// SPDX-License-Identifier: EUPL-1.2
// Fields that several pages' forms have.
import { Icon } from './icons.tsx';

interface TextField {
  label: string;
  text: string;
  onText: (text: string) => void;
}

/** Where one types what one looks for. `wide`: as wide as its form. */
export function SearchField({ label, text, onText, wide }: TextField & { wide?: boolean }) {
  return (
    <label class={wide ? 'field' : 'field search'}>
      <span>{label}</span>
      <span class="input">
        <Icon name="search" />
        <input
          type="search"
          autocomplete="off"
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      </span>
    </label>
  );
}

/** Why a rule is passed over, as the record keeps it. */
export function MotiveField({ label, text, onText }: TextField) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        value={text}
        required
        maxLength={200}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </label>
  );
}
