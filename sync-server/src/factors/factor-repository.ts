import type { AccountId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Scope } from '../db/document-repository.ts';

export interface StoredTotp {
  /** Sealed. */
  readonly secret: string;
  readonly confirmed: boolean;
  readonly lastStep: number;
}

/** The authenticator of an account, locked: a code is checked and used up in one go. */
export async function lockTotp(
  { tx, organizationId }: Scope,
  accountId: AccountId,
): Promise<StoredTotp | null> {
  const row = await tx
    .selectFrom('account_totp')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  return { secret: row.secret, confirmed: row.confirmed_at !== null, lastStep: row.last_step };
}

/** Puts a new secret, not confirmed, in place of one that is not confirmed either. */
export async function putTotp(
  { tx, organizationId }: Scope,
  {
    accountId,
    secret,
    at,
  }: { readonly accountId: AccountId; readonly secret: string; readonly at: EpochMs },
): Promise<void> {
  const row = { secret, created_at: at, confirmed_at: null, last_step: 0 };
  await tx
    .insertInto('account_totp')
    .values({ organization_id: organizationId, account_id: accountId, ...row })
    .onConflict((conflict) => conflict.columns(['organization_id', 'account_id']).doUpdateSet(row))
    .execute();
}

export async function updateTotp(
  { tx, organizationId }: Scope,
  accountId: AccountId,
  { lastStep, confirmedAt }: { readonly lastStep: number; readonly confirmedAt?: EpochMs },
): Promise<void> {
  await tx
    .updateTable('account_totp')
    .set({
      last_step: lastStep,
      ...(confirmedAt !== undefined && { confirmed_at: confirmedAt }),
    })
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .execute();
}

export async function deleteTotp(
  { tx, organizationId }: Scope,
  accountId: AccountId,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('account_totp')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export interface StoredPasskey {
  readonly id: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
}

export async function listPasskeys(
  { tx, organizationId }: Scope,
  accountId: AccountId,
): Promise<readonly StoredPasskey[]> {
  const rows = await tx
    .selectFrom('account_passkey')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }));
}

export async function insertPasskey(
  { tx, organizationId }: Scope,
  accountId: AccountId,
  passkey: StoredPasskey,
): Promise<void> {
  await tx
    .insertInto('account_passkey')
    .values({
      organization_id: organizationId,
      account_id: accountId,
      id: passkey.id,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: JSON.stringify(passkey.transports),
      name: passkey.name,
      created_at: passkey.createdAt,
      last_used_at: null,
    })
    .execute();
}

export async function notePasskeyUse(
  { tx, organizationId }: Scope,
  accountId: AccountId,
  { id, counter, at }: { readonly id: string; readonly counter: number; readonly at: EpochMs },
): Promise<void> {
  await tx
    .updateTable('account_passkey')
    .set({ counter, last_used_at: at })
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}

/** Forgets one passkey, or all; answers how many there were. */
export async function deletePasskeys(
  { tx, organizationId }: Scope,
  accountId: AccountId,
  only?: string,
): Promise<number> {
  let query = tx
    .deleteFrom('account_passkey')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId);
  if (only !== undefined) query = query.where('id', '=', only);
  const { numDeletedRows } = await query.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export async function countRecoveryCodes(
  { tx, organizationId }: Scope,
  accountId: AccountId,
): Promise<number> {
  const { count } = await tx
    .selectFrom('account_recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Puts codes in place of all earlier ones; none takes them all away. */
export async function replaceRecoveryCodes(
  { tx, organizationId }: Scope,
  accountId: AccountId,
  hashes: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('account_recovery_code')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .execute();
  if (hashes.length === 0) return;
  await tx
    .insertInto('account_recovery_code')
    .values(
      hashes.map((code_hash) => ({
        organization_id: organizationId,
        account_id: accountId,
        code_hash,
      })),
    )
    .execute();
}

/** Uses a code up; whether there was one. */
export async function spendRecoveryCode(
  { tx, organizationId }: Scope,
  accountId: AccountId,
  hash: string,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('account_recovery_code')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Whether an account has a second factor of its own choice: an authenticator or a passkey. */
export async function hasSecondFactor(
  { tx, organizationId }: Scope,
  accountIds: readonly AccountId[],
): Promise<ReadonlySet<AccountId>> {
  if (accountIds.length === 0) return new Set();
  const totp = await tx
    .selectFrom('account_totp')
    .select('account_id')
    .where('organization_id', '=', organizationId)
    .where('account_id', 'in', accountIds)
    .where('confirmed_at', 'is not', null)
    .execute();
  const passkeys = await tx
    .selectFrom('account_passkey')
    .select('account_id')
    .where('organization_id', '=', organizationId)
    .where('account_id', 'in', accountIds)
    .execute();
  return new Set([...totp, ...passkeys].map(({ account_id }) => account_id));
}
