/** The shifts of a store as comma-separated values, newest first. */
import type { ShiftSummary } from '@second-chance/shared/contract/rest/reports.ts';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { decimalText } from '@second-chance/shared/money/decimal-text.ts';
import { csvLine } from '@second-chance/shared/text/csv.ts';
import type { Kysely } from 'kysely';
import { listDocuments } from '../db/document-repository.ts';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { findRegisters } from '../registers/register-repository.ts';
import { findStore } from '../stores/store-repository.ts';
import { listShifts, type ShiftPlace } from './shift-repository.ts';

const PAGE = 1_000;
const HEAD = [
  'z_number',
  'register',
  'opened_utc',
  'opened_by',
  'closed_utc',
  'closed_by',
  'records',
  'gross',
  'float',
  'expected',
  'counted',
  'difference',
  'currency',
];

/** Read page by page. Figures of an open shift that only its closing brings stay empty. */
export async function* shiftLines(
  db: Kysely<Database>,
  {
    organizationId,
    storeId,
  }: { readonly organizationId: OrganizationId; readonly storeId: StoreId },
): AsyncGenerator<string> {
  const { codes, names, currency } = await inTenant(db, organizationId, async (tx) => {
    const scope = { tx, organizationId };
    const registers = await findRegisters(tx, organizationId, { storeId });
    const people = await listDocuments(scope, 'staff', storeId);
    const store = await findStore(scope, { id: storeId });
    return {
      codes: new Map(registers.map(({ id, code }) => [id, code])),
      names: new Map(people.map(({ document }) => [document.id, document.displayName])),
      currency: store?.document.currency ?? '',
    };
  });
  const amount = (value: number | null) => (value === null ? null : decimalText(value, currency));
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  yield csvLine(HEAD);
  for (let after: ShiftPlace | null = null; ; ) {
    const place: ShiftPlace | null = after;
    const rows: readonly ShiftSummary[] = await inTenant(db, organizationId, (tx) =>
      listShifts({ tx, organizationId }, { filter: { storeId }, after: place, limit: PAGE }),
    );
    yield rows
      .map((shift) =>
        csvLine([
          shift.zNumber,
          codes.get(shift.registerId) ?? null,
          time(shift.openedAt),
          (shift.openedBy && names.get(shift.openedBy)) ?? null,
          time(shift.closedAt),
          (shift.closedBy && names.get(shift.closedBy)) ?? null,
          shift.records,
          amount(shift.gross),
          amount(shift.float),
          amount(shift.expected),
          amount(shift.counted),
          amount(
            shift.counted === null || shift.expected === null
              ? null
              : shift.counted - shift.expected,
          ),
          currency,
        ]),
      )
      .join('');
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = { at: last.openedAt, id: last.id };
  }
}
