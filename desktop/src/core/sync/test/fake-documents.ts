/** The document lane of the fake server: feed, push, stream, digest and repair over a list. */
import { hash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '@second-chance/shared/contract/errors.ts';
import {
  CHECKPOINT_HEADER,
  type PushResult,
  pullQuerySchema,
  pushRequestSchema,
  pushRowSchema,
  repairRequestSchema,
  streamQuerySchema,
  UP_TO_DATE_HEADER,
} from '@second-chance/shared/contract/sync.ts';
import {
  COLLECTION_SCHEMAS,
  COLLECTIONS,
  type Collection,
  FEED_PARTS,
  type FeedChange,
  type FeedPart,
} from '@second-chance/shared/documents/collections.ts';
import { combineDigest, EMPTY_DIGEST, markInput } from '@second-chance/shared/documents/digest.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';

export interface FakeAnswer {
  readonly status: number;
  readonly answer: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DocumentFacts {
  /** Every document's latest change; numbers ascend. */
  feed: FeedChange[];
  /** Changes that one page has at most. */
  pageSize: number;
  /** Deletions up to here may be forgotten. */
  horizon: number;
  /** What each intent came to, so that it happens once. */
  readonly intents: Map<string, PushResult>;
  /** Decides on a row before the server does; for rules and rights. */
  judge: (row: { readonly collection: string; readonly id: string }) => ErrorCode | null;
  /** Rows that no request survives: the server answers none of it. */
  poison: (row: { readonly document: Readonly<Record<string, unknown>> }) => boolean;
  /** Streams that are open. */
  readonly streams: Set<FakeStream>;
}

export interface FakeStream {
  readonly response: ServerResponse;
  readonly sent: Record<FeedPart, number>;
}

export function documentFacts(): DocumentFacts {
  return {
    feed: [],
    pageSize: 2,
    horizon: 0,
    intents: new Map(),
    judge: () => null,
    poison: () => false,
    streams: new Set(),
  };
}

/** As if somebody else had changed a document: answers its new revision. */
export function changeOnServer(
  facts: DocumentFacts,
  {
    collection,
    id,
    document,
    deleted = false,
  }: {
    readonly collection: Collection;
    readonly id: string;
    readonly document: Record<string, unknown>;
    readonly deleted?: boolean;
  },
): number {
  const known = latest(facts, collection, id);
  const revision = (known?.revision ?? 0) + 1;
  const number = lastNumber(facts) + 1;
  facts.feed = facts.feed.filter((change) => change !== known);
  facts.feed.push({ number, collection, id, revision, deleted, document });
  return revision;
}

export function latest(facts: DocumentFacts, collection: string, id: string): FeedChange | null {
  return facts.feed.find((change) => change.collection === collection && change.id === id) ?? null;
}

function lastNumber({ feed }: DocumentFacts): number {
  return feed.reduce((last, { number }) => Math.max(last, number), 0);
}

function isIn(part: FeedPart, { collection }: FeedChange): boolean {
  const others = Object.values(FEED_PARTS).flat() as readonly string[];
  const own: readonly string[] = FEED_PARTS[part];
  // A newer server has collections that this contract does not know; they are the catalogue's.
  return own.includes(collection) || (part === 'catalogue' && !others.includes(collection));
}

export function pulledPage(facts: DocumentFacts, url: URL): FakeAnswer {
  const query = pullQuerySchema.parse(Object.fromEntries(url.searchParams));
  const { after, part, limit } = query;
  if (after > 0 && Math.max(after, query.begun) < facts.horizon) {
    return { status: 410, answer: { code: 'CHECKPOINT_TOO_OLD', message: 'load afresh' } };
  }
  const own = facts.feed.filter((change) => isIn(part, change));
  const rest = own.filter(({ number }) => number > after).toSorted((a, b) => a.number - b.number);
  const changes = rest.slice(0, Math.min(limit, facts.pageSize));
  const upToDate = changes.length === rest.length;
  const checkpoint = upToDate
    ? Math.max(after, lastNumber(facts))
    : (changes.at(-1)?.number ?? after);
  const totalDocuments = own.filter(({ deleted }) => !deleted).length;
  const answer = { changes, checkpoint, upToDate, totalDocuments, lastNumber: lastNumber(facts) };
  const headers = {
    [CHECKPOINT_HEADER]: String(checkpoint),
    [UP_TO_DATE_HEADER]: String(upToDate),
  };
  return { status: 200, answer, headers };
}

export function pushed(facts: DocumentFacts, body: unknown): FakeAnswer {
  const { rows } = pushRequestSchema.parse(body);
  if (rows.some((row) => facts.poison(pushRowSchema.parse(row)))) {
    return { status: 500, answer: { code: 'INTERNAL', message: 'a row that breaks it' } };
  }
  const chains: Chains = new Map();
  const decided = rows.map((row) => ({ row, result: decide(facts, chains, row) }));
  const results = decided.map(({ row, result }) => {
    const { collection, id } = pushRowSchema.parse(row);
    return asItIsNow(facts, result, collection, id);
  });
  tellStreams(facts);
  return { status: 200, answer: { results } };
}

/** What one push made of a document so far: its edits may build on each other, or share a base. */
type Chains = Map<string, { readonly revision: number; readonly bases: ReadonlySet<number> }>;

function decide(facts: DocumentFacts, chains: Chains, row: unknown): PushResult {
  const parsed = pushRowSchema.parse(row);
  const { intentId, collection, id, baseRevision } = parsed;
  const before = facts.intents.get(intentId);
  if (before !== undefined) return before;
  const known = latest(facts, collection, id);
  const master = known === null ? null : masterOf(known);
  const chain = chains.get(`${collection}/${id}`);
  const current = known?.revision ?? 0;
  const onTop = chain?.revision === current && chain.bases.has(baseRevision);
  const refusedBy = facts.judge(parsed) ?? unfit(collection, parsed);
  const result: PushResult =
    refusedBy !== null
      ? { outcome: 'rejected', intentId, code: refusedBy, message: 'as ordered', master }
      : current !== baseRevision && !onTop
        ? { outcome: 'conflict', intentId, master }
        : {
            outcome: 'accepted',
            intentId,
            revision: changeOnServer(facts, parsed as typeof parsed & { collection: Collection }),
            master: null,
          };
  // A conflict decides nothing: the same row may come again.
  if (result.outcome !== 'conflict') facts.intents.set(intentId, result);
  if (result.outcome === 'accepted') {
    const bases = new Set([...(chain?.bases ?? []), baseRevision]);
    chains.set(`${collection}/${id}`, { revision: result.revision, bases });
  }
  return result;
}

/** An accepted edit whose document moved on since is answered with what it is now. */
function asItIsNow(
  facts: DocumentFacts,
  before: PushResult,
  collection: string,
  id: string,
): PushResult {
  const known = latest(facts, collection, id);
  if (before.outcome !== 'accepted' || known === null || known.revision === before.revision) {
    return before;
  }
  return { ...before, master: masterOf(known) };
}

function unfit(
  collection: Collection,
  { deleted, document }: { readonly deleted: boolean; readonly document: object },
): ErrorCode | null {
  if (deleted) return null;
  return COLLECTION_SCHEMAS[collection].safeParse(document).success ? null : 'INVALID_REQUEST';
}

function masterOf({ revision, deleted, document }: FeedChange) {
  return { revision, deleted, document };
}

export function openStream(facts: DocumentFacts, url: URL, response: ServerResponse): void {
  const query = streamQuerySchema.parse(Object.fromEntries(url.searchParams));
  const stream = { response, sent: { catalogue: query.after, receipts: query.receiptsAfter } };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('event: beat\ndata: {}\n\n');
  facts.streams.add(stream);
  response.on('close', () => facts.streams.delete(stream));
  tellStreams(facts);
}

/** To be called after the feed was changed from outside. */
export function tellStreams(facts: DocumentFacts): void {
  for (const { response, sent } of facts.streams) {
    for (const part of Object.keys(FEED_PARTS) as FeedPart[]) {
      const from = sent[part];
      const changes = facts.feed.filter((change) => change.number > from && isIn(part, change));
      if (changes.length === 0) continue;
      const checkpoint = changes.at(-1)?.number ?? from;
      sent[part] = checkpoint;
      const data = JSON.stringify({ part, from, changes, checkpoint });
      response.write(`event: changes\ndata: ${data}\n\n`);
    }
  }
}

export function digested(facts: DocumentFacts, url: URL): FakeAnswer {
  const [collection, bucket] = url.pathname.split('/').slice(3);
  const number = lastNumber(facts);
  if (collection === undefined) {
    const all = COLLECTIONS.map((name) => [name, digestOf(liveOf(facts, name))]);
    return { status: 200, answer: { number, collections: Object.fromEntries(all) } };
  }
  const live = liveOf(facts, collection);
  if (bucket !== undefined) {
    const documents = live
      .filter(({ id }) => bucketOf(id) === bucket)
      .map(({ id, revision }) => ({ id, revision }));
    return { status: 200, answer: { number, documents } };
  }
  const groups = Object.groupBy(live, ({ id }) => bucketOf(id));
  const buckets = Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [name, digestOf(group ?? [])]),
  );
  return { status: 200, answer: { number, buckets } };
}

export function repaired(facts: DocumentFacts, body: unknown): FakeAnswer {
  const { collection, documents } = repairRequestSchema.parse(body);
  const answers = documents.map(({ id, copy }) => {
    const known = latest(facts, collection, id);
    if (known !== null) return { id, master: masterOf(known), restored: false };
    if (copy === null) return { id, master: null, restored: false };
    const number = lastNumber(facts) + 1;
    const { document } = copy;
    // Above every copy that any till may still hold.
    const revision = copy.revision + 1;
    facts.feed.push({ number, collection, id, revision, deleted: false, document });
    return { id, master: { revision, deleted: false, document }, restored: true };
  });
  tellStreams(facts);
  return { status: 200, answer: { documents: answers } };
}

function liveOf({ feed }: DocumentFacts, collection: string): readonly FeedChange[] {
  return feed.filter((change) => change.collection === collection && !change.deleted);
}

function digestOf(changes: readonly FeedChange[]) {
  return {
    count: changes.length,
    digest: changes.reduce(
      (digest, change) => combineDigest(digest, hash('sha256', markInput(change)).slice(0, 12)),
      EMPTY_DIGEST.digest,
    ),
  };
}

function bucketOf(id: string): string {
  return hash('sha256', id).slice(0, 2);
}

/** Whether the documents here are the server's, byte for byte in canonical form. */
export function sameDocument(left: object, right: object): boolean {
  return canonicalJson(left as never) === canonicalJson(right as never);
}
