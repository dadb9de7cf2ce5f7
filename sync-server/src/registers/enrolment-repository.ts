import { assert } from '@second-chance/shared/assert.ts';
import type { PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';
import type { OrganizationId, RegisterId, StoreId } from '@second-chance/shared/ids.ts';
import { GENESIS_HASH } from '@second-chance/shared/journal/entry.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export interface RegisterPlace {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
}

/** The organization whose code this is. Nobody is signed in yet: the code's hash opens its own row. */
export async function codeHolder(
  db: Kysely<Database>,
  codeHash: string,
): Promise<OrganizationId | null> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.enrolment_code_hash', ${codeHash}, true)`.execute(tx);
    const row = await tx
      .selectFrom('enrolment_code')
      .select('organization_id')
      .where('code_hash', '=', codeHash)
      .executeTakeFirst();
    return row?.organization_id ?? null;
  });
}

export interface LockedCode extends RegisterPlace {
  readonly expiresAt: EpochMs;
  readonly usedAt: EpochMs | null;
}

/** Locks a code, so that only one of two devices that type it at once gets it. */
export async function lockCode(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  codeHash: string,
): Promise<LockedCode | null> {
  const row = await tx
    .selectFrom('enrolment_code')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('code_hash', '=', codeHash)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  return {
    organizationId,
    storeId: row.store_id,
    registerId: row.register_id,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}

export interface LockedRegister extends RegisterPlace {
  readonly code: string;
  readonly name: string;
  readonly storeName: string;
  readonly epoch: number;
  /** Of the present epoch's key; null before the first. */
  readonly keyId: string | null;
  readonly lastZNumber: number;
  readonly revoked: boolean;
  readonly isStoreClosed: boolean;
}

/**
 * Locks a register against a second enrolment at the same time, and its store against being closed
 * meanwhile.
 */
export async function lockRegister(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: RegisterPlace,
): Promise<LockedRegister> {
  const register = await tx
    .selectFrom('register')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('id', '=', registerId)
    .forUpdate()
    .executeTakeFirst();
  assert(register, `a code names register ${registerId}, which is not there`);
  const store = await tx
    .selectFrom('store')
    .select(['document', 'closed_at'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', storeId)
    .forShare()
    .executeTakeFirstOrThrow();
  const epoch = await tx
    .selectFrom('register_epoch')
    .select('key_id')
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .where('epoch', '=', register.epoch)
    .executeTakeFirst();
  return {
    organizationId,
    storeId,
    registerId,
    code: register.code,
    name: register.name,
    storeName: store.document.name,
    epoch: register.epoch,
    keyId: epoch?.key_id ?? null,
    lastZNumber: register.last_z_number,
    revoked: register.revoked_at !== null,
    isStoreClosed: store.closed_at !== null,
  };
}

/** Adds a code that names a register, and ends the ones made before it. */
export async function addCode(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: RegisterPlace,
  code: { readonly codeHash: string; readonly at: EpochMs; readonly expiresAt: EpochMs },
): Promise<void> {
  await tx
    .updateTable('enrolment_code')
    .set({ expires_at: code.at })
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', code.at)
    .execute();
  await tx
    .insertInto('enrolment_code')
    .values({
      organization_id: organizationId,
      store_id: storeId,
      register_id: registerId,
      code_hash: code.codeHash,
      expires_at: code.expiresAt,
    })
    .execute();
}

export async function spendCode(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  codeHash: string,
  at: EpochMs,
): Promise<void> {
  await tx
    .updateTable('enrolment_code')
    .set({ used_at: at })
    .where('organization_id', '=', organizationId)
    .where('code_hash', '=', codeHash)
    .execute();
}

/** A new epoch with its key and its two empty chains; the register belongs to it from now on. */
export async function beginEpoch(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: RegisterPlace,
  begun: {
    readonly epoch: number;
    readonly publicKey: PublicKeyJwk;
    readonly keyId: string;
    readonly appVersion: string;
    readonly at: EpochMs;
  },
): Promise<void> {
  const { epoch, publicKey, keyId, appVersion, at } = begun;
  const place = {
    organization_id: organizationId,
    store_id: storeId,
    register_id: registerId,
    epoch,
  };
  await tx
    .insertInto('register_epoch')
    .values({
      ...place,
      public_key: JSON.stringify(publicKey),
      key_id: keyId,
      enrolled_at: at,
    })
    .execute();
  await tx
    .insertInto('journal_head')
    .values(
      (['live', 'training'] as const).map((chain) => ({
        ...place,
        chain,
        seq: 0,
        hash: GENESIS_HASH,
      })),
    )
    .execute();
  await tx
    .updateTable('register')
    .set({ epoch, revoked_at: null, last_contact_at: at, app_version: appVersion })
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('id', '=', registerId)
    .execute();
}
