import type { Database } from '../../database/database.ts';
import type { ImportFormat } from '../format.ts';
import type { ImportFailure, ImportJob, ImportState } from './types.ts';

const columns = `
  id, file_name, format, state, bytes, bytes_read, lines, created, updated, unchanged, failed, created_at, started_at,
  finished_at, error,
  case when state = 'RUNNING' and lease_until >= now() then lines_per_second end as lines_per_second,
  case when state = 'RUNNING' and lease_until >= now() then bytes_per_second end as bytes_per_second`;

const byIdStatement = `select ${columns} from import_jobs where id = $1`;
const listStatement = `
select ${columns} from import_jobs where $1::bigint is null or id < $1 order by id desc limit $2`;
const liveStatement = `
select ${columns} from import_jobs where state in ('QUEUED', 'RUNNING') order by id`;
const failuresStatement = `
select line, external_id, message from import_failures
where job_id = $1 and line > $2 order by line limit $3`;

interface ImportRow extends Record<string, unknown> {
  id: bigint;
  file_name: string;
  format: ImportFormat;
  state: ImportState;
  bytes: bigint;
  bytes_read: bigint;
  lines: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  lines_per_second: number | null;
  bytes_per_second: number | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  error: string | null;
}

/** An import as it stands; null where there is none. */
export async function findImport(database: Database, id: bigint): Promise<ImportJob | null> {
  const [row] = await database.query<ImportRow>({ name: 'import', text: byIdStatement, values: [id] });
  return row === undefined ? null : fromRow(row);
}

/** Imports before that one, newest first. */
export async function listImports(
  database: Database,
  before: bigint | null,
  limit: number,
): Promise<readonly ImportJob[]> {
  const values = [before, limit];
  const rows = await database.query<ImportRow>({ name: 'imports', text: listStatement, values });
  return rows.map(fromRow);
}

/** Those that have not ended, oldest first. */
export async function liveImports(database: Database): Promise<readonly ImportJob[]> {
  const rows = await database.query<ImportRow>({ name: 'imports_live', text: liveStatement, values: [] });
  return rows.map(fromRow);
}

/** How many imports are kept. */
export async function countImports(database: Database): Promise<number> {
  const [row] = await database.query<{ jobs: bigint }>({
    name: 'imports_count',
    text: 'select count(*) as jobs from import_jobs',
    values: [],
  });
  return Number(row?.jobs ?? 0);
}

/** The lines of an import that failed, after that line. */
export async function readImportFailures(
  database: Database,
  id: bigint,
  after: number,
  limit: number,
): Promise<readonly ImportFailure[]> {
  const rows = await database.query<{ line: number; external_id: string | null; message: string }>({
    name: 'import_failures',
    text: failuresStatement,
    values: [id, after, limit],
  });
  return rows.map(({ line, external_id, message }) => ({ line, externalId: external_id, message }));
}

function fromRow(row: ImportRow): ImportJob {
  const bytes = Number(row.bytes);
  const bytesRead = Number(row.bytes_read);
  const { lines_per_second: linesPerSecond, bytes_per_second: bytesPerSecond } = row;
  return {
    id: row.id,
    fileName: row.file_name,
    format: row.format,
    state: row.state,
    bytes,
    bytesRead,
    lines: row.lines,
    created: row.created,
    updated: row.updated,
    unchanged: row.unchanged,
    failed: row.failed,
    linesPerSecond: linesPerSecond === null ? null : Math.round(linesPerSecond * 10) / 10,
    remainingSeconds:
      bytesPerSecond === null || bytesPerSecond === 0
        ? null
        : Math.ceil((bytes - bytesRead) / bytesPerSecond),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
  };
}
