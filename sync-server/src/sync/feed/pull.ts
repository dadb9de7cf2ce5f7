import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { PROTOCOL_HEADER } from '@second-chance/shared/contract/protocol.ts';
import {
  CHECKPOINT_HEADER,
  pullQuerySchema,
  UP_TO_DATE_HEADER,
} from '@second-chance/shared/contract/sync.ts';
import { type Collection, FEED_PARTS } from '@second-chance/shared/documents/collections.ts';
import type { RequestHandler } from 'express';
import { inTenant } from '../../db/tenant-transaction.ts';
import type { ServerDeps } from '../../http/deps.ts';
import { sendError } from '../../http/send-error.ts';
import { provenBody } from '../proven-body.ts';
import { documentCounts } from './document-counts.ts';
import { type FeedPage, readFeed } from './read-feed.ts';
import { sendPacked } from './send-packed.ts';

/** All that a till of protocol 1 knows, in one part. */
const COLLECTIONS_V1 = [
  'storeSettings',
  'taxRates',
  'categories',
  'priceSchedules',
  'staff',
  'items',
  'stockLevels',
] as const satisfies readonly Collection[];

/** `GET /sync/pull`: the next page of a part of the store's feed, in commit order. */
export function pull(deps: Pick<ServerDeps, 'db' | 'pool' | 'clock'>): RequestHandler {
  const totalDocuments = documentCounts(deps);
  return async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const query = pullQuerySchema.safeParse(request.query);
    if (!query.success) {
      return sendError(response, { code: 'INVALID_REQUEST', message: 'Not a place in the feed.' });
    }
    const { till } = proven.value;
    const { after, begun, limit, part } = query.data;
    const isV1 = request.get(PROTOCOL_HEADER) === '1';
    const collections = isV1 ? COLLECTIONS_V1 : FEED_PARTS[part];
    const answer = await inTenant(deps.db, till.organizationId, async (tx) => {
      const page = await readFeed(tx, till, { collections, after, limit });
      const { lastNumber } = page;
      return { page, total: await totalDocuments(tx, till, { collections, lastNumber }) };
    });
    const { page, total } = answer;
    // A till of protocol 1 cannot say when its load began, so it is never sent back to the start.
    if (!isV1 && after > 0 && Math.max(after, begun) < page.horizon) {
      return sendError(response, TOO_OLD);
    }
    response.setHeader(CHECKPOINT_HEADER, String(page.checkpoint));
    response.setHeader(UP_TO_DATE_HEADER, String(!page.more));
    await sendPacked(request, response, pageJson(page, { total, isV1 }));
  };
}

/** A `PullResponse`. */
function pageJson(
  { changes, checkpoint, more, lastNumber }: FeedPage,
  { total, isV1 }: { readonly total: number; readonly isV1: boolean },
): string {
  const rest = {
    checkpoint,
    upToDate: !more,
    totalDocuments: total,
    ...(!isV1 && { lastNumber }),
  };
  return `{"changes":${changes},${JSON.stringify(rest).slice(1)}`;
}

const TOO_OLD: CodedError = {
  code: 'CHECKPOINT_TOO_OLD',
  message: 'Deletions since then may be forgotten. Load afresh, keeping what is not sent yet.',
};
