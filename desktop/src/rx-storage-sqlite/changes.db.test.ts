import { expect, test } from 'vitest';
import { changed, deleted, inserted, stored } from './test/documents.ts';
import { openInstance, temporaryFile } from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

const open = (database = ':memory:') => openInstance({ database }, ITEM_SCHEMA);
type Instance = Awaited<ReturnType<typeof open>>;

async function changes(
  instance: Instance,
  limit: number,
  checkpoint?: { id: string; lwt: number },
) {
  const found = await instance.getChangedDocumentsSince?.(limit, checkpoint);
  if (found === undefined) throw new Error('the storage reads changes');
  return { ids: found.documents.map(({ id }) => id), checkpoint: found.checkpoint };
}

test('changes come page by page, by write time and then id, each document once', async () => {
  const instance = await open();
  const documents = ['c', 'a', 'b'].map((id) => stored({ id }, 5_000));
  await instance.bulkWrite(
    [...documents.map((document) => ({ document })), { document: stored({ id: 'd' }, 4_000) }],
    'test',
  );
  const first = await changes(instance, 2);
  expect(first).toEqual({ ids: ['d', 'a'], checkpoint: { id: 'a', lwt: 5_000 } });
  const second = await changes(instance, 2, first.checkpoint);
  expect(second.ids).toEqual(['b', 'c']);
  expect(await changes(instance, 2, second.checkpoint)).toEqual({
    ids: [],
    checkpoint: second.checkpoint,
  });
});

test('without documents the checkpoint is the one that was given', async () => {
  const instance = await open();
  expect(await changes(instance, 10)).toEqual({ ids: [], checkpoint: { id: '', lwt: 0 } });
  const checkpoint = { id: 'x', lwt: 7 };
  expect(await changes(instance, 10, checkpoint)).toEqual({ ids: [], checkpoint });
});

test('an updated or deleted document moves behind the checkpoint', async () => {
  const instance = await open();
  const [a, b] = [stored({ id: 'a' }), stored({ id: 'b' })];
  await instance.bulkWrite([{ document: a }, { document: b }], 'test');
  const { checkpoint } = await changes(instance, 10);
  await instance.bulkWrite([deleted(a)], 'test');
  await instance.bulkWrite([changed(b, { price: 1 })], 'test');
  expect((await changes(instance, 10, checkpoint)).ids).toEqual(['a', 'b']);
});

test('a write with an older time than a checkpoint that was handed out is not skipped', async () => {
  const instance = await open();
  await instance.bulkWrite([{ document: stored({ id: 'b' }, 9_000) }], 'test');
  const { checkpoint } = await changes(instance, 10);
  await instance.bulkWrite([{ document: stored({ id: 'late' }, 1_000) }], 'test');
  await instance.bulkWrite([{ document: stored({ id: 'a' }, 9_000) }], 'test');
  const first = await changes(instance, 1, checkpoint);
  const second = await changes(instance, 1, first.checkpoint);
  expect([...first.ids, ...second.ids].toSorted()).toEqual(['a', 'late']);
  expect((await changes(instance, 10, second.checkpoint)).ids).toEqual([]);
  expect((await instance.findDocumentsById(['late'], false))[0]?._meta.lwt).toBe(1_000);
});

test('a clock set back before a restart hides no later write from a reader', async () => {
  using place = temporaryFile();
  const before = await open(place.file);
  await before.bulkWrite([{ document: stored({ id: 'a' }, 9_000) }], 'test');
  const { checkpoint } = await changes(before, 10);
  await before.close();
  const after = await open(place.file);
  const late = stored({ id: 'b' }, 2_000);
  await after.bulkWrite([{ document: late }], 'test');
  const seen = await changes(after, 10, checkpoint);
  expect(seen.ids).toEqual(['b']);
  await after.bulkWrite([changed(late, { _meta: { lwt: 2_001 }, price: 1 })], 'test');
  expect((await changes(after, 10, seen.checkpoint)).ids).toEqual(['b']);
  await after.close();
});

test('a listener that was told of a write later misses no write that was stamped earlier', async () => {
  const instance = await open();
  const told: { id: string; lwt: number }[] = [];
  instance.changeStream().subscribe(({ checkpoint }) => told.push(checkpoint));
  await instance.bulkWrite([{ document: stored({ id: 'a' }, 9_000) }], 'test');
  await instance.bulkWrite([{ document: stored({ id: 'b' }, 8_000) }], 'test');
  expect((await changes(instance, 10, told[0])).ids).toEqual(['b']);
  expect((await changes(instance, 10, told[1])).ids).toEqual([]);
});

test('clean-up removes tombstones older than asked and nothing else', async () => {
  const instance = await open();
  const documents = ['a', 'b', 'c'].map((id) => stored({ id }, 1_000));
  await instance.bulkWrite(
    documents.map((document) => ({ document })),
    'test',
  );
  const [a, b] = documents;
  await instance.bulkWrite(
    [changed(a, { _deleted: true, _meta: { lwt: 1_001 } }), deleted(b)],
    'test',
  );
  expect(await instance.cleanup(60_000)).toBe(true);
  const left = await instance.findDocumentsById(['a', 'b', 'c'], true);
  expect(left.map(({ id }) => id)).toEqual(['b', 'c']);
  expect(await instance.cleanup(0)).toBe(true);
  expect(await instance.findDocumentsById(['a', 'b', 'c'], true)).toHaveLength(1);
  expect((await instance.bulkWrite(inserted({ id: 'a' }), 'test')).error).toEqual([]);
});

test('a late write finds its place even where the clock is too coarse for a step', async () => {
  const instance = await open();
  await instance.bulkWrite([{ document: stored({ id: 'b' }, 1e15) }], 'test');
  const { checkpoint } = await changes(instance, 10);
  await instance.bulkWrite([{ document: stored({ id: 'a' }, 1e15) }], 'test');
  expect((await changes(instance, 10, checkpoint)).ids).toEqual(['a']);
});
