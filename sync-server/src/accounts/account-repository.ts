import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import type { AccountId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Selectable } from 'kysely';
import type { Scope } from '../db/document-repository.ts';
import type { AccountTable } from '../db/schema.ts';

export interface StoredAccount {
  readonly account: Account;
  readonly passwordHash: string;
  readonly disabled: boolean;
}

/** One spelling for addresses that differ in case alone. */
export function foldEmail(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

export async function findAccountById(
  { tx, organizationId }: Scope,
  id: AccountId,
): Promise<StoredAccount | null> {
  const row = await tx
    .selectFrom('account')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? storedAccount(row) : null;
}

export async function findAccountByEmail(
  { tx, organizationId }: Scope,
  email: string,
): Promise<StoredAccount | null> {
  const row = await tx
    .selectFrom('account')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('email_folded', '=', foldEmail(email))
    .executeTakeFirst();
  return row ? storedAccount(row) : null;
}

/** Inserts an account unless its e-mail has one. */
export async function insertAccount(
  { tx }: Scope,
  { account, passwordHash, at }: NewAccountRow,
): Promise<'inserted' | 'exists'> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('account')
    .values({
      organization_id: account.organizationId,
      id: account.id,
      email: account.email,
      email_folded: foldEmail(account.email),
      password_hash: passwordHash,
      display_name: account.displayName,
      role: account.role,
      store_id: account.storeId,
      disabled_at: null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'email_folded']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n ? 'inserted' : 'exists';
}

interface NewAccountRow {
  readonly account: Account;
  readonly passwordHash: string;
  readonly at: EpochMs;
}

function storedAccount(row: Selectable<AccountTable>): StoredAccount {
  return {
    account: {
      id: row.id,
      organizationId: row.organization_id,
      email: row.email,
      displayName: row.display_name,
      role: row.role,
      storeId: row.store_id,
    },
    passwordHash: row.password_hash,
    disabled: row.disabled_at !== null,
  };
}
