/** Takes a push: each row decided for itself, written together where all goes well. */
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  type PushResult,
  type PushRow,
  pushRowSchema,
} from '@second-chance/shared/contract/sync.ts';
import { type IntentId, idSchema } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import { retried } from '../../db/retried.ts';
import type { Database } from '../../db/schema.ts';
import { inTenant } from '../../db/tenant-transaction.ts';
import { isTooDeep } from '../../documents/storable.ts';
import type { ServerDeps } from '../../http/deps.ts';
import type { Metrics } from '../../http/metrics.ts';
import type { KnownTill } from '../known-till.ts';
import type { FeedTails } from '../stream/feed-tail.ts';
import { isLasting } from './lasting-error.ts';
import { parkedRow } from './parked-row.ts';
import { insertIntents, lockPushes, parkRows } from './push-repository.ts';
import { type Taken, takeRows } from './take-rows.ts';

export interface TakePushDeps {
  readonly db: Kysely<Database>;
  readonly clock: () => EpochMs;
  readonly logger: ServerDeps['logger'];
  readonly metrics: Pick<Metrics, 'pushedRows'>;
  readonly tails: Pick<FeedTails, 'committed' | 'committing'>;
}

/**
 * Decides the rows in order and answers each. Safe to repeat: what was decided for good before is
 * answered the same, and not done again.
 *
 * Rows are written in one transaction. Where that fails, each is tried in its own: one that can
 * never be stored is rejected, and one that meets a passing trouble fails the push after the others
 * are done. Errors: UNAVAILABLE, then; sent again, only that one is still to do.
 */
export async function takePush(
  deps: TakePushDeps,
  till: KnownTill,
  rows: readonly unknown[],
): Promise<Result<readonly PushResult[], CodedError>> {
  const read = rows.map(readRow);
  const good = read.flatMap((one) => (one.ok ? [one.value] : []));
  const done = deps.tails.committing(till);
  const taken = await takeTogether(deps, till, good).catch((error: unknown) => {
    deps.logger.warn({ err: error, rows: good.length }, 'a push is taken row by row');
    return takeOneByOne(deps, till, good);
  });
  if (taken.ok && taken.value.changes !== null) deps.tails.committed(till, taken.value.changes);
  done();
  if (!taken.ok) return taken;
  const answers = taken.value.results.values();
  const results: PushResult[] = [];
  for (const one of read) {
    const answer = one.ok ? answers.next().value : one.error;
    assert(answer, 'every row has an answer');
    results.push(answer);
  }
  for (const [index, { outcome }] of results.entries()) {
    const one = read[index];
    deps.metrics.pushedRows.inc({ collection: one?.ok ? one.value.collection : 'none', outcome });
  }
  return ok(results);
}

/** A row that cannot be read is rejected; only one that has an intent can be remembered. */
function readRow(raw: unknown): Result<PushRow, PushResult> {
  const parsed = isTooDeep(raw) ? null : pushRowSchema.safeParse(raw);
  if (parsed?.success) return ok(parsed.data);
  const issues = (parsed?.error.issues ?? [{ path: [], message: 'too_deep' }])
    .slice(0, 20)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  return err({
    outcome: 'rejected',
    intentId: intentOf(raw) ?? '',
    code: 'INVALID_REQUEST',
    message: 'Not a row of a push.',
    details: { issues },
    master: null,
  });
}

function intentOf(raw: unknown): IntentId | null {
  if (typeof raw !== 'object' || raw === null || !('intentId' in raw)) return null;
  const id = idSchema<'Intent'>().safeParse(raw.intentId);
  return id.success ? id.data : null;
}

async function takeTogether(
  { db, clock }: TakePushDeps,
  till: KnownTill,
  rows: readonly PushRow[],
): Promise<Result<Taken, never>> {
  if (rows.length === 0) return ok({ results: [], chains: new Map(), changes: null });
  return ok(
    await retried(() =>
      inTenant(db, till.organizationId, (tx) =>
        takeRows(tx, { till, rows, at: clock(), chains: new Map() }),
      ),
    ),
  );
}

async function takeOneByOne(
  deps: TakePushDeps,
  till: KnownTill,
  rows: readonly PushRow[],
): Promise<Result<Taken, CodedError>> {
  const { db, clock, logger } = deps;
  const results: PushResult[] = [];
  let chains: Taken['chains'] = new Map();
  let isTrouble = false;
  for (const row of rows) {
    try {
      const one = await retried(() =>
        inTenant(db, till.organizationId, (tx) =>
          takeRows(tx, { till, rows: [row], at: clock(), chains }),
        ),
      );
      results.push(...one.results);
      chains = one.chains;
    } catch (error) {
      const { intentId, collection } = row;
      logger.error({ err: error, intentId, collection }, 'a pushed row cannot be taken');
      if (isLasting(error)) results.push(await rejectForGood(deps, till, row));
      else isTrouble = true;
    }
  }
  return isTrouble ? err(UNAVAILABLE) : ok({ results, chains, changes: null });
}

/** The database says that it will never hold this row. */
async function rejectForGood(
  { db, clock }: TakePushDeps,
  till: KnownTill,
  row: PushRow,
): Promise<PushResult> {
  const { intentId } = row;
  await inTenant(db, till.organizationId, async (tx) => {
    await lockPushes(tx, till);
    const at = clock();
    const decided = [{ intentId, outcome: 'rejected', revision: null, error: UNSTORABLE } as const];
    await insertIntents(tx, till, { decided, at });
    await parkRows(tx, till, { parked: [parkedRow(row, UNSTORABLE)], at });
  });
  return { outcome: 'rejected', intentId, ...UNSTORABLE, master: null };
}

const UNSTORABLE: CodedError = {
  code: 'INVALID_REQUEST',
  message: 'The database cannot hold this document.',
};
const UNAVAILABLE: CodedError = {
  code: 'UNAVAILABLE',
  message: 'Not all rows could be taken. Send them again, in smaller pushes.',
};
