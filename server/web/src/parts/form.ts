// SPDX-License-Identifier: EUPL-1.2
// What stands in a form.

/** The text of a field; '' where there is none, or a file. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
