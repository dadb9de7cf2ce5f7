/** A till with a small shop from the fake server, for tests of what people change at it. */

import { randomUUIDv7 } from 'node:crypto';
import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import { AT, anId, anItem, STAFF_ID } from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { openCatalogue } from '../../documents/catalogue.ts';
import { documentStorage } from '../../documents/document-storage.ts';
import { countIntents } from '../../documents/intent-rows.ts';
import { type EditDeps, recordEdit } from '../../documents/record-edit.ts';
import { changesOf } from '../../documents/test/feed-changes.ts';
import type { Sync } from '../sync.ts';
import { latest } from './fake-documents.ts';
import { setupSync, until } from './setup-sync.ts';

export const JACKET = anItem();
export const TEAPOT = anItem({ id: anId<'Item'>(2), sku: 'TEA', name: 'Teapot', barcodes: [] });

interface EditShop {
  readonly changes?: readonly FeedChange[];
  readonly compareEveryMs?: number;
  readonly streamSilenceMs?: number;
}

export async function setupEdits({
  changes = changesOf('items', [JACKET, TEAPOT]),
  compareEveryMs = 60_000,
  streamSilenceMs = 30_000,
}: EditShop = {}) {
  const till = await setupSync({ compareEveryMs, streamSilenceMs });
  till.server.feed = [...changes];
  till.server.pageSize = 1_000;
  const sealer = till.setup.device().sealer;
  let sync: Sync = till.start();
  const catalogue = openCatalogue(till.setup.store, () => sealer);
  await until('the shop is here', () => catalogue.coverage().complete);

  async function deps(): Promise<EditDeps> {
    const storage = await documentStorage(till.setup.store);
    return { storage, sealer, newId: <K extends string>() => randomUUIDv7() as Id<K> };
  }
  const editing = await deps();

  return {
    ...till,
    till,
    catalogue,
    sealer,
    deps,
    get sync() {
      return sync;
    },
    edit(item: ItemDocument, deleted = false) {
      recordEdit(editing, {
        collection: 'items',
        id: item.id,
        wanted: { document: { ...item }, deleted },
        staffId: STAFF_ID,
        approvedBy: null,
        at: AT as EpochMs,
      });
      sync.pushEditsSoon();
    },
    async stopSync() {
      await sync.stop();
    },
    startSync() {
      sync = till.start();
    },
    waiting: () => countIntents(till.setup.store).waiting,
    parked: () => countIntents(till.setup.store).parked,
    atServer: (id: string, collection = 'items') => latest(till.server, collection, id),
    atTill: (id: ItemDocument['id']) => catalogue.itemById(id),
    [Symbol.asyncDispose]: () => till[Symbol.asyncDispose](),
  };
}

export type EditSetup = Awaited<ReturnType<typeof setupEdits>>;
