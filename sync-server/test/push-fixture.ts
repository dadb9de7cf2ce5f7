/** A server's sync side with a till and two of the store's people, and rows for it to push. */
import type { PushResult, PushRow } from '@second-chance/shared/contract/sync.ts';
import { pushResponseSchema } from '@second-chance/shared/contract/sync.ts';
import type { EditableCollection } from '@second-chance/shared/documents/collections.ts';
import type { IntentId, StaffId } from '@second-chance/shared/ids.ts';
import {
  aCustomer,
  anId,
  anItem,
  aStaff,
  ORGANIZATION_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { insertDocuments } from '../src/db/document-repository.ts';
import { newId } from '../src/db/new-id.ts';
import { inTenant } from '../src/db/tenant-transaction.ts';
import { syncFixture, type TestTill } from './sync-fixture.ts';

export type PushFixture = Awaited<ReturnType<typeof pushFixture>>;

export const ADMIN_ID = anId<'Staff'>(0x5ad);
export const EMPLOYEE_ID = anId<'Staff'>(0x5e1);

export async function pushFixture() {
  const fixture = await syncFixture();
  await inTenant(fixture.db, ORGANIZATION_ID, (tx) =>
    insertDocuments({ tx, organizationId: ORGANIZATION_ID }, 'staff', {
      storeId: STORE_ID,
      documents: [
        aStaff({ id: ADMIN_ID, displayName: 'Ada', role: 'store_admin' }),
        aStaff({ id: EMPLOYEE_ID, displayName: 'Mia', role: 'store_employee' }),
      ],
    }),
  );
  const till = await fixture.addTill();
  return {
    ...fixture,
    till,
    async push(rows: readonly unknown[], by: TestTill = till): Promise<readonly PushResult[]> {
      const { status, body } = await fixture.sendAs(by, '/sync/push', { body: { rows } });
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      return pushResponseSchema.parse(body).results;
    },
    /** A document as the database has it. */
    async stored(table: string, id: string) {
      const [row] = await fixture.query(
        `select document, revision, deleted, feed_number::int as number from ${table} where id = $1`,
        [id],
      );
      return row ?? null;
    },
    [Symbol.asyncDispose]: fixture[Symbol.asyncDispose],
  };
}

/** A row by the store's admin, for a document that is new; `with_` changes any of it. */
export function aRow(
  collection: EditableCollection,
  document: { readonly id: string; readonly [field: string]: unknown },
  with_: Partial<PushRow> = {},
): PushRow {
  return {
    intentId: newId<'Intent'>() as IntentId,
    collection,
    id: document.id,
    baseRevision: 0,
    deleted: false,
    document: { ...document },
    staffId: ADMIN_ID as StaffId,
    approvedBy: null,
    at: 1_770_000_000_000 as EpochMs,
    ...with_,
  };
}

export function newItem(with_: Parameters<typeof anItem>[0] = {}) {
  return anItem({ id: newId<'Item'>(), ...with_ });
}

export function newCustomer(with_: Parameters<typeof aCustomer>[0] = {}) {
  return aCustomer({ id: newId<'Customer'>(), ...with_ });
}
