// SPDX-License-Identifier: EUPL-1.2
// Where the types cannot know what the page does.

/** `value`, which the page has made sure of; an error here is a fault of the page. */
export function certain<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the page lacks what it needs');
  return value;
}
