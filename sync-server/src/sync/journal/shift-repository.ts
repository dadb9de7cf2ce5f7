import { ZERO } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChainPlace } from './journal-repository.ts';
import type { RunProjection } from './project-run.ts';

/**
 * Shifts opened and closed in a run, and what went on at their drawers. A shift is known by its
 * opening; a closing without one (its opening could not be read) still makes a shift. What came
 * first stands.
 */
export async function projectShifts(
  tx: TenantTransaction,
  place: ChainPlace,
  {
    shiftsOpened,
    shiftsClosed,
    drawerEvents,
  }: Pick<RunProjection, 'shiftsOpened' | 'shiftsClosed' | 'drawerEvents'>,
): Promise<void> {
  const { organizationId: organization_id, storeId: store_id, registerId: register_id } = place;
  for (const { entry, payload } of shiftsOpened) {
    await tx
      .insertInto('shift')
      .values({
        organization_id,
        store_id,
        id: payload.shiftId,
        register_id,
        opened_at: entry.at,
        opened_by: entry.staffId,
        float: payload.float,
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'store_id', 'id']).doNothing())
      .execute();
  }
  for (const { entry, payload } of shiftsClosed) {
    const closing = {
      closed_at: entry.at as EpochMs,
      closed_by: entry.staffId,
      z_number: payload.zNumber,
      counted: payload.counted,
      expected: payload.expected,
      totals: JSON.stringify(payload.totals),
      closed_epoch: entry.epoch,
      closed_seq: entry.seq,
    };
    await tx
      .insertInto('shift')
      .values({
        organization_id,
        store_id,
        id: payload.shiftId,
        register_id,
        opened_at: entry.at,
        opened_by: null,
        float: payload.totals.float,
        ...closing,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'store_id', 'id'])
          .doUpdateSet(closing)
          .where('shift.closed_at', 'is', null),
      )
      .execute();
    await tx
      .updateTable('register')
      .set({ last_z_number: sql<number>`greatest(last_z_number, ${payload.zNumber}::int)` })
      .where('organization_id', '=', organization_id)
      .where('store_id', '=', store_id)
      .where('id', '=', register_id)
      .execute();
  }
  if (drawerEvents.length > 0) {
    await tx
      .insertInto('drawer_event')
      .values(
        drawerEvents.map(({ entry, payload }) => ({
          organization_id,
          store_id,
          register_id,
          epoch: entry.epoch,
          seq: entry.seq,
          shift_id: payload.shiftId,
          kind: 'amount' in payload ? ('cash_moved' as const) : ('drawer_opened' as const),
          amount: 'amount' in payload ? payload.amount : ZERO,
          reason: payload.reason,
          at: entry.at,
          staff_id: entry.staffId,
          approved_by: entry.approvedBy,
        })),
      )
      .execute();
  }
}
