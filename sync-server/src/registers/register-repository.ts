import type { RegisterView } from '@second-chance/shared/contract/rest/stores.ts';
import type { PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';
import type { OrganizationId, RegisterId, StoreId } from '@second-chance/shared/ids.ts';
import type { Chain, SignedEntry } from '@second-chance/shared/journal/entry.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { RegisterPlace } from './enrolment-repository.ts';

/** Registers of an organization, of one store or one id where given, by store and code. */
export async function findRegisters(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  { storeId, id }: { readonly storeId?: StoreId | null; readonly id?: RegisterId },
): Promise<readonly RegisterView[]> {
  let query = tx
    .selectFrom('register as r')
    .leftJoin('register_epoch as e', (join) =>
      join
        .onRef('e.organization_id', '=', 'r.organization_id')
        .onRef('e.store_id', '=', 'r.store_id')
        .onRef('e.register_id', '=', 'r.id')
        .onRef('e.epoch', '=', 'r.epoch'),
    )
    .leftJoin('journal_head as h', (join) =>
      join
        .onRef('h.organization_id', '=', 'r.organization_id')
        .onRef('h.store_id', '=', 'r.store_id')
        .onRef('h.register_id', '=', 'r.id')
        .onRef('h.epoch', '=', 'r.epoch')
        .on('h.chain', '=', 'live'),
    )
    .where('r.organization_id', '=', organizationId)
    .select(['r.id', 'r.store_id', 'r.code', 'r.name', 'r.epoch', 'r.revoked_at'])
    .select([
      'r.last_contact_at',
      'r.app_version',
      'r.unsent_entries',
      'r.oldest_unsent_at',
      'e.frozen_at',
      'h.seq',
    ])
    .orderBy('r.store_id')
    .orderBy('r.code');
  if (storeId) query = query.where('r.store_id', '=', storeId);
  if (id) query = query.where('r.id', '=', id);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    storeId: row.store_id,
    code: row.code,
    name: row.name,
    epoch: row.epoch,
    state: stateOf(row),
    lastContactAt: row.last_contact_at,
    appVersion: row.app_version,
    acknowledgedSeq: row.seq ?? 0,
    unsentEntries: row.unsent_entries,
    oldestUnsentAt: row.oldest_unsent_at,
  }));
}

function stateOf(register: {
  readonly epoch: number;
  readonly revoked_at: EpochMs | null;
  readonly frozen_at: EpochMs | null;
}): RegisterView['state'] {
  if (register.revoked_at !== null) return 'revoked';
  if (register.epoch === 0) return 'awaiting_enrolment';
  return register.frozen_at === null ? 'enrolled' : 'frozen';
}

/** Adds a till place; `taken` where its id or its code in this store is another's already. */
export async function insertRegister(
  tx: TenantTransaction,
  register: RegisterPlace & { readonly code: string; readonly name: string },
): Promise<'inserted' | 'taken'> {
  const inserted = await tx
    .insertInto('register')
    .values({
      organization_id: register.organizationId,
      store_id: register.storeId,
      id: register.registerId,
      code: register.code,
      name: register.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return inserted.numInsertedOrUpdatedRows === 1n ? 'inserted' : 'taken';
}

/** Shuts the present device out. Repeating keeps the first time. */
export async function markRevoked(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: RegisterPlace,
  at: EpochMs,
): Promise<void> {
  await tx
    .updateTable('register')
    .set({ revoked_at: at })
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('id', '=', registerId)
    .where('revoked_at', 'is', null)
    .execute();
}

export interface JournalPage {
  readonly publicKey: PublicKeyJwk;
  readonly epochs: readonly number[];
  readonly entries: readonly SignedEntry[];
}

/** Entries of one chain above `after`, as they came; null where the register has no such epoch. */
export async function readJournal(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: RegisterPlace,
  wanted: {
    readonly epoch: number;
    readonly chain: Chain;
    readonly after: number;
    readonly limit: number;
  },
): Promise<JournalPage | null> {
  const epochs = await tx
    .selectFrom('register_epoch')
    .select(['epoch', 'public_key'])
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .orderBy('epoch')
    .execute();
  const key = epochs.find(({ epoch }) => epoch === wanted.epoch);
  if (!key) return null;
  const rows = await tx
    .selectFrom('journal_entry')
    .select('entry')
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .where('epoch', '=', wanted.epoch)
    .where('chain', '=', wanted.chain)
    .where('seq', '>', wanted.after)
    .orderBy('seq')
    .limit(wanted.limit)
    .execute();
  return {
    publicKey: key.public_key,
    epochs: epochs.map(({ epoch }) => epoch),
    entries: rows.map(({ entry }): SignedEntry => JSON.parse(entry)),
  };
}
