import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import type { AccountId, StoreId } from '@second-chance/shared/ids.ts';
import type { Role } from '@second-chance/shared/people/roles.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Selectable } from 'kysely';
import type { Scope } from '../db/document-repository.ts';
import type { AccountTable } from '../db/schema.ts';

export interface StoredAccount {
  readonly account: Account;
  /** Null: invited, and has not chosen a password yet. */
  readonly passwordHash: string | null;
  readonly disabled: boolean;
  /** Of mails. */
  readonly language: Language;
  readonly createdAt: EpochMs;
  readonly lastSignInAt: EpochMs | null;
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
  { account, passwordHash, language, at }: NewAccountRow,
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
      language: language ?? null,
      last_sign_in_at: null,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'email_folded']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n ? 'inserted' : 'exists';
}

interface NewAccountRow {
  readonly account: Account;
  readonly passwordHash: string | null;
  readonly language?: Language | undefined;
  readonly at: EpochMs;
}

export interface AccountChange {
  readonly passwordHash?: string;
  readonly email?: string;
  readonly disabledAt?: EpochMs | null;
  readonly lastSignInAt?: EpochMs;
}

/** Changes an account; `taken` where another has the new e-mail. */
export async function updateAccount(
  scope: Scope,
  id: AccountId,
  { passwordHash, email, disabledAt, lastSignInAt }: AccountChange,
): Promise<'changed' | 'taken'> {
  if (email !== undefined) {
    const other = await findAccountByEmail(scope, email);
    if (other !== null && other.account.id !== id) return 'taken';
  }
  await scope.tx
    .updateTable('account')
    .set({
      ...(passwordHash !== undefined && { password_hash: passwordHash }),
      ...(email !== undefined && { email, email_folded: foldEmail(email) }),
      ...(disabledAt !== undefined && { disabled_at: disabledAt }),
      ...(lastSignInAt !== undefined && { last_sign_in_at: lastSignInAt }),
    })
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', id)
    .execute();
  return 'changed';
}

/** Accounts of a role, of one store where given, by name. */
export async function listAccounts(
  { tx, organizationId }: Scope,
  { role, storeId }: { readonly role: Role; readonly storeId: StoreId | null },
): Promise<readonly StoredAccount[]> {
  const rows = await tx
    .selectFrom('account')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('role', '=', role)
    .$if(storeId !== null, (query) => query.where('store_id', '=', storeId))
    .orderBy('display_name')
    .orderBy('id')
    .execute();
  return rows.map(storedAccount);
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
    language: row.language ?? 'en',
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
  };
}
