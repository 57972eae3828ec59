// SPDX-License-Identifier: EUPL-1.2
// The way on a small plan: the stand to go to, and where one was before. What it shows is said in
// words beside it (Walk), so readers by ear do not meet it.
import { rows } from '../event/live.ts';

/** A stand's footprint, centimetres. */
const width_cm = 290,
  depth_cm = 260,
  edge_cm = 60;

export function WayPlan({ to, from }: { to: string; from: string }) {
  const stands = [...rows.value.stand.values()];
  const goal = stands.find(({ code }) => code === to),
    start = stands.find(({ code }) => code === from);
  if (!goal || stands.length < 2) return null;
  const xs = stands.map(({ x_cm }) => x_cm),
    ys = stands.map(({ y_cm }) => y_cm);
  const west = Math.min(...xs) - width_cm / 2 - edge_cm,
    north = Math.max(...ys) + depth_cm / 2 + edge_cm;
  const width = Math.max(...xs) + width_cm / 2 + edge_cm - west,
    height = north - Math.min(...ys) + depth_cm / 2 + edge_cm;
  const box = ({ code, x_cm, y_cm }: (typeof stands)[number], name: string) => (
    <rect
      key={code}
      class={name}
      x={x_cm - west - width_cm / 2}
      y={north - y_cm - depth_cm / 2}
      width={width_cm}
      height={depth_cm}
      rx="40"
    />
  );
  return (
    <svg class="way-plan" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {stands.filter((stand) => stand !== goal && stand !== start).map((stand) => box(stand, ''))}
      {start && (
        <line
          x1={start.x_cm - west}
          y1={north - start.y_cm}
          x2={goal.x_cm - west}
          y2={north - goal.y_cm}
        />
      )}
      {start && box(start, 'start')}
      {box(goal, 'goal')}
      {start && (
        <text class="start" x={start.x_cm - west} y={north - start.y_cm}>
          {start.code}
        </text>
      )}
      <text x={goal.x_cm - west} y={north - goal.y_cm}>
        {goal.code}
      </text>
    </svg>
  );
}
