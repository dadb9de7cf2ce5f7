/**
 * Compares what till and server hold, at quiet times, and mends what differs. A difference is a
 * defect of one of them, never an everyday thing: it is counted and told.
 */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  digestBucketSchema,
  digestBucketsSchema,
  digestResponseSchema,
  REPAIR_DOCUMENTS_MAX,
  repairResponseSchema,
} from '@second-chance/shared/contract/sync.ts';
import { COLLECTIONS, type Collection } from '@second-chance/shared/documents/collections.ts';
import type { Digest } from '@second-chance/shared/documents/digest.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { z } from 'zod';
import { adoptMasters, type MasterOf } from '../documents/adopt-masters.ts';
import {
  digestBuckets,
  digestCollection,
  documentsInBucket,
} from '../documents/digest-documents.ts';
import type { DocumentStorage } from '../documents/document-storage.ts';
import { documentVersion } from '../documents/document-version.ts';
import { readFeedState } from '../documents/feed-state.ts';
import { hasIntents } from '../documents/intent-rows.ts';
import { readVersion } from '../documents/read-version.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { callServer, type ServerLink } from './server-call.ts';

/** `busy`: something is on its way, so nothing was compared. */
export type Comparison =
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'equal' }
  | {
      readonly outcome: 'repaired';
      readonly documents: number;
      readonly collections: ReadonlySet<Collection>;
    };

export interface ReconcileDeps {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly storage: () => Promise<DocumentStorage>;
}

const TIMEOUT_MS = 30_000;
const BUSY = ok({ outcome: 'busy' } as const);

/**
 * One comparison. Nothing is compared while a change waits or the feed moves; where it moves while
 * differences are mended, those of the collections that were done by then are.
 */
export async function reconcile(
  deps: ReconcileDeps,
  link: ServerLink,
): Promise<Result<Comparison, CodedError>> {
  const { store } = deps;
  let version = documentVersion(store);
  if (!isQuiet(store)) return BUSY;
  const server = await ask(link, '/sync/digest', digestResponseSchema);
  if (!server.ok) return server;
  const { number, collections } = server.value;
  const moved = () => documentVersion(store) !== version || !isAt(store, number);
  if (moved()) return BUSY;
  const differing: Collection[] = [];
  for (const collection of COLLECTIONS) {
    const theirs = collections[collection];
    if (theirs === undefined) continue;
    const ours = await digestCollection(store, collection);
    if (moved()) return BUSY;
    if (!isSame(ours, theirs)) differing.push(collection);
  }
  if (differing.length === 0) return ok({ outcome: 'equal' });
  let documents = 0;
  const mendedIn = new Set<Collection>();
  for (const collection of differing) {
    const mended = await mend(deps, link, collection, moved);
    // What was mended is told in any case; the rest waits for the next comparison.
    if (!mended.ok && documents === 0) return mended;
    if (!mended.ok || mended.value === null) break;
    documents += mended.value;
    mendedIn.add(collection);
    // What this brought is nobody else's move.
    version = documentVersion(store);
  }
  if (documents === 0) return BUSY;
  return ok({ outcome: 'repaired', documents, collections: mendedIn });
}

/** How many documents differed and were mended; null where something moved meanwhile. */
async function mend(
  deps: ReconcileDeps,
  link: ServerLink,
  collection: Collection,
  moved: () => boolean,
): Promise<Result<number | null, CodedError>> {
  const { store } = deps;
  const theirs = await ask(link, `/sync/digest/${collection}`, digestBucketsSchema);
  if (!theirs.ok) return theirs;
  const ours = await digestBuckets(store, collection);
  if (moved() || !isAt(store, theirs.value.number)) return ok(null);
  const differing = new Set([...ours.keys(), ...Object.keys(theirs.value.buckets)]);
  const ids: string[] = [];
  for (const bucket of differing) {
    if (isSame(ours.get(bucket), theirs.value.buckets[bucket])) continue;
    const found = await differingIn(store, link, collection, bucket);
    if (!found.ok) return found;
    if (found.value === null || moved()) return ok(null);
    ids.push(...found.value);
  }
  return repair(deps, link, collection, ids);
}

async function differingIn(
  store: Store,
  link: ServerLink,
  collection: Collection,
  bucket: string,
): Promise<Result<readonly string[] | null, CodedError>> {
  const path = `/sync/digest/${collection}/${bucket}`;
  const theirs = await ask(link, path, digestBucketSchema);
  if (!theirs.ok) return theirs;
  const ours = await documentsInBucket(store, collection, bucket);
  if (!isAt(store, theirs.value.number)) return ok(null);
  const server = new Map(theirs.value.documents.map(({ id, revision }) => [id, revision]));
  const ids = new Set([...ours.keys(), ...server.keys()]);
  return ok([...ids].filter((id) => ours.get(id) !== server.get(id)));
}

async function repair(
  { store, sealer, storage }: ReconcileDeps,
  link: ServerLink,
  collection: Collection,
  ids: readonly string[],
): Promise<Result<number, CodedError>> {
  for (let at = 0; at < ids.length; at += REPAIR_DOCUMENTS_MAX) {
    const documents = ids.slice(at, at + REPAIR_DOCUMENTS_MAX).map((id) => {
      const here = readVersion(store, sealer, collection, id);
      const isCopy = here !== null && !here.deleted && here.revision > 0;
      return { id, copy: isCopy ? { revision: here.revision, document: here.document } : null };
    });
    const bytes = Buffer.from(JSON.stringify({ collection, documents }));
    const answered = await callServer(link, {
      method: 'POST',
      path: '/sync/repair',
      body: { bytes, gzip: false },
      timeoutMs: TIMEOUT_MS,
    });
    if (!answered.ok) return answered;
    const parsed = repairResponseSchema.safeParse(answered.value);
    if (!parsed.success) return err(otherAnswer());
    const masters: readonly MasterOf[] = parsed.data.documents;
    adoptMasters(await storage(), sealer, collection, masters);
  }
  return ok(ids.length);
}

function isQuiet(store: Store): boolean {
  return !hasIntents(store) && isWhole(store, 'catalogue') && isWhole(store, 'receipts');
}

function isWhole(store: Store, part: 'catalogue' | 'receipts'): boolean {
  const { complete, fresh } = readFeedState(store, part);
  return complete && fresh === null;
}

/** Whether both parts of the feed are here up to the server's number. */
function isAt(store: Store, number: number): boolean {
  return (
    isQuiet(store) &&
    readFeedState(store, 'catalogue').checkpoint === number &&
    readFeedState(store, 'receipts').checkpoint === number
  );
}

function isSame(left: Digest | undefined, right: Digest | undefined): boolean {
  return (left?.count ?? 0) === (right?.count ?? 0) && left?.digest === right?.digest;
}

async function ask<T>(
  link: ServerLink,
  path: string,
  schema: z.ZodType<T>,
): Promise<Result<T, CodedError>> {
  const answered = await callServer(link, { method: 'GET', path, timeoutMs: TIMEOUT_MS });
  if (!answered.ok) return answered;
  const parsed = schema.safeParse(answered.value);
  return parsed.success ? ok(parsed.data) : err(otherAnswer());
}

function otherAnswer(): CodedError {
  return { code: 'PROTOCOL_UNSUPPORTED', message: 'the server answered something else' };
}
