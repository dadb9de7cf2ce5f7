/** Sends what people at this till changed in documents, and adopts what the server made of it. */
import { promisify } from 'node:util';
import { constants, gzip as gzipCallback } from 'node:zlib';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  PUSH_BYTES_MAX,
  PUSH_ROWS_MAX,
  type PushResult,
  type PushRow,
  pushResponseSchema,
} from '@second-chance/shared/contract/sync.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type AdoptDeps, type Adopted, adoptResults } from '../documents/adopt-results.ts';
import {
  hasIntents,
  type IntentRow,
  markSent,
  markUnsent,
  nextIntents,
} from '../documents/intent-rows.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { callServer, type ServerLink, type ServerRequest } from './server-call.ts';

export interface DocumentPush {
  /** Sends the next changes that wait. */
  readonly next: (link: ServerLink) => Promise<Result<PushedEdits, CodedError>>;
}

export interface PushedEdits {
  /** What became of what was sent; null where nothing was. */
  readonly adopted: Adopted | null;
  /** With nothing sent: when what is being stepped over is due; null where nothing waits at all. */
  readonly retryInMs: number | null;
}

export interface PushDeps {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly monotonicMs: () => number;
}

const TIMEOUT_MS = 30_000;
const GZIP_FROM_BYTES = 1_024;
/** A change that failed alone this often is stepped over until the others are through. */
const TRIES_ALONE = 2;
/** What is stepped over is tried again after this time, and twice as long each time it fails. */
const STEP_OVER_FIRST_MS = 2_000;
const STEP_OVER_MAX_MS = 600_000;

const pack = promisify(gzipCallback);

/**
 * Pushes for one enrolment. A batch that gets no answer is tried again by half, so that one change
 * which the server cannot answer is found, stepped over and tried again later: the others are sent.
 */
export function createDocumentPush(
  deps: () => Promise<AdoptDeps>,
  { store, sealer, monotonicMs }: PushDeps,
): DocumentPush {
  let rowsMax = PUSH_ROWS_MAX;
  const steppedOver = new Map<string, { readonly until: number; readonly times: number }>();
  let alone = { intentId: '', tries: 0 };

  async function next(link: ServerLink): Promise<Result<PushedEdits, CodedError>> {
    const batch = takeBatch(waiting());
    if (batch.length === 0) return ok({ adopted: null, retryInMs: untilRetry() });
    const adopting = await deps();
    // Durable before it leaves: what may be with the server must not say something else later.
    store.transaction(() => markSent(store, batch));
    const answered = await callServer(link, await requestOf(batch));
    const results = answered.ok ? resultsFor(batch, answered.value) : answered;
    if (!results.ok) {
      failed(batch, results.error);
      // What never left may still be changed under its id.
      if (neverLeft(results.error)) store.transaction(() => markUnsent(store, batch));
      return results;
    }
    const adopted = adoptResults(adopting, results.value);
    rowsMax = Math.min(PUSH_ROWS_MAX, rowsMax * 2);
    for (const { intentId } of batch) steppedOver.delete(intentId);
    return ok({ adopted, retryInMs: null });
  }

  function waiting(): readonly IntentRow[] {
    const now = monotonicMs();
    const limit = rowsMax + steppedOver.size;
    return nextIntents(store, sealer, { after: 0, limit })
      .filter(({ intentId }) => (steppedOver.get(intentId)?.until ?? 0) <= now)
      .slice(0, rowsMax);
  }

  function untilRetry(): number | null {
    if (!hasIntents(store)) return null;
    const due = [...steppedOver.values()].map(({ until }) => until);
    return due.length === 0 ? null : Math.max(0, Math.min(...due) - monotonicMs());
  }

  function failed(batch: readonly IntentRow[], error: CodedError): void {
    // Where no server was reached no row is to blame.
    if (neverLeft(error)) return;
    rowsMax = Math.max(1, Math.ceil(batch.length / 2));
    const [only, ...others] = batch;
    if (only === undefined || others.length > 0) return;
    alone = {
      intentId: only.intentId,
      tries: alone.intentId === only.intentId ? alone.tries + 1 : 1,
    };
    if (alone.tries < TRIES_ALONE) return;
    const times = (steppedOver.get(only.intentId)?.times ?? 0) + 1;
    const wait = Math.min(STEP_OVER_MAX_MS, STEP_OVER_FIRST_MS * 2 ** (times - 1));
    steppedOver.set(only.intentId, { until: monotonicMs() + wait, times });
    rowsMax = PUSH_ROWS_MAX;
  }

  return { next };
}

function neverLeft({ details }: CodedError): boolean {
  return details?.notReached === true;
}

/** As many as fit a request; one that is too large alone goes alone. */
function takeBatch(rows: readonly IntentRow[]): readonly IntentRow[] {
  let bytes = 0;
  const batch: IntentRow[] = [];
  for (const row of rows) {
    bytes += JSON.stringify(row.wanted.document).length + ROW_BYTES;
    if (batch.length > 0 && bytes > PUSH_BYTES_MAX / 4) break;
    batch.push(row);
  }
  return batch;
}

/** More than a row has beside its document. A quarter of the limit leaves room for any script. */
const ROW_BYTES = 400;

function rowOf({ intentId, collection, documentId, base, wanted, ...who }: IntentRow): PushRow {
  return {
    intentId,
    collection,
    id: documentId,
    baseRevision: base?.revision ?? 0,
    deleted: wanted.deleted,
    document: { ...wanted.document },
    staffId: who.staffId,
    approvedBy: who.approvedBy,
    at: who.at,
  };
}

async function requestOf(batch: readonly IntentRow[]): Promise<ServerRequest> {
  const plain = Buffer.from(JSON.stringify({ rows: batch.map(rowOf) }));
  const gzip = plain.length >= GZIP_FROM_BYTES;
  const bytes = gzip ? await pack(plain, { level: constants.Z_BEST_SPEED }) : plain;
  return { method: 'POST', path: '/sync/push', body: { bytes, gzip }, timeoutMs: TIMEOUT_MS };
}

/** The answer, if it decides on every row that was sent and on no other. */
function resultsFor(
  batch: readonly IntentRow[],
  answer: unknown,
): Result<readonly PushResult[], CodedError> {
  const parsed = pushResponseSchema.safeParse(answer);
  const results = parsed.data?.results;
  const fits =
    results?.length === batch.length &&
    results.every(({ intentId }, at) => intentId === batch[at]?.intentId);
  if (results !== undefined && fits) return ok(results);
  return err({ code: 'SERVER_UNREACHABLE', message: 'an answer to something else' });
}
