import { pullQuerySchema } from '@second-chance/shared/contract/sync.ts';
import type { RequestHandler } from 'express';
import { inTenant } from '../db/tenant-transaction.ts';
import type { ServerDeps } from '../http/deps.ts';
import { sendError } from '../http/send-error.ts';
import { documentCounts } from './document-counts.ts';
import { provenBody } from './proven-body.ts';
import { type FeedPage, readFeed } from './pull-repository.ts';

/** `GET /sync/pull`: the next page of the store's feed, in commit order. */
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
    const { page, total } = await inTenant(deps.db, till.organizationId, async (tx) => {
      const page = await readFeed(tx, till, query.data);
      return { page, total: await totalDocuments(tx, till, page.lastNumber) };
    });
    response.type('json').send(pageJson(page, { ...query.data, total }));
  };
}

/** A `PullResponse`. The documents are put in as the database spelled them, without a look inside. */
function pageJson(
  { rows, lastNumber, more }: FeedPage,
  { after, total }: { readonly after: number; readonly total: number },
): string {
  const changes = rows.map(
    ({ document, ...change }) => `${JSON.stringify(change).slice(0, -1)},"document":${document}}`,
  );
  const last = rows.at(-1)?.number ?? after;
  const rest = {
    // Where nothing is left, the page stands for all numbers up to the counter's own.
    checkpoint: more ? last : Math.max(after, lastNumber),
    upToDate: !more,
    totalDocuments: total,
  };
  return `{"changes":[${changes.join(',')}],${JSON.stringify(rest).slice(1)}`;
}
