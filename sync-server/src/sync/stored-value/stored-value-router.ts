/** Balances of gift cards and credits for tills: `GET /sync/stored-value/:id`. */
import type { StoredValueBalance } from '@second-chance/shared/contract/stored-value.ts';
import { idSchema, type StoredValueId } from '@second-chance/shared/ids.ts';
import { currencyCodeSchema } from '@second-chance/shared/money/currency-code.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { err, ok } from '@second-chance/shared/result.ts';
import { Router } from 'express';
import { z } from 'zod';
import { inTenant } from '../../db/tenant-transaction.ts';
import type { ServerDeps } from '../../http/deps.ts';
import { balanceOf } from '../../stored-value/stored-value-repository.ts';
import { tillEndpoint } from '../payments/till-endpoint.ts';

const accountIdSchema = idSchema<'StoredValue'>() as z.ZodType<StoredValueId, StoredValueId>;

export function storedValueRouter(deps: ServerDeps): Router {
  const router = Router();
  router.get(
    '/stored-value/:id',
    tillEndpoint(deps, {
      input: z.object({}),
      answer: async ({ till, request }) => {
        const accountId = accountIdSchema.safeParse(request.params.id);
        if (!accountId.success)
          return err({ code: 'NOT_FOUND', message: 'There is no such thing.' });
        const { organizationId, storeId, registerId } = till;
        const epoch = Math.max(...till.epochs.keys());
        const place = { organizationId, storeId, registerId, epoch };
        const { balance, currency, seq } = await inTenant(deps.db, organizationId, (tx) =>
          balanceOf(tx, place, accountId.data),
        );
        return ok({
          accountId: accountId.data,
          known: balance !== null,
          balance: minorUnits(balance ?? 0),
          currency: currency === null ? null : currencyCodeSchema.parse(currency),
          applied: { epoch, seq },
        } satisfies StoredValueBalance);
      },
    }),
  );
  return router;
}
