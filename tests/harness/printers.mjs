// SPDX-License-Identifier: EUPL-1.2
// Printers for the kiosk: sockets that record what label printers are sent and answer as they
// would, and a real cupsd of its own in a private folder, whose one printer writes into files.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { mind } from './children.mjs';
import { until } from './until.mjs';

/**
 * A printer on a TCP port. `answer(bytes)` gives what it says to a question, or nothing; each
 * connection's bytes come in `jobs` once it is closed and held more than questions.
 */
export async function socketPrinter(answer = () => null, { port = 0 } = {}) {
  const printer = { jobs: [], questions: 0, answer };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const job = [];
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const reply = printer.answer(bytes);
      if (reply) socket.write(reply);
      if (bytes.equals(Buffer.from('~HS')) || (bytes.length === 3 && bytes[0] === 0x10))
        printer.questions++;
      else job.push(bytes);
    });
    socket.on('end', () => {
      if (job.length) printer.jobs.push(Buffer.concat(job));
      socket.end();
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  printer.port = server.address().port;
  printer.close = () => new Promise((resolve) => server.close(resolve));
  return printer;
}

const stx = (text) => `\x02${text}\x03\r\n`;
/** What a Zebra answers to ~HS. */
export const zebra =
  ({ paperOut = 0, paused = 0, open = 0 } = {}) =>
  (bytes) =>
    bytes.toString() === '~HS'
      ? stx(`030,${paperOut},${paused},1245,000,0,0,0,000,0,0,0`) +
        stx(`001,0,${open},0,1,2,6,0,00000000,1,000`) +
        stx('1234,0')
      : null;
/** What an Epson answers to DLE EOT n. */
export const epson =
  ({ paper = 0x12, offline = 0x12 } = {}) =>
  (bytes) =>
    bytes.length === 3 && bytes[0] === 0x10 && bytes[1] === 4
      ? Buffer.from([bytes[2] === 4 ? paper : offline])
      : null;

// ---- CUPS ----

const backend = `#!/bin/sh
# A printer that writes jobs into a folder; "empty" in it: no paper.
folder="\${DEVICE_URI#folder:}"
if [ -z "$6" ]; then file=/dev/stdin; else file="$6"; fi
if [ -e "$folder/empty" ]; then
  echo "STATE: +media-empty-error" >&2
  while [ -e "$folder/empty" ]; do sleep 0.1; done
  echo "STATE: -media-empty-error" >&2
fi
cat "$file" > "$folder/job-$1.part" && mv "$folder/job-$1.part" "$folder/job-$1.pdf"
`;

/** Starts cupsd with one queue, "label"; null where there is no cupsd. */
export async function startCups(folder) {
  if (!existsSync('/usr/sbin/cupsd')) return null;
  const root = `${folder}/cups`,
    jobs = `${root}/jobs`,
    socket = `${root}/cups.sock`;
  for (const name of [
    '',
    '/etc',
    '/cache',
    '/state',
    '/spool',
    '/spool/tmp',
    '/log',
    '/bin',
    '/bin/backend',
    '/bin/filter',
    '/jobs',
  ])
    mkdirSync(root + name, { recursive: true, mode: 0o755 });
  chmodSync(folder, 0o755);
  chmodSync(jobs, 0o777);
  symlinkSync('/usr/lib/cups/daemon', `${root}/bin/daemon`);
  writeFileSync(`${root}/bin/backend/folder`, backend, { mode: 0o755 });
  const user = process.getuid() === 0 ? 'lp' : userInfo().username;
  writeFileSync(
    `${root}/etc/cups-files.conf`,
    [
      `ServerRoot ${root}/etc`,
      `CacheDir ${root}/cache`,
      `StateDir ${root}/state`,
      `RequestRoot ${root}/spool`,
      `TempDir ${root}/spool/tmp`,
      `ServerBin ${root}/bin`,
      `ErrorLog ${root}/log/error`,
      `AccessLog ${root}/log/access`,
      `PageLog ${root}/log/page`,
      `User ${user}`,
      'Group lp',
      'SystemGroup root',
      '',
    ].join('\n'),
  );
  writeFileSync(
    `${root}/etc/cupsd.conf`,
    [
      `Listen ${socket}`,
      'LogLevel debug',
      'Browsing Off',
      'WebInterface No',
      'DefaultAuthType None',
      'PreserveJobFiles No',
      'PreserveJobHistory Yes',
      '<Location />',
      'Order allow,deny',
      'Allow all',
      '</Location>',
      '<Policy default>',
      'JobPrivateAccess all',
      'JobPrivateValues none',
      '<Limit All>',
      'Order deny,allow',
      '</Limit>',
      '</Policy>',
      '',
    ].join('\n'),
  );
  const child = mind(
    spawn(
      '/usr/sbin/cupsd',
      ['-f', '-c', `${root}/etc/cupsd.conf`, '-s', `${root}/etc/cups-files.conf`],
      { stdio: 'ignore' },
    ),
    { stopped: true },
  );
  await until(() => existsSync(socket), { what: 'cupsd’s socket' });
  const made = spawnSync('lpadmin', ['-h', socket, '-p', 'label', '-E', '-v', `folder:${jobs}`], {
    encoding: 'utf8',
  });
  if (made.status !== 0)
    throw new Error(
      `lpadmin → ${made.status}\n${made.stderr}\n${readFileSync(`${root}/log/error`, 'utf8').slice(-3000)}`,
    );
  return {
    address: `cups:label@${socket}`,
    printed: () =>
      readdirSync(jobs)
        .filter((name) => name.endsWith('.pdf'))
        .map((name) => `${jobs}/${name}`),
    log: () => readFileSync(`${root}/log/error`, 'utf8').slice(-4000),
    empty: (is) =>
      is ? writeFileSync(`${jobs}/empty`, '') : rmSync(`${jobs}/empty`, { force: true }),
    spooled: () => readdirSync(`${root}/spool`).filter((name) => name.startsWith('d')),
    stop: () => child.kill('SIGTERM'),
  };
}
