/** `GET /sync/digest` and what lies below it: what the server holds, without sending it. */
import type {
  digestBucketSchema,
  digestBucketsSchema,
  digestResponseSchema,
} from '@second-chance/shared/contract/sync.ts';
import { COLLECTIONS } from '@second-chance/shared/documents/collections.ts';
import { bucketSchema } from '@second-chance/shared/documents/digest.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { inTenant } from '../../db/tenant-transaction.ts';
import type { ServerDeps } from '../../http/deps.ts';
import { sendError } from '../../http/send-error.ts';
import { sendPacked } from '../feed/send-packed.ts';
import type { KnownTill } from '../known-till.ts';
import { provenBody } from '../proven-body.ts';
import {
  digestBucket,
  digestBuckets,
  digestCollections,
  lastNumberOf,
} from './digest-repository.ts';

type Deps = Pick<ServerDeps, 'db' | 'pool' | 'clock' | 'metrics'>;
type Whole = z.infer<typeof digestResponseSchema>;

const pathSchema = z.strictObject({
  collection: z.enum(COLLECTIONS).optional(),
  bucket: bucketSchema.optional(),
});

/** To be mounted at `/digest`. */
export function digestRouter(deps: Deps): Router {
  const router = Router();
  const whole = wholeDigests(deps);
  const answer: RequestHandler = async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const path = pathSchema.safeParse(pathOf(request));
    if (!path.success) {
      return sendError(response, { code: 'NOT_FOUND', message: 'There is no such collection.' });
    }
    const { till } = proven.value;
    const { collection, bucket } = path.data;
    const level =
      bucket !== undefined ? 'bucket' : collection !== undefined ? 'collection' : 'whole';
    deps.metrics.digestsCompared.inc({ level });
    if (collection === undefined) {
      return sendPacked(request, response, JSON.stringify(await whole(till)));
    }
    const digest = await inTenant(deps.db, till.organizationId, async (tx) =>
      bucket === undefined
        ? ((await digestBuckets(tx, till, collection)) satisfies z.infer<
            typeof digestBucketsSchema
          >)
        : ((await digestBucket(tx, till, { collection, bucket })) satisfies z.infer<
            typeof digestBucketSchema
          >),
    );
    await sendPacked(request, response, JSON.stringify(digest));
  };
  router.get('/', answer);
  router.get('/:collection', answer);
  router.get('/:collection/:bucket', answer);
  return router;
}

function pathOf({ params }: Request): unknown {
  return { ...params };
}

/** Old enough that what was lost behind the server's back is seen within a minute. */
const FRESH_MS = 20_000;
const STORES_KEPT = 1_000;

/** The digest of a store, computed once for all of its tills while nothing changes. */
function wholeDigests({ db, clock }: Deps): (till: KnownTill) => Promise<Whole> {
  const known = new Map<StoreId, { readonly at: number; readonly whole: Promise<Whole> }>();
  return async (till) => {
    const { organizationId, storeId } = till;
    const cached = known.get(storeId);
    if (cached && clock() - cached.at < FRESH_MS) {
      const number = await inTenant(db, organizationId, (tx) => lastNumberOf(tx, till));
      const whole = await cached.whole.catch(() => null);
      if (whole?.number === number) return whole;
    }
    const whole = inTenant(db, organizationId, (tx) => digestCollections(tx, till));
    if (known.size >= STORES_KEPT) known.clear();
    known.set(storeId, { at: clock(), whole });
    return whole;
  };
}
