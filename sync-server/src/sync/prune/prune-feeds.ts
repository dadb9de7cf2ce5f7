/** Once a day: what feeds need not remember any more, in short steps. */
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { z } from 'zod';
import { inTenant } from '../../db/tenant-transaction.ts';
import type { ServerDeps } from '../../http/deps.ts';
import type { JobKind } from '../../jobs/jobs.ts';
import {
  expireReceipts,
  feedsOf,
  forgetDeletions,
  forgetIntents,
  markFeed,
} from './prune-repository.ts';

/** How long the server remembers what was deleted. A till that was away longer loads afresh. */
export const TOMBSTONE_DAYS = 180;

const PRUNE_FEEDS: JobKind<Record<string, never>> = {
  name: 'sync.prune',
  payload: z.strictObject({}),
  retries: 5,
  retryWaitSecondsMax: 600,
  secondsMax: 3_600,
  atOnce: 1,
};
/** At night in most of the world's shops. */
const PRUNE_CRON = '17 2 * * *';

type Deps = Pick<ServerDeps, 'db' | 'clock' | 'logger'>;

export async function handlePruneJobs(deps: Deps & Pick<ServerDeps, 'jobs'>): Promise<void> {
  await deps.jobs.handle(PRUNE_FEEDS, () => pruneFeeds(deps));
  await deps.jobs.repeat(PRUNE_FEEDS, PRUNE_CRON, {});
}

/** Prunes all feeds. Repeating it is harmless. */
export async function pruneFeeds(
  { db, clock, logger }: Deps,
  { tombstoneDays = TOMBSTONE_DAYS }: { readonly tombstoneDays?: number } = {},
): Promise<void> {
  const organizations = await db.selectFrom('organization').select('id').orderBy('id').execute();
  const pruned = { receipts: 0, deletions: 0 };
  for (const { id } of organizations) {
    const feeds = await inTenant(db, id, (tx) => feedsOf(tx, id));
    for (const feed of feeds) {
      for (let expired = 1; expired > 0; pruned.receipts += expired) {
        expired = await inTenant(db, id, (tx) => expireReceipts(tx, feed, clock()));
      }
      pruned.deletions += await inTenant(db, id, async (tx) => {
        const at = clock();
        await markFeed(tx, feed, at);
        return forgetDeletions(tx, feed, { at, days: tombstoneDays });
      });
    }
    await forgetOld(db, id, clock);
  }
  logger.info(pruned, 'pruned the feeds');
}

function forgetOld(db: Deps['db'], id: OrganizationId, clock: Deps['clock']): Promise<void> {
  return inTenant(db, id, (tx) => forgetIntents(tx, id, clock()));
}
