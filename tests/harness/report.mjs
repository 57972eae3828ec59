// SPDX-License-Identifier: EUPL-1.2
// What ./dev test says when tests failed: `node report.mjs BUILD_DIR` reads the tests.xml that
// ctest wrote there, keeps what each failed test printed in failed/, and says how to run them
// again.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const build = process.argv[2];
const plain = (text) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const xml = readFileSync(join(build, 'tests.xml'), 'utf8');
const tests = [...xml.matchAll(/<testcase ([^>]*)>([^]*?)<\/testcase>/g)].map(([, head, body]) => ({
  name: plain(head.match(/\bname="([^"]*)"/)[1]),
  seconds: Number(head.match(/\btime="([^"]*)"/)[1]),
  failed: /status="fail"/.test(head),
  output: plain(body.match(/<system-out>([^]*?)<\/system-out>/)?.[1] ?? ''),
}));
const failed = tests.filter((test) => test.failed);
const folder = join(build, 'failed');
rmSync(folder, { recursive: true, force: true });
if (failed.length > 0) {
  mkdirSync(folder, { recursive: true });
  console.error(`\n${failed.length} of ${tests.length} tests failed:`);
  for (const { name, seconds, output } of failed) {
    writeFileSync(join(folder, `${name}.log`), output);
    console.error(`  ${name} (${seconds.toFixed(1)} s): ${join(folder, `${name}.log`)}`);
  }
  const seed = failed.map(({ output }) => output.match(/PARVIS_TEST_SEED=\d+ \S+/)?.[0]);
  const variables = seed.find(Boolean);
  console.error(
    `Again: ${variables ? `${variables} ` : ''}./dev test -R '^(${failed.map(({ name }) => name).join('|')})$'`,
  );
}
