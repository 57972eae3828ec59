// SPDX-License-Identifier: EUPL-1.2
// Times for people: in the venue's zone, whatever the reader's. Pure.

const formats = new Map<string, Intl.DateTimeFormat>();
function format(
  zone: string,
  language: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = zone + language + JSON.stringify(options);
  let found = formats.get(key);
  if (!found)
    formats.set(key, (found = new Intl.DateTimeFormat(language, { timeZone: zone, ...options })));
  return found;
}

/** "10:05", the 24-hour clock in every language. */
export function hourMinute(at: number, zone: string): string {
  return format(zone, 'en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** "lundi 20 novembre 2017", "Monday 20 November 2017". */
export function longDate(at: number, zone: string, language: string): string {
  return format(zone, language === 'en' ? 'en-GB' : 'fr-FR', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(at);
}

/** "7:05"; over time "+0:12". Counts down to 0:00 at the end and not a second before. */
export function countdown(left_ms: number): string {
  const over = left_ms <= -1000;
  const seconds = over ? Math.floor(-left_ms / 1000) : Math.max(0, Math.ceil(left_ms / 1000));
  return `${over ? '+' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whole minutes of a span, for "since 3 min". */
export function minutes(span_ms: number): number {
  return Math.max(0, Math.floor(span_ms / 60_000));
}

/** "4 min", "1 h 05". */
export function duration(whole_minutes: number): string {
  const hours = Math.floor(whole_minutes / 60);
  return hours
    ? `${hours}\u00a0h\u00a0${String(whole_minutes % 60).padStart(2, '0')}`
    : `${whole_minutes}\u00a0min`;
}
