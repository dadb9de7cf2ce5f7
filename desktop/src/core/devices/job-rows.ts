/** What is to be printed and mailed, in the till's file: it outlives the program and its printers. */
import type { JobKind, PrintProblem } from '@second-chance/shared/contract/till/device-views.ts';
import type { DeviceId, PrintJobId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import type { JobContent } from './job-content.ts';

export interface JobRow {
  readonly position: number;
  readonly id: PrintJobId;
  readonly deviceId: DeviceId | null;
  readonly kind: JobKind;
  readonly title: string;
  readonly content: JobContent;
  readonly state: 'waiting' | 'done' | 'late' | 'canceled' | 'failed';
  readonly attempts: number;
  readonly problem: PrintProblem | null;
  readonly expiresAt: EpochMs | null;
  readonly createdAt: EpochMs;
  readonly finishedAt: EpochMs | null;
}

export interface NewJob {
  readonly id: PrintJobId;
  readonly deviceId: DeviceId | null;
  readonly title: string;
  readonly content: JobContent;
  readonly expiresAt: EpochMs | null;
  readonly createdAt: EpochMs;
}

const COLUMNS = `position, job_id as id, device_id as deviceId, kind, title, payload_json as json,
  state, attempts, problem, expires_at as expiresAt, created_at as createdAt,
  finished_at as finishedAt`;

type RawJobRow = Omit<JobRow, 'content'> & { readonly json: string };

function jobRow({ json, ...row }: RawJobRow): JobRow {
  return { ...row, content: JSON.parse(json) as JobContent };
}

export function insertJob(store: Store, job: NewJob): void {
  store
    .prepare(
      `insert into print_job
         (job_id, device_id, kind, title, payload_json, state, expires_at, created_at)
       values (?, ?, ?, ?, ?, 'waiting', ?, ?)`,
    )
    .run(
      job.id,
      job.deviceId,
      job.content.kind,
      job.title,
      JSON.stringify(job.content),
      job.expiresAt,
      job.createdAt,
    );
}

/** What a printer (null: the server) is to do next: the drawer first, then in order. */
export function nextJob(store: Store, deviceId: DeviceId | null): JobRow | null {
  const row = store
    .prepare(
      `select ${COLUMNS} from print_job where state = 'waiting' and device_id is ?
       order by kind <> 'kick', position limit 1`,
    )
    .get(deviceId);
  return row === undefined ? null : jobRow(row as RawJobRow);
}

/** What waits, the oldest first, and then the latest that are over. */
export function listJobs(store: Store, limit: number): readonly JobRow[] {
  const waiting = store
    .prepare(
      `select ${COLUMNS} from print_job where state in ('waiting', 'late') order by position limit ?`,
    )
    .all(limit);
  const over = store
    .prepare(
      `select ${COLUMNS} from print_job where state not in ('waiting', 'late') and kind <> 'kick'
       order by position desc limit ?`,
    )
    .all(limit);
  return [...waiting, ...over].map((row) => jobRow(row as RawJobRow));
}

/** The printers (null: the server) that have something to do. */
export function busyDevices(store: Store): readonly (DeviceId | null)[] {
  const rows = store
    .prepare(`select distinct device_id as id from print_job where state = 'waiting'`)
    .all() as readonly { readonly id: DeviceId | null }[];
  return rows.map(({ id }) => id);
}

export interface JobCount {
  readonly deviceId: DeviceId | null;
  readonly waiting: number;
  readonly late: number;
}

export function countJobs(store: Store): readonly JobCount[] {
  return store
    .prepare(
      `select device_id as deviceId, sum(state = 'waiting') as waiting, sum(state = 'late') as late
       from print_job where state in ('waiting', 'late') group by device_id`,
    )
    .all() as readonly JobCount[];
}

/** Whether a receipt was handed out before, or is about to be. */
export function wasGiven(store: Store, receiptNumber: string): boolean {
  const row = store
    .prepare(
      `select 1 from print_job
       where kind = 'receipt' and title = ? and state in ('waiting', 'done') limit 1`,
    )
    .get(receiptNumber);
  return row !== undefined;
}

export function finishJob(store: Store, { id, state, problem, at }: FinishedJob): void {
  store
    .prepare(
      `update print_job set state = ?, problem = ?, finished_at = ?, attempts = attempts + ?
       where job_id = ? and state in ('waiting', 'late')`,
    )
    .run(state, problem, at, state === 'done' ? 1 : 0, id);
  if (state === 'failed') return;
  // Whom a mail was for is nobody's business once it is sent or dropped.
  store
    .prepare(
      `update print_job set payload_json = json_remove(payload_json, '$.email')
       where job_id = ? and kind = 'mail'`,
    )
    .run(id);
}

interface FinishedJob {
  readonly id: PrintJobId;
  readonly state: 'done' | 'late' | 'canceled' | 'failed';
  readonly problem: PrintProblem | null;
  readonly at: EpochMs;
}

export function noteTry(store: Store, id: PrintJobId, problem: PrintProblem): void {
  store
    .prepare('update print_job set attempts = attempts + 1, problem = ? where job_id = ?')
    .run(problem, id);
}

/** Lets a job wait again, without an end. */
export function reviveJob(store: Store, id: PrintJobId): void {
  store
    .prepare(
      `update print_job set state = 'waiting', problem = null, expires_at = null, finished_at = null
       where job_id = ? and (state in ('waiting', 'late', 'failed')
         or (state = 'canceled' and kind <> 'mail'))`,
    )
    .run(id);
}

/** Lets all that came too late wait again. */
export function reviveLate(store: Store): void {
  store
    .prepare(
      `update print_job set state = 'waiting', expires_at = null, finished_at = null
       where state = 'late'`,
    )
    .run();
}

/** Drops what is over since before then, whatever came of it; a mail's address goes with it. */
export function pruneJobs(store: Store, before: EpochMs): void {
  store
    .prepare(
      `delete from print_job where finished_at < ? and state in ('done', 'canceled', 'failed')`,
    )
    .run(before);
}
