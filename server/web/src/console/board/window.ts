// SPDX-License-Identifier: EUPL-1.2
// Which part of a large board is drawn: only what is seen, and a little around it. Pure.

export interface Span {
  from: number;
  to: number;
}

/** Lines from `from` up to `to`, excluded, of `count` lines of `size` px each, in a window. */
export function seen(
  scrolled: number,
  shown: number,
  size: number,
  count: number,
  around = 3,
): Span {
  const from = Math.min(count, Math.max(0, Math.floor(scrolled / size) - around));
  const to = Math.min(count, Math.max(from, Math.ceil((scrolled + shown) / size) + around));
  return { from, to };
}

/** The line under a place, kept inside the board. */
export function lineAt(place: number, size: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(place / size)));
}

/** How far to scroll so that a line is whole in the window; the same where it is already. */
export function scrollTo(scrolled: number, shown: number, size: number, line: number): number {
  const top = line * size,
    bottom = top + size;
  if (top < scrolled) return top;
  return bottom > scrolled + shown ? bottom - shown : scrolled;
}

/** How wide a column is: all fit where they can, and none is too narrow to read. */
export function columnWidth(shown: number, count: number, least: number): number {
  return Math.max(least, Math.floor(shown / Math.max(1, count)));
}
