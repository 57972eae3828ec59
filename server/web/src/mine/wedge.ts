// SPDX-License-Identifier: EUPL-1.2
// A scanner that types: it sends US key codes whatever the layout, so the keys' places are read
// (KeyboardEvent.code), not their signs. Pure, but for the clock that is handed in.

const badge_chars = 117;
/**
 * A key after as long begins anew. Wide, for wireless scanners and busy phones: nobody types a
 * whole badge by chance.
 */
const gap_ms_max = 500;

const signOf = (code: string): string =>
  code.match(/^Key([A-Z])$/)?.[1] ?? code.match(/^(?:Digit|Numpad)([0-9])$/)?.[1] ?? '';

/** Takes one key after the other; a whole badge on Enter, else null. */
export function wedge(): (code: string, at_ms: number) => string | null {
  let text = '',
    last = 0;
  return (code, at) => {
    if (at - last > gap_ms_max) text = '';
    last = at;
    if (code === 'Enter' || code === 'NumpadEnter') {
      const whole = text;
      text = '';
      return whole.length === badge_chars ? whole : null;
    }
    text = (text + signOf(code)).slice(-badge_chars);
    return null;
  };
}
