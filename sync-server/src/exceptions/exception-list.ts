import type { ExceptionKind } from '@second-chance/shared/contract/errors.ts';
import type { ExceptionView } from '@second-chance/shared/contract/rest/sales.ts';
import type {
  ExceptionId,
  ItemId,
  RegisterId,
  SaleId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import type { Chain } from '@second-chance/shared/journal/entry.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

export interface ExceptionQuery {
  readonly storeId: StoreId | null;
  /** Leaves out what is settled, or what is not. */
  readonly open: boolean | undefined;
  readonly kind: ExceptionKind | undefined;
  readonly after: { readonly at: EpochMs; readonly id: ExceptionId } | null;
  readonly limit: number;
}

/** Exceptions behind a place in the list, newest first. */
export async function listExceptions(
  scope: Scope,
  { storeId, open, kind, after, limit }: ExceptionQuery,
): Promise<readonly ExceptionView[]> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (storeId) conditions.push(sql`x.store_id = ${storeId}`);
  if (open !== undefined) {
    conditions.push(open ? sql`x.settled_at is null` : sql`x.settled_at is not null`);
  }
  if (kind) conditions.push(sql`x.kind = ${kind}`);
  if (after) {
    conditions.push(
      sql`(x.raised_at < ${after.at} or (x.raised_at = ${after.at} and x.id > ${after.id}))`,
    );
  }
  const end = sql`order by x.raised_at desc, x.id limit ${limit}`;
  return (await exceptionRows(scope, conditions, end)).map(exceptionView);
}

export interface ExceptionRow {
  readonly id: ExceptionId;
  readonly storeId: StoreId;
  readonly kind: ExceptionKind;
  readonly raisedAt: EpochMs;
  readonly settledAt: EpochMs | null;
  readonly registerId: RegisterId | null;
  readonly epoch: number | null;
  readonly chain: Chain | null;
  readonly seq: number | null;
  readonly hash: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly itemId: ItemId | null;
  readonly item: { readonly id: ItemId; readonly sku: string; readonly name: string } | null;
  readonly sale: { readonly id: SaleId; readonly receiptNumber: string } | null;
}

/** One exception, locked where it is going to be settled. */
export async function findException(
  scope: Scope,
  { id, lock = false }: { readonly id: ExceptionId; readonly lock?: boolean },
): Promise<ExceptionRow | null> {
  const end = lock ? sql`limit 1 for update of x` : sql`limit 1`;
  const [row] = await exceptionRows(scope, [sql`x.id = ${id}`], end);
  return row ?? null;
}

async function exceptionRows(
  { tx, organizationId }: Scope,
  conditions: readonly RawBuilder<unknown>[],
  end: RawBuilder<unknown>,
): Promise<readonly ExceptionRow[]> {
  const { rows } = await sql<ExceptionRow>`
    select x.id, x.store_id as "storeId", x.kind, x.raised_at as "raisedAt",
      x.settled_at as "settledAt", x.register_id as "registerId", x.epoch, x.chain, x.seq, x.hash,
      x.details, x.details ->> 'itemId' as "itemId",
      case when i.id is not null then
        jsonb_build_object('id', i.id, 'sku', i.sku, 'name', i.document ->> 'name') end as item,
      case when s.id is not null then
        jsonb_build_object('id', s.id, 'receiptNumber', s.receipt_number) end as sale
    from exception x
    left join item i on i.organization_id = x.organization_id and i.store_id = x.store_id
      and i.id = (x.details ->> 'itemId')::uuid
    left join sale s on s.organization_id = x.organization_id and s.store_id = x.store_id
      and s.register_id = x.register_id and s.epoch = x.epoch and s.seq = x.seq
      and x.chain = 'live'
    where x.organization_id = ${organizationId} and ${sql.join(conditions, sql` and `)}
    ${end}`.execute(tx);
  return rows;
}

/** An exception as the API shows it. */
export function exceptionView(row: ExceptionRow): ExceptionView {
  const { registerId, epoch, seq, hash } = row;
  const hasPlace = registerId !== null && epoch !== null && seq !== null && hash !== null;
  return {
    id: row.id,
    storeId: row.storeId,
    kind: row.kind,
    raisedAt: row.raisedAt,
    settledAt: row.settledAt,
    journal: hasPlace ? { registerId, epoch, seq, hash } : null,
    details: row.details,
    item: row.item,
    sale: row.sale,
  };
}

/** How many exceptions are open, by kind. */
export async function countOpen(
  { tx, organizationId }: Scope,
  storeId: StoreId | null,
): Promise<readonly { readonly kind: ExceptionKind; readonly open: number }[]> {
  return tx
    .selectFrom('exception')
    .where('organization_id', '=', organizationId)
    .where('settled_at', 'is', null)
    .$if(storeId !== null, (rows) => rows.where('store_id', '=', storeId ?? ('' as StoreId)))
    .groupBy('kind')
    .orderBy('kind')
    .select((of) => ['kind', of.fn.countAll<number>().as('open')])
    .execute();
}
