/** What is too long for one answer of the API: files, written row by row as they are read. */
import { auditFilterFields, saleFilterFields } from '@second-chance/shared/contract/rest/sales.ts';
import { idSchema, type RegisterId, type SaleId, type StoreId } from '@second-chance/shared/ids.ts';
import { chainSchema } from '@second-chance/shared/journal/entry.ts';
import type { Right } from '@second-chance/shared/people/rights.ts';
import { receiptHtml } from '@second-chance/shared/sale/receipt-html.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import compression from 'compression';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { auditLines } from '../audit/audit-csv.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { journalHeader, journalLines } from '../registers/journal-lines.ts';
import { findRegisters } from '../registers/register-repository.ts';
import { receiptOfSale } from '../sales/receipt-of-sale.ts';
import { saleLines } from '../sales/sale-csv.ts';
import { shiftLines } from '../shifts/shift-csv.ts';
import type { ServerDeps } from './deps.ts';
import type { RestContext } from './rest.ts';
import { restContext } from './rest-context.ts';
import { sendError } from './send-error.ts';

const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const saleFilter = z.strictObject({ ...saleFilterFields, storeId });
const auditFilter = z.strictObject(auditFilterFields);
const shiftFilter = z.strictObject({ storeId });
const journalQuery = z.strictObject({
  epoch: z.coerce.number().int().min(1),
  chain: chainSchema.default('live'),
  after: z.coerce.number().int().min(0).default(0),
});

export function filesRouter(deps: ServerDeps): Router {
  const router = Router();
  const packed = compression({ filter: (_req, res) => res.locals.packed === true });

  router.get('/sales.csv', packed, async (req, res) => {
    const asked = await askedBy(deps, req, res, saleFilter);
    if (!asked || !allowed(asked, 'read_sales', asked.input.storeId)) return;
    const { input, scope } = asked;
    await sendLines(res, {
      type: 'text/csv; charset=utf-8',
      name: 'sales.csv',
      lines: saleLines(deps.db, { ...scope, filter: input }),
    });
  });

  router.get('/shifts.csv', packed, async (req, res) => {
    const asked = await askedBy(deps, req, res, shiftFilter);
    if (!asked || !allowed(asked, 'read_reports', asked.input.storeId)) return;
    await sendLines(res, {
      type: 'text/csv; charset=utf-8',
      name: 'shifts.csv',
      lines: shiftLines(deps.db, { ...asked.scope, storeId: asked.input.storeId }),
    });
  });

  router.get('/audit-log.csv', packed, async (req, res) => {
    const asked = await askedBy(deps, req, res, auditFilter);
    if (!asked || !allowed(asked, 'read_audit_log', asked.input.storeId ?? null)) return;
    const { input, scope, actor } = asked;
    const filter = { ...input, storeId: input.storeId ?? actor?.storeId };
    await sendLines(res, {
      type: 'text/csv; charset=utf-8',
      name: 'audit-log.csv',
      lines: auditLines(deps.db, { ...scope, filter }),
    });
  });

  router.get('/sales/:id/receipt', async (req, res) => {
    const asked = await askedBy(deps, req, res, z.strictObject({}));
    if (!asked) return;
    const id = idSchema<'Sale'>().safeParse(req.params.id);
    const found = id.success
      ? await inTenant(deps.db, asked.scope.organizationId, (tx) =>
          receiptOfSale({ tx, ...asked.scope }, id.data as SaleId),
        )
      : null;
    if (!allowed(asked, 'read_sales', found?.storeId ?? null)) return;
    if (!found) return sendError(res, { code: 'NOT_FOUND', message: 'There is no such sale.' });
    const language = receiptLanguageOf(found.receipt.locale);
    res.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    res.set('cache-control', 'private, no-store');
    res.type('html').send(receiptHtml(found.receipt, { language }));
  });

  router.get('/registers/:id/journal.ndjson', packed, async (req, res) => {
    const asked = await askedBy(deps, req, res, journalQuery);
    if (!asked) return;
    const id = idSchema<'Register'>().safeParse(req.params.id);
    const { organizationId } = asked.scope;
    const place = id.success
      ? await inTenant(deps.db, organizationId, async (tx) => {
          const [register] = await findRegisters(tx, organizationId, {
            id: id.data as RegisterId,
          });
          return register
            ? { organizationId, storeId: register.storeId, registerId: register.id }
            : null;
        })
      : null;
    if (!allowed(asked, 'read_registers', place?.storeId ?? null)) return;
    const header = place && (await journalHeader(deps.db, place, asked.input));
    if (!place || !header) {
      return sendError(res, { code: 'NOT_FOUND', message: 'There is no such journal.' });
    }
    await sendLines(res, {
      type: 'application/x-ndjson',
      name: null,
      lines: journalLines(deps.db, { place, header, ...asked.input }),
    });
  });
  return router;
}

interface Asked<T> {
  readonly input: T;
  readonly scope: Pick<RestContext, 'organizationId'>;
  readonly actor: Actor | null;
  readonly res: Response;
}

/** Who asks and for what; null where the answer is given already. */
async function askedBy<T extends z.ZodType>(
  deps: ServerDeps,
  req: Request,
  res: Response,
  schema: T,
): Promise<Asked<z.output<T>> | null> {
  const context = await restContext(deps, req);
  if (!context.ok) {
    sendError(res, context.error);
    return null;
  }
  const { organization: _, ...query } = req.query;
  const parsed = schema.safeParse(query);
  if (!parsed.success) {
    sendError(res, { code: 'INVALID_REQUEST', message: 'The request does not fit.' });
    return null;
  }
  const { actor, organizationId } = context.value;
  return { input: parsed.data, actor, scope: { organizationId }, res };
}

/** Whether they may; answers where they may not. */
function allowed({ actor, res }: Asked<unknown>, right: Right, store: StoreId | null): boolean {
  const may = mayAct(actor, { right, storeId: store });
  if (!may.ok) sendError(res, may.error);
  return may.ok;
}

/** Writes what comes as fast as the other side takes it, and stops where that is gone. */
async function sendLines(
  res: Response,
  file: {
    readonly type: string;
    readonly name: string | null;
    readonly lines: AsyncIterable<string>;
  },
): Promise<void> {
  res.locals.packed = true;
  res.set({ 'content-type': file.type, 'cache-control': 'private, no-store' });
  if (file.name !== null) res.attachment(file.name).type(file.type);
  for await (const text of file.lines) {
    if (res.destroyed) return;
    if (!res.write(text)) {
      await new Promise<void>((resolve) => {
        res.once('drain', resolve);
        res.once('close', resolve);
      });
    }
  }
  res.end();
}
