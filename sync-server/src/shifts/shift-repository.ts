import type { DrawerEvent, ShiftSummary } from '@second-chance/shared/contract/rest/reports.ts';
import type { OrganizationId, RegisterId, ShiftId, StoreId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { type SaleRecord, saleRecordSchema } from '@second-chance/shared/sale/sale-record.ts';
import type { ShiftTotals } from '@second-chance/shared/sale/shift-totals-schema.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

/** How late a record may come before a person hears of it: a till without a network sends later. */
const LATE_AFTER_MS = 60 * 60 * 1_000;

export interface ShiftFilter {
  readonly storeId: StoreId;
  readonly registerId?: RegisterId | undefined;
  readonly open?: boolean | undefined;
  /** Opened at this time or later, and before that time. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

export interface ShiftPlace {
  readonly at: EpochMs;
  readonly id: ShiftId;
}

interface ShiftRow extends ShiftSummary {
  readonly totals: ShiftTotals | null;
  readonly closedEpoch: number | null;
  readonly closedSeq: number | null;
}

/** Shifts behind a place in the list, the newest first. */
export async function listShifts(
  scope: Scope,
  {
    filter,
    after,
    limit,
  }: {
    readonly filter: ShiftFilter;
    readonly after: ShiftPlace | null;
    readonly limit: number;
  },
): Promise<readonly ShiftSummary[]> {
  const { storeId, registerId, open, from, until } = filter;
  const conditions = [sql`s.store_id = ${storeId}`];
  if (registerId) conditions.push(sql`s.register_id = ${registerId}`);
  if (open !== undefined) {
    conditions.push(open ? sql`s.closed_at is null` : sql`s.closed_at is not null`);
  }
  if (from !== undefined) conditions.push(sql`s.opened_at >= ${from}`);
  if (until !== undefined) conditions.push(sql`s.opened_at < ${until}`);
  if (after) {
    conditions.push(
      sql`(s.opened_at < ${after.at} or (s.opened_at = ${after.at} and s.id > ${after.id}))`,
    );
  }
  const rows = await shiftRows(
    scope,
    conditions,
    sql`order by s.opened_at desc, s.id limit ${limit}`,
  );
  return rows.map(summaryOf);
}

export interface FoundShift {
  readonly summary: ShiftSummary;
  /** Null: still open. */
  readonly totals: ShiftTotals | null;
  readonly closing: { readonly epoch: number; readonly seq: number } | null;
}

export async function findShift(scope: Scope, id: ShiftId): Promise<FoundShift | null> {
  const [row] = await shiftRows(scope, [sql`s.id = ${id}`], sql`limit 1`);
  if (!row) return null;
  const { totals, closedEpoch: epoch, closedSeq: seq } = row;
  const closing = epoch === null || seq === null ? null : { epoch, seq };
  return { summary: summaryOf(row), totals, closing };
}

async function shiftRows(
  { tx, organizationId }: Scope,
  conditions: readonly RawBuilder<unknown>[],
  end: RawBuilder<unknown>,
): Promise<readonly ShiftRow[]> {
  const { rows } = await sql<ShiftRow>`
    select s.id, s.store_id as "storeId", s.register_id as "registerId", s.totals,
      s.opened_at as "openedAt", s.opened_by as "openedBy", s.float, s.closed_at as "closedAt",
      s.closed_by as "closedBy", s.z_number as "zNumber", s.counted, s.expected,
      s.closed_epoch as "closedEpoch", s.closed_seq as "closedSeq",
      case when s.totals is null then sums.records else (
        (s.totals #>> '{sales,count}')::bigint + (s.totals #>> '{returns,count}')::bigint
        + (s.totals #>> '{exchanges,count}')::bigint + (s.totals #>> '{voids,count}')::bigint
      ) end as records,
      case when s.totals is null then sums.gross else (s.totals ->> 'gross')::bigint end as gross,
      case when s.z_number is null then 0 else greatest(s.z_number - 1 - coalesce((
        select max(p.z_number) from shift p
        where p.organization_id = s.organization_id and p.store_id = s.store_id
          and p.register_id = s.register_id and p.z_number < s.z_number
      ), 0), 0) end as "missingBefore"
    from shift s
    left join lateral (
      select count(*) as records, coalesce(sum(gross), 0)::bigint as gross from sale
      where sale.organization_id = s.organization_id and sale.store_id = s.store_id
        and sale.shift_id = s.id and s.totals is null
    ) sums on true
    where s.organization_id = ${organizationId} and ${sql.join(conditions, sql` and `)}
    ${end}`.execute(tx);
  return rows;
}

function summaryOf({ totals: _, closedEpoch: __, closedSeq: ___, ...summary }: ShiftRow) {
  return summary;
}

export interface ShiftKey {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly shiftId: ShiftId;
}

/** Cash in and out and drawer openings of a shift, in their order. */
export async function drawerEvents(
  { tx }: Scope,
  { organizationId, storeId, shiftId }: ShiftKey,
): Promise<readonly DrawerEvent[]> {
  return tx
    .selectFrom('drawer_event')
    .select(['seq', 'kind', 'amount', 'reason', 'at', 'staff_id as staffId'])
    .select('approved_by as approvedBy')
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('shift_id', '=', shiftId)
    .orderBy('epoch')
    .orderBy('seq')
    .execute();
}

/** The records of a shift as its register signed them, in their order. */
export async function recordsOfShift(
  { tx }: Scope,
  { organizationId, storeId, shiftId }: ShiftKey,
): Promise<readonly SaleRecord[]> {
  const { rows } = await sql<{ readonly payload: unknown }>`
    select j.entry::jsonb -> 'payload' as payload
    from sale s
    join journal_entry j on j.organization_id = s.organization_id and j.store_id = s.store_id
      and j.register_id = s.register_id and j.epoch = s.epoch and j.chain = 'live'
      and j.seq = s.seq
    where s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.shift_id = ${shiftId}
    order by s.epoch, s.seq`.execute(tx);
  return rows.map(({ payload }) => saleRecordSchema.parse(payload));
}

export interface LateRecords {
  /** Behind the closing, in no Z report. */
  readonly late: { readonly count: number; readonly total: MinorUnits };
  readonly arrivedLate: number;
}

/** Records of a shift that came too late in one way or the other. */
export async function lateRecords(
  { tx }: Scope,
  { organizationId, storeId, shiftId }: ShiftKey,
  closing: FoundShift['closing'],
): Promise<LateRecords> {
  const { epoch, seq } = closing ?? { epoch: null, seq: null };
  const { rows } = await sql<{ count: number; total: MinorUnits; arrived: number }>`
    select count(*) filter (where behind) as count,
      coalesce(sum(gross) filter (where behind), 0)::bigint as total,
      count(*) filter (where received_at > at + ${LATE_AFTER_MS}::bigint) as arrived
    from (
      select gross, at, received_at,
        (s.epoch, s.seq) > (${epoch}::int, ${seq}::bigint) as behind
      from sale s
      where s.organization_id = ${organizationId} and s.store_id = ${storeId}
        and s.shift_id = ${shiftId}
    ) s`.execute(tx);
  const { count = 0, total = 0 as MinorUnits, arrived = 0 } = rows[0] ?? {};
  return { late: { count, total }, arrivedLate: arrived };
}
