/** The program dies at every write of a page, an edit and an answer; the file is whole each time. */
import { randomUUIDv7 } from 'node:crypto';
import type { Id } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  AT,
  anItem,
  REGISTER_ID,
  STAFF_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { SimulatedCrash, setupStore } from '../store/test/setup-store.ts';
import { type AdoptDeps, adoptResults } from './adopt-results.ts';
import { documentStorage } from './document-storage.ts';
import { readFeedState } from './feed-state.ts';
import { itemById, itemsByCode } from './find-item.ts';
import { countIntents, markSent, nextIntents } from './intent-rows.ts';
import { listConflicts } from './list-conflicts.ts';
import { recordEdit } from './record-edit.ts';
import { searchItems } from './search-items.ts';
import { applyNext, changesOf } from './test/feed-changes.ts';

const WRITES_MAX = 40;
const JACKET = anItem();
const RENAMED = { ...JACKET, name: 'Blouson', barcodes: ['OTHER'] };
const newId = <K extends string>() => randomUUIDv7() as Id<K>;

async function aTill(crashAtWrite: number) {
  const setup = setupStore({ crashAtWrite });
  const { sealer } = await setup.enrol();
  const storage = await documentStorage(setup.store);
  applyNext(storage, sealer, { changes: changesOf('items', [JACKET]), checkpoint: 1 });
  const deps: AdoptDeps = {
    storage,
    sealer,
    newId,
    storeId: STORE_ID,
    registerId: REGISTER_ID,
    clock: () => AT,
  };
  const edit = (wanted: typeof JACKET) =>
    recordEdit(deps, {
      collection: 'items',
      id: wanted.id,
      wanted: { document: { ...wanted }, deleted: false },
      staffId: STAFF_ID,
      approvedBy: null,
      at: AT,
    });
  return { setup, sealer, storage, deps, edit };
}

type Till = Awaited<ReturnType<typeof aTill>>;

/** What is found by document, code and word, which must all tell the same. */
function found({ setup: { store } }: Till) {
  const item = itemById(store, JACKET.id);
  const byCode = ['SC-0001', 'OTHER'].flatMap((code) => itemsByCode(store, code));
  const byWord = ['denim', 'blouson'].flatMap((text) =>
    searchItems(store, { text, categoryId: null, limit: 5 }, []),
  );
  expect(byCode.map(({ name }) => name)).toContain(item?.name);
  expect(byWord.map(({ name }) => name)).toEqual([item?.name]);
  return item;
}

async function walk(
  prepare: (till: Till) => void,
  step: (till: Till) => void,
  check: (till: Till, done: boolean) => void,
): Promise<number> {
  let points = 0;
  for (let crashAtWrite = 1; crashAtWrite <= WRITES_MAX; crashAtWrite += 1) {
    const till = await aTill(crashAtWrite);
    using setup = till.setup;
    prepare(till);
    setup.armCrash();
    let thrown: unknown = null;
    try {
      step(till);
    } catch (failure) {
      thrown = failure;
    }
    expect(thrown instanceof SimulatedCrash).toBe(setup.crashed);
    setup.reopen();
    check(till, !setup.crashed);
    if (!setup.crashed) return points;
    points += 1;
  }
  throw new Error('there are more writes than were walked');
}

test('killed at any write of a page, the page is there with its checkpoint, codes and words, or none of it', async () => {
  const points = await walk(
    () => {},
    ({ storage, sealer }) =>
      applyNext(storage, sealer, { changes: changesOf('items', [RENAMED], 2), checkpoint: 2 }),
    (till, done) => {
      expect(found(till)?.name).toBe(done ? 'Blouson' : 'Denim jacket');
      expect(readFeedState(till.setup.store, 'catalogue').checkpoint).toBe(done ? 2 : 1);
    },
  );
  expect(points).toBeGreaterThanOrEqual(5);
});

test('killed at any write of an edit, the edit shows and waits to be sent, or neither', async () => {
  const points = await walk(
    () => {},
    ({ edit }) => edit(RENAMED),
    (till, done) => {
      expect(found(till)?.name).toBe(done ? 'Blouson' : 'Denim jacket');
      expect(countIntents(till.setup.store).waiting).toBe(done ? 1 : 0);
    },
  );
  expect(points).toBeGreaterThanOrEqual(5);
});

test('killed at any write of a merge, both changes are merged and queued with their conflict, or nothing happened', async () => {
  const theirs = { ...JACKET, name: 'Parka', price: minorUnits(3_000) };
  const points = await walk(
    ({ edit, setup, sealer }) => {
      edit(RENAMED);
      setup.store.transaction(() =>
        markSent(setup.store, nextIntents(setup.store, sealer, { after: 0, limit: 9 })),
      );
    },
    ({ deps, setup, sealer }) => {
      const [sent] = nextIntents(setup.store, sealer, { after: 0, limit: 9 });
      const master = { revision: 5, deleted: false, document: { ...theirs } };
      adoptResults(deps, [{ outcome: 'conflict', intentId: sent?.intentId ?? '', master }]);
    },
    (till, done) => {
      const { store } = till.setup;
      const item = found(till);
      expect(item).toMatchObject({ name: 'Blouson', price: done ? 3_000 : 2_500 });
      const waiting = nextIntents(store, till.sealer, { after: 0, limit: 9 });
      const bases = waiting.map(({ collection, base }) => [collection, base?.revision ?? 0]);
      expect(bases).toEqual(
        done
          ? [
              ['items', 5],
              ['conflicts', 0],
            ]
          : [['items', 1]],
      );
      expect(listConflicts(store, { settledToo: true, limit: 9 })).toHaveLength(done ? 1 : 0);
    },
  );
  expect(points).toBeGreaterThanOrEqual(5);
});
