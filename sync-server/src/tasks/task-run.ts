import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Actor } from '../accounts/actor.ts';
import type { Database } from '../db/schema.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import type { TaskRow } from './task-row.ts';

/** What the doing of a task is given. */
export interface TaskRun {
  readonly db: Kysely<Database>;
  readonly task: TaskRow;
  readonly actor: Actor;
  readonly clock: () => EpochMs;
  /** Runs one transaction of the organization, in the name of who asked for the task. */
  readonly work: <T>(useCase: (work: TenantWork) => Promise<T>) => Promise<T>;
  /**
   * To be called between steps: stores how far it is, and throws `TaskEnded` where the task is to
   * end or another node has it.
   */
  readonly checkpoint: (progress?: {
    readonly done?: number;
    readonly total?: number;
  }) => Promise<void>;
}

/**
 * Does a task. It may be begun anew at any point: what it did in a transaction that committed it
 * finds done. An error ends it as failed.
 */
export type DoTask = (run: TaskRun) => Promise<Result<void, CodedError>>;

/** Thrown out of a task by its checkpoint. */
export class TaskEnded extends Error {
  override readonly name = 'TaskEnded';
  readonly why: 'cancel' | 'lost';
  constructor(why: 'cancel' | 'lost') {
    super(`the task ended: ${why}`);
    this.why = why;
  }
}
