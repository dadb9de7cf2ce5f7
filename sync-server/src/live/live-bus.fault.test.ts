import { aCategory, anId, ORGANIZATION_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { syncFixture } from '../../test/sync-fixture.ts';
import { insertDocuments } from '../db/document-repository.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { type FeedMoved, openLiveBus } from './live-bus.ts';

const LISTENERS = `from pg_stat_activity
  where application_name = 'second-chance-listen' and datname = current_database()`;

test('a listening connection that is killed comes back and says that something may be missed', async () => {
  await using fixture = await syncFixture();
  const broken: unknown[] = [];
  const bus = openLiveBus({ url: fixture.url, onError: (error) => void broken.push(error) });
  const heard: FeedMoved[] = [];
  const scope = { organizationId: ORGANIZATION_ID, storeId: STORE_ID };
  bus.subscribe(scope, (moved) => void heard.push(moved));
  await expect.poll(() => heard).toEqual([{ ...scope, lastNumber: null }]);

  for (let kills = 1; kills <= 3; kills += 1) {
    heard.length = 0;
    const killed = await fixture.query(`select pg_terminate_backend(pid) ${LISTENERS}`);
    expect(killed.length).toBeGreaterThan(0);
    // Nobody may be listening at this moment: only the signal after the break tells of this one.
    await inTenant(fixture.db, ORGANIZATION_ID, (tx) =>
      insertDocuments({ tx, organizationId: ORGANIZATION_ID }, 'category', {
        storeId: STORE_ID,
        documents: [aCategory({ id: anId<'Category'>(0x700 + kills) })],
      }),
    );
    await expect.poll(() => heard).toContainEqual({ ...scope, lastNumber: null });
    expect(broken).toHaveLength(kills);
  }
  await bus.close();
  // The fixture's own bus is the only one left.
  await expect.poll(() => fixture.query(`select pid ${LISTENERS}`)).toHaveLength(1);
});
