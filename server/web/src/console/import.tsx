// SPDX-License-Identifier: EUPL-1.2
// The organisers' spreadsheets: dropped, tried, looked at row by row, then imported as they were
// tried.
import { useRef, useState } from 'preact/hooks';
import type { ImportReport } from '../../generated/schemas.ts';
import { ask, message, refused } from './session.ts';
import { Button } from './parts.tsx';
import { MotiveField } from '../parts/fields.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';

type Report = ImportReport;
type Finding = Report['findings'][number];
/**
 * Kept as they were read: what is imported is what was tried, whatever happens to the files
 * meanwhile.
 */
interface Chosen {
  name: string;
  content: string;
}

/** The server takes 8 MiB of base64. */
const bytes_max = 5_900_000,
  files_max = 32;
const shown_at_once = 100;

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).split(',', 2)[1] ?? '');
    reader.onerror = () => reject(new Error(say('import_unreadable', { name: file.name })));
    reader.readAsDataURL(file);
  });
}

async function readAll(files: File[]): Promise<Chosen[]> {
  if (files.length > files_max) throw new Error(say('import_too_many', { most: files_max }));
  if (files.reduce((sum, { size }) => sum + size, 0) > bytes_max)
    throw new Error(say('import_too_large'));
  return Promise.all(
    files.map(async (file) => ({ name: file.name.slice(0, 100), content: await base64(file) })),
  );
}

function Drop({ onFiles, busy }: { onFiles: (files: File[]) => void; busy: boolean }) {
  const [over, setOver] = useState(false);
  return (
    <div
      class={`drop ${over ? 'over' : ''}`}
      aria-busy={busy}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Icon name="upload" />
      <p>{say('import_drop')}</p>
      <label class="button">
        <Icon name="upload" />
        <span>{say('import_choose')}</span>
        <input
          class="unseen"
          type="file"
          multiple
          accept=".csv,.txt,.tsv,.json,text/csv"
          onChange={(event) => {
            onFiles([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <p class="muted small">{say('import_kinds')}</p>
    </div>
  );
}

const icons: Record<Finding['severity'], IconName> = {
  error: 'missed',
  warning: 'notice',
  note: 'check',
};
const columns = ['added', 'changed', 'gone', 'kept', 'unchanged'] as const;

function Files({ report }: { report: Report }) {
  return (
    <div class="scroll flat" tabIndex={0} role="group" aria-label={say('import_files')}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{say('import.file')}</th>
            <th scope="col">{say('import.rows')}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {say(`import.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.files.map((file) => (
            <tr key={file.name}>
              <th scope="row">
                {file.name}
                <br />
                <span class="muted small">
                  {file.kind ? say(`import.kind.${file.kind}`) : say('import.kind.unknown')} ·{' '}
                  {file.charset}
                  {file.delimiter && ` · ${file.delimiter === '\t' ? 'TAB' : file.delimiter}`}
                </span>
              </th>
              <td>{file.rows}</td>
              {columns.map((name) => (
                <td key={name} class={name !== 'unchanged' && file[name] ? 'changed' : 'muted'}>
                  {file[name]}
                </td>
              ))}
            </tr>
          ))}
          {report.organisations.added + report.organisations.changed + report.organisations.gone >
            0 && (
            <tr>
              <th scope="row">{say('import.organisations')}</th>
              <td />
              <td>{report.organisations.added}</td>
              <td>{report.organisations.changed}</td>
              <td>{report.organisations.gone}</td>
              <td />
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function Findings({ report }: { report: Report }) {
  const [hidden, setHidden] = useState(false);
  const [most, setMost] = useState(shown_at_once);
  const found = report.findings.filter(({ severity }) => !hidden || severity !== 'note');
  if (report.findings.length === 0) return null;
  return (
    <section class="card" aria-labelledby="findings">
      <div class="strip">
        <h2 id="findings">{say('import_findings')}</h2>
        {report.notes > 0 && (
          <label class="tick">
            <input
              type="checkbox"
              checked={hidden}
              onChange={(event) => setHidden(event.currentTarget.checked)}
            />
            <span>{say('import_hide_notes', { notes: report.notes })}</span>
          </label>
        )}
      </div>
      <div class="scroll flat" tabIndex={0} role="group" aria-label={say('import_table')}>
        <table class="figures findings">
          <thead>
            <tr>
              {['severity', 'file', 'line', 'column', 'value', 'reason'].map((name) => (
                <th key={name} scope="col">
                  {say(`import.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, most).map(({ severity, file, line, column, value, reason }, index) => (
              <tr key={index}>
                <td>
                  <span class={`severity ${severity}`}>
                    <Icon name={icons[severity]} />
                    {say(`import.${severity}`)}
                  </span>
                </td>
                <td>{file === null ? '' : report.files[file]?.name}</td>
                <td>{line ?? ''}</td>
                <td>{column ?? ''}</td>
                <td>{value && <code>{value}</code>}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length > most && (
        <Button icon="down" onClick={() => setMost(most + shown_at_once)}>
          {count('import_more', found.length - most)}
        </Button>
      )}
      {report.more > 0 && <p class="muted">{count('import_beyond', report.more)}</p>}
    </section>
  );
}

/** What a trial came to, and the way on from there. */
function Verdict({
  report,
  busy,
  onRun,
  onLeave,
}: {
  report: Report;
  busy: boolean;
  onRun: (check: boolean, motive: string) => void;
  onLeave: () => void;
}) {
  const [motive, setMotive] = useState('');
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  const ruled =
    errors.length > 0 && errors.length === report.errors && errors.every(({ rule }) => rule);
  const changes = report.files.some(({ added, changed, gone }) => added + changed + gone > 0);
  const title = report.imported
    ? say('import_done')
    : report.errors
      ? count('import_refused', report.errors)
      : changes
        ? say('import_good')
        : say('import_same');
  return (
    <section class={`card verdict ${report.errors ? 'bad' : ''}`} aria-labelledby="verdict">
      <h2 id="verdict" tabIndex={-1}>
        {title}
      </h2>
      <p class="muted">
        {report.imported
          ? say('import_done_hint')
          : report.errors
            ? say('import_refused_hint')
            : say('import_good_hint')}
      </p>
      <Files report={report} />
      {ruled && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            onRun(true, motive.trim());
          }}
        >
          <MotiveField label={say('import_motive')} text={motive} onText={setMotive} />
          <button type="submit">{say('import_try_motive')}</button>
        </form>
      )}
      <div class="actions">
        {!report.imported && report.errors === 0 && changes && (
          <Button
            icon="check"
            tone="primary"
            off={busy}
            onClick={() => onRun(false, motive.trim())}
          >
            {say('import_do')}
          </Button>
        )}
        <Button icon="cross" onClick={onLeave}>
          {say(report.imported ? 'close' : 'plan_discard')}
        </Button>
      </div>
    </section>
  );
}

export function Import() {
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [report, setReport] = useState<Report | null>(null);
  const [busy, setBusy] = useState(false);
  const excuse = useRef('');
  const run = async (files: Chosen[], check: boolean, motive = '') => {
    setBusy(true);
    if (motive) excuse.current = motive;
    try {
      const found = await ask<Report>('POST', '/api/imports', {
        check,
        files,
        ...(excuse.current ? { motive: excuse.current } : {}),
      });
      setReport(found);
      message.value = found.imported ? { text: say('import_done'), bad: false } : null;
      requestAnimationFrame(() => document.getElementById('verdict')?.focus());
    } catch (refusal) {
      refused(refusal);
    }
    setBusy(false);
  };
  const take = (files: File[]) => {
    if (files.length === 0) return;
    excuse.current = '';
    setReport(null);
    readAll(files)
      .then((read) => {
        setChosen(read);
        return run(read, true);
      })
      .catch(refused);
  };
  return (
    <>
      <section class="card" aria-labelledby="import-title">
        <h2 id="import-title">
          <Icon name="upload" />
          {say('import_title')}
        </h2>
        <p class="muted">{say('import_hint')}</p>
        <Drop onFiles={take} busy={busy} />
        <p role="status" class="muted">
          {busy ? say('import_busy') : ''}
        </p>
      </section>
      {report && (
        <Verdict
          report={report}
          busy={busy}
          onRun={(check, motive) => void run(chosen, check, motive)}
          onLeave={() => {
            setReport(null);
            setChosen([]);
          }}
        />
      )}
      {report && <Findings report={report} />}
    </>
  );
}
