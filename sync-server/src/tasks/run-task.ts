import { randomUUID } from 'node:crypto';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { TaskKind } from '@second-chance/shared/contract/rest/tasks.ts';
import type { OrganizationId, TaskId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { findAccountById } from '../accounts/account-repository.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { asWork } from '../db/tenant-work.ts';
import { countOutcomes } from './task-item-repository.ts';
import { claimTask, finishTask, keepTask, releaseTask } from './task-repository.ts';
import type { TaskRow } from './task-row.ts';
import { type DoTask, TaskEnded } from './task-run.ts';

/** How often a node shows that it still works at a task. */
const BEAT_MS = 5_000;

export interface TaskDeps {
  readonly db: Kysely<Database>;
  readonly clock: () => EpochMs;
  readonly logger: Pick<Logger, 'error' | 'info'>;
}

export interface TaskToRun {
  readonly organizationId: OrganizationId;
  readonly taskId: TaskId;
}

/**
 * Does a task on this node, if nobody else has it; safe to call for one that is done or taken. When
 * `signal` fires it lets go at the next checkpoint and another node goes on.
 */
export async function runTask(
  deps: TaskDeps,
  kinds: Readonly<Record<TaskKind, DoTask>>,
  { organizationId, taskId: id, signal }: TaskToRun & { readonly signal: AbortSignal },
): Promise<void> {
  const { db, logger } = deps;
  const runner = randomUUID();
  const claimed = await inTenant(db, organizationId, (tx) =>
    claimTask({ tx, organizationId }, { id, runner }),
  );
  if (claimed === null) return;
  const keep = (done: number | null, total: number | null) =>
    inTenant(db, organizationId, (tx) =>
      keepTask({ tx, organizationId }, { id, runner, done, total }),
    );
  // A long step without a checkpoint must not look as if this node were gone.
  const beat = setInterval(() => void keep(null, null).catch(() => undefined), BEAT_MS);
  try {
    const error = await outcomeOf(deps, kinds, { task: claimed, keep, signal });
    if (error === 'lost') {
      await inTenant(db, organizationId, (tx) =>
        releaseTask({ tx, organizationId }, { id, runner }),
      );
      return;
    }
    const state = error === null ? 'done' : error === 'cancel' ? 'canceled' : 'failed';
    await inTenant(db, organizationId, async (tx) => {
      const scope = { tx, organizationId };
      const result = await countOutcomes(scope, id);
      const coded = typeof error === 'object' ? error : null;
      await finishTask(scope, { id, runner, state, result, error: coded });
    });
    logger.info({ task: id, kind: claimed.kind, state }, 'a task ended');
  } finally {
    clearInterval(beat);
  }
}

interface Claimed {
  readonly task: TaskRow;
  readonly keep: (
    done: number | null,
    total: number | null,
  ) => Promise<'go_on' | 'cancel' | 'lost'>;
  readonly signal: AbortSignal;
}

/** Null: done to its end. */
async function outcomeOf(
  { db, clock, logger }: TaskDeps,
  kinds: Readonly<Record<TaskKind, DoTask>>,
  { task, keep, signal }: Claimed,
): Promise<CodedError | 'cancel' | 'lost' | null> {
  const { organizationId, accountId } = task;
  try {
    const actor = await actorOf(db, task);
    const allowed = mayAct(actor, { right: 'edit_catalogue', storeId: task.storeId });
    if (!allowed.ok) return allowed.error;
    const done = await kinds[task.kind]({
      db,
      task,
      clock,
      actor: allowed.value,
      work: (useCase) => asWork(db, { organizationId, at: clock(), actorId: accountId }, useCase),
      async checkpoint({ done: steps = null, total = null } = {}) {
        if (signal.aborted) throw new TaskEnded('lost');
        const next = await keep(steps, total);
        if (next !== 'go_on') throw new TaskEnded(next);
      },
    });
    return done.ok ? null : done.error;
  } catch (thrown) {
    if (thrown instanceof TaskEnded) return thrown.why;
    logger.error({ err: thrown, task: task.id, kind: task.kind }, 'a task failed');
    return { code: 'INTERNAL', message: 'Something went wrong on the server.' };
  }
}

/** Who asked for it, as they are now: somebody disabled since does nothing any more. */
async function actorOf(db: Kysely<Database>, task: TaskRow): Promise<Actor | null> {
  const { organizationId, accountId } = task;
  const found = await inTenant(db, organizationId, (tx) =>
    findAccountById({ tx, organizationId }, accountId),
  );
  if (found === null || found.disabled) return null;
  const { role, storeId } = found.account;
  return { accountId, organizationId, role, storeId };
}
