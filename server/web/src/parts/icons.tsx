// SPDX-License-Identifier: EUPL-1.2
// The icons, drawn here: 24 × 24, one stroke, in the text's colour. They repeat what a text beside
// them says, so readers by ear do not meet them.
const paths = {
  stage: 'M4 5h16v10H4zM12 15v5M8 20h8',
  question:
    'M9 9a3 3 0 1 1 4.5 2.6c-.9.5-1.5 1.2-1.5 2.4M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2',
  meeting:
    'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 19c.5-3 2.5-5 5.5-5s4 1 4 1 1-1 4-1 5 2 5.5 5',
  stand: 'M4 9l1.5-5h13L20 9M4 9v11h16V9M4 9h16M10 20v-6h4v6',
  demonstration: 'M4 5h16v11H4zM10 8l4 2.5-4 2.5zM9 20h6',
  notice: 'M4 10v4h3l6 4V6l-6 4zM17 9a4 4 0 0 1 0 6',
  offline:
    'M3 3l18 18M5 10a10 10 0 0 1 4-2.3M19 10a10 10 0 0 0-6-2.9M8.5 14a5 5 0 0 1 4-1.4M12 18.5v.1',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.7-4 3.5-6 8-6s7.3 2 8 6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21',
  check: 'M4 12.5l5 5L20 6.5',
  cross: 'M6 6l12 12M18 6L6 18',
  play: 'M7 4.5v15l12-7.5z',
  skip: 'M5 5v14l10-7zM19 5v14',
  back: 'M9 5l-6 6 6 6M3 11h11a6 6 0 0 1 0 12',
  swap: 'M7 4v16M3 8l4-4 4 4M17 20V4M13 16l4 4 4-4',
  missed: 'M12 3L2 20h20zM12 10v5M12 17.5v.1',
  device: 'M4 4h16v12H4zM8 20h8M12 16v4',
  power: 'M13 2L5 14h6l-1 8 8-12h-6z',
  access: 'M12 5.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM5 8h14M12 8v6M12 14l-4 8M12 14l4 8',
  day: 'M4 6h16v15H4zM4 10h16M8 3v5M16 3v5',
  print: 'M7 9V3h10v6M5 9h14v8h-3v4H8v-4H5z',
  leave: 'M14 4h5v16h-5M4 12h11M8 8l-4 4 4 4',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  left: 'M19 12H5M11 6l-6 6 6 6',
  right: 'M5 12h14M13 6l6 6-6 6',
  plus: 'M12 5v14M5 12h14',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  undo: 'M4 9h10a5 5 0 0 1 0 10h-4M8 5L4 9l4 4',
  pause: 'M8 5v14M16 5v14',
  plan: 'M4 5h16M4 12h10M4 19h6M17 14l3 3-3 3',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v2M14 20h2M18 18h2v2',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  funnel: 'M4 5h16l-6 7v7l-4-2v-5z',
  settings: 'M4 7h9M17 7h3M15 4.5v5M4 17h3M11 17h9M9 14.5v5',
  key: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3',
  walk: 'M13 5.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM8 22l3-6-2-3 1-5 3 0 2 3 3 1M14 22l-1-6',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
