/** What this till holds of a collection as counts and digests (shared/documents/digest.ts). */
import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import {
  combineDigest,
  type Digest,
  EMPTY_DIGEST,
  markInput,
} from '@second-chance/shared/documents/digest.ts';
import type { Store } from '../store/open-store.ts';
import { parseRowRevision, placeOf } from './collection-tables.ts';
import { setAsideRevisions } from './set-aside.ts';

/** Documents that are read and hashed at once: some 5 ms. */
const CHUNK = 1_000;

export interface Held {
  readonly id: string;
  readonly revision: number;
}

/**
 * The live documents of a collection, in chunks between which the till goes on. A document that is
 * set aside counts with the revision that was: it is here, though of no use yet.
 */
export async function* heldDocuments(
  store: Store,
  collection: Collection,
): AsyncGenerator<readonly Held[]> {
  const { table, kind } = placeOf(collection);
  const aside = new Map(
    setAsideRevisions(store, collection).map(({ id, revision }) => [id, revision]),
  );
  const read = store.prepare(
    `select id as key, rev from ${table}
     where id > ? and deleted = 0 ${kind === null ? '' : 'and id < ?'} order by id limit ${CHUNK}`,
  );
  const begin = kind === null ? '' : `${kind}|`;
  let last = begin;
  for (;;) {
    const rows = read.all(...(kind === null ? [last] : [last, `${kind}}`])) as readonly Row[];
    yield rows
      .map(({ key, rev }) => ({
        id: key.slice(begin.length),
        revision: parseRowRevision(rev).revision,
      }))
      .filter(({ id }) => !aside.has(id));
    last = rows.at(-1)?.key ?? last;
    if (rows.length < CHUNK) break;
    await setImmediate();
  }
  yield [...aside].map(([id, revision]) => ({ id, revision }));
}

interface Row {
  readonly key: string;
  readonly rev: string;
}

export async function digestCollection(store: Store, collection: Collection): Promise<Digest> {
  let digest = EMPTY_DIGEST;
  for await (const chunk of heldDocuments(store, collection)) {
    for (const held of chunk) digest = withDocument(digest, held);
  }
  return digest;
}

/** By bucket; buckets without documents are absent. */
export async function digestBuckets(
  store: Store,
  collection: Collection,
): Promise<ReadonlyMap<string, Digest>> {
  const buckets = new Map<string, Digest>();
  for await (const chunk of heldDocuments(store, collection)) {
    for (const held of chunk) {
      const bucket = bucketOf(held.id);
      buckets.set(bucket, withDocument(buckets.get(bucket) ?? EMPTY_DIGEST, held));
    }
  }
  return buckets;
}

/** Ids and revisions of one bucket. */
export async function documentsInBucket(
  store: Store,
  collection: Collection,
  bucket: string,
): Promise<ReadonlyMap<string, number>> {
  const held = new Map<string, number>();
  for await (const chunk of heldDocuments(store, collection)) {
    for (const { id, revision } of chunk) if (bucketOf(id) === bucket) held.set(id, revision);
  }
  return held;
}

function withDocument({ count, digest }: Digest, held: Held): Digest {
  const mark = hash('sha256', markInput(held)).slice(0, 12);
  return { count: count + 1, digest: combineDigest(digest, mark) };
}

function bucketOf(id: string): string {
  return hash('sha256', id).slice(0, 2);
}
