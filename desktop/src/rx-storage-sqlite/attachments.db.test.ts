import { expect, test } from 'vitest';
import { changed, deleted, inserted, stored } from './test/documents.ts';
import { openInstance } from './test/open-storage.ts';
import { WITH_ATTACHMENTS } from './test/schemas.ts';

const open = () => openInstance({ database: ':memory:' }, WITH_ATTACHMENTS);

function attachment(text: string, digest = `digest of ${text}`) {
  const data = new Blob([text], { type: 'text/plain' });
  return { data, digest, length: data.size, type: 'text/plain' };
}

const stub = ({ digest, length, type }: ReturnType<typeof attachment>) => ({
  digest,
  length,
  type,
});

async function countOf(instance: Awaited<ReturnType<typeof open>>): Promise<number> {
  const { connection, table } = instance.internals;
  return connection.prepare(`SELECT count(*) FROM "${table}_attachment"`).pluck().get() as number;
}

test('an attachment comes back by its digest, and its document holds the stub alone', async () => {
  const instance = await open();
  const picture = attachment('bytes \u{1f600}');
  const events: unknown[] = [];
  instance.changeStream().subscribe((bulk) => events.push(...bulk.events));
  await instance.bulkWrite(inserted({ id: 'a', _attachments: { picture } }), 'test');
  const [found] = await instance.findDocumentsById(['a'], false);
  expect(found._attachments).toEqual({ picture: stub(picture) });
  expect(events).toMatchObject([{ documentData: { _attachments: { picture: stub(picture) } } }]);
  const data = await instance.getAttachmentData('a', 'picture', picture.digest);
  expect(data).toBeInstanceOf(Blob);
  expect(data.type).toBe('text/plain');
  expect(await data.text()).toBe('bytes \u{1f600}');
});

test('another digest, document or name answers that the attachment does not exist', async () => {
  const instance = await open();
  const picture = attachment('x');
  await instance.bulkWrite(inserted({ id: 'a', _attachments: { picture } }), 'test');
  for (const [id, name, digest] of [
    ['a', 'picture', 'other'],
    ['a', 'other', picture.digest],
    ['b', 'picture', picture.digest],
  ] as const) {
    await expect(instance.getAttachmentData(id, name, digest)).rejects.toThrow('does not exist');
  }
});

test('a stub keeps the data, new data replaces it, a missing name removes it', async () => {
  const instance = await open();
  const [one, two] = [attachment('one'), attachment('two')];
  const first = stored({ id: 'a', _attachments: { one: stub(one), two: stub(two) } });
  await instance.bulkWrite([{ document: { ...first, _attachments: { one, two } } }], 'test');
  const changedOne = attachment('one more');
  const second = changed(first, { _attachments: { one: changedOne, two: stub(two) } });
  expect((await instance.bulkWrite([second], 'test')).error).toEqual([]);
  const read = async (name: string, digest: string) =>
    (await instance.getAttachmentData('a', name, digest)).text();
  expect(await read('one', changedOne.digest)).toBe('one more');
  expect(await read('two', two.digest)).toBe('two');
  const [before] = await instance.findDocumentsById(['a'], false);
  await instance.bulkWrite([changed(before, { _attachments: { two: stub(two) } })], 'test');
  expect(await countOf(instance)).toBe(1);
});

test('a stub without data is answered as an error and stores nothing, without an event', async () => {
  const instance = await open();
  const events: unknown[] = [];
  instance.changeStream().subscribe((bulk) => events.push(...bulk.events));
  const rows = inserted({
    id: 'a',
    _attachments: { ok: attachment('ok'), bad: stub(attachment('x')) },
  });
  const { error } = await instance.bulkWrite([...rows, ...inserted({ id: 'b' })], 'test');
  expect(error).toMatchObject([{ status: 510, documentId: 'a', attachmentId: 'bad' }]);
  expect(await instance.findDocumentsById(['a'], true)).toEqual([]);
  expect(events).toMatchObject([{ documentId: 'b' }]);
  expect(await countOf(instance)).toBe(0);
});

test('a conflicting write leaves the attachments as they are', async () => {
  const instance = await open();
  const one = attachment('one');
  await instance.bulkWrite(inserted({ id: 'a', _attachments: { one } }), 'test');
  const rows = inserted({ id: 'a', _attachments: { one: attachment('other') } });
  expect((await instance.bulkWrite(rows, 'test')).error).toMatchObject([{ status: 409 }]);
  expect(await (await instance.getAttachmentData('a', 'one', one.digest)).text()).toBe('one');
});

test('a deleted document takes its attachments with it', async () => {
  const instance = await open();
  const one = attachment('one');
  await instance.bulkWrite(inserted({ id: 'a', _attachments: { one } }), 'test');
  const [document] = await instance.findDocumentsById(['a'], false);
  await instance.bulkWrite([deleted(document)], 'test');
  expect(await countOf(instance)).toBe(0);
  expect(await instance.cleanup(0)).toBe(true);
});
