/** Parked tickets for tills: `/sync/parked`. */
import {
  leaveParkedSchema,
  type ParkedList,
  parkedQuerySchema,
} from '@second-chance/shared/contract/parked-tickets.ts';
import { idSchema, type ParkedSaleId } from '@second-chance/shared/ids.ts';
import { err, ok } from '@second-chance/shared/result.ts';
import { type Request, Router } from 'express';
import { z } from 'zod';
import { inTenant } from '../../db/tenant-transaction.ts';
import type { ServerDeps } from '../../http/deps.ts';
import {
  claimParked,
  forgetParked,
  keepParked,
  parkedFor,
} from '../../parked/parked-repository.ts';
import { tillEndpoint } from '../payments/till-endpoint.ts';

const nothing = z.object({});
const idOf = (request: Request) =>
  (idSchema<'ParkedSale'>() as z.ZodType<ParkedSaleId, ParkedSaleId>).safeParse(request.params.id);
const UNKNOWN = err({ code: 'NOT_FOUND', message: 'Nothing is parked under this id.' } as const);

export function parkedRouter(deps: ServerDeps): Router {
  const router = Router();
  const { db, clock } = deps;
  router.post(
    '/parked',
    tillEndpoint(deps, {
      input: leaveParkedSchema,
      answer: async ({ till, input }) => {
        await inTenant(db, till.organizationId, (tx) =>
          keepParked(tx, till, { ticket: input, at: clock() }),
        );
        return ok({});
      },
    }),
  );
  router.get(
    '/parked',
    tillEndpoint(deps, {
      input: parkedQuerySchema,
      answer: async ({ till, input: { kind = 'ticket' } }) => {
        const parked = await inTenant(db, till.organizationId, (tx) => parkedFor(tx, till, kind));
        return ok({ parked } satisfies ParkedList);
      },
    }),
  );
  router.post(
    '/parked/:id/claim',
    tillEndpoint(deps, {
      input: nothing,
      answer: async ({ till, request }) => {
        const id = idOf(request);
        if (!id.success) return UNKNOWN;
        const claimed = await inTenant(db, till.organizationId, (tx) =>
          claimParked(tx, till, { id: id.data, at: clock() }),
        );
        if (claimed.outcome === 'claimed') return ok({ cart: claimed.cart });
        if (claimed.outcome === 'unknown') return UNKNOWN;
        return err({ code: 'PARKED_ELSEWHERE', message: 'Another till has taken it.' });
      },
    }),
  );
  router.post(
    '/parked/:id/taken',
    tillEndpoint(deps, {
      input: nothing,
      answer: async ({ till, request }) => {
        const id = idOf(request);
        if (!id.success) return UNKNOWN;
        await inTenant(db, till.organizationId, (tx) => forgetParked(tx, till, id.data));
        return ok({});
      },
    }),
  );
  return router;
}
