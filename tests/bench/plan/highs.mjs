// SPDX-License-Identifier: EUPL-1.2
// HiGHS in a process of its own: `node highs.mjs MODEL.lp OUT.json SECONDS`. Its log goes to
// standard output.
import { readFileSync, writeFileSync } from 'node:fs';
import load from 'highs';

const [model, out, seconds] = process.argv.slice(2);
const highs = await load();
const answer = highs.solve(readFileSync(model, 'utf8'), {
  time_limit: Number(seconds),
  output_flag: true,
  threads: 1,
});
const columns = Object.entries(answer.Columns ?? {}).filter(
  ([name, { Primal }]) => name.startsWith('x') && Primal > 0.5,
);
writeFileSync(
  out,
  JSON.stringify({
    status: answer.Status,
    objective: answer.ObjectiveValue,
    ones: columns.map(([name]) => name),
  }),
);
