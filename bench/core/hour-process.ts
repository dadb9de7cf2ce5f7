/**
 * A till process with a full catalogue: says when its first scan is on the ticket, sells an hour's
 * worth, and says how much memory that took.
 */
import { randomUUIDv7 } from 'node:crypto';
import { must } from '@second-chance/desktop/src/core/test/open-test-till.ts';
import { GRACE } from '@second-chance/desktop/src/core/test/small-shop.ts';
import { openTill } from '@second-chance/desktop/src/core/till.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';

export interface HourStart {
  readonly dataDir: string;
  readonly at: number;
  readonly tickets: readonly (readonly string[])[];
}
export type HourNews =
  | { readonly kind: 'up' }
  | { readonly kind: 'first_scan' }
  | { readonly kind: 'sold'; readonly rssMb: number };

const tell = (news: HourNews) => process.send?.(news);

process.once('message', async ({ dataDir, at, tickets }: HourStart) => {
  const till = await openTill({
    dataDir,
    clock: () => at as EpochMs,
    appVersion: 'bench',
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    fetch: () => Promise.reject(new TypeError('no network in this bench')),
  });
  must(till.people.signIn(GRACE));
  must(till.cart.clear());
  must(till.cart.scan({ code: tickets[0]?.[0] ?? '', quantity: 1 }));
  tell({ kind: 'first_scan' });
  must(till.cart.clear());
  for (const codes of tickets) {
    for (const code of codes) must(till.cart.scan({ code, quantity: 1 }));
    const { saleId, gross, dueInCash } = must(till.cart.get());
    const tenderId = randomUUIDv7() as Id<'Tender'>;
    must(
      till.sales.pay({ saleId, gross, tenders: [{ kind: 'cash', tenderId, tendered: dueInCash }] }),
    );
    await new Promise(setImmediate);
  }
  tell({ kind: 'sold', rssMb: Math.round(process.memoryUsage().rss / 1_048_576) });
  await till.close();
  process.disconnect();
});
tell({ kind: 'up' });
