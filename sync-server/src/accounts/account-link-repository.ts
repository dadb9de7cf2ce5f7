import type { LinkPurpose } from '@second-chance/shared/contract/rest/session.ts';
import type { AccountId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Scope } from '../db/document-repository.ts';

export interface StoredLink {
  readonly accountId: AccountId;
  readonly tokenHash: string;
  readonly purpose: LinkPurpose;
  readonly email: string | null;
  readonly expiresAt: EpochMs;
  readonly usedAt: EpochMs | null;
}

export async function insertLink(
  { tx, organizationId }: Scope,
  link: Omit<StoredLink, 'usedAt'> & { readonly at: EpochMs },
): Promise<void> {
  await tx
    .insertInto('account_link')
    .values({
      organization_id: organizationId,
      account_id: link.accountId,
      token_hash: link.tokenHash,
      purpose: link.purpose,
      email: link.email,
      created_at: link.at,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute();
}

/** A link, locked where it is about to be used. */
export async function findLink(
  { tx, organizationId }: Scope,
  { hash, lock = false }: { readonly hash: string; readonly lock?: boolean },
): Promise<StoredLink | null> {
  const row = await tx
    .selectFrom('account_link')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('token_hash', '=', hash)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return null;
  return {
    accountId: row.account_id,
    tokenHash: row.token_hash,
    purpose: row.purpose,
    email: row.email,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}

export async function markLinkUsed(
  { tx, organizationId }: Scope,
  { accountId, tokenHash }: Pick<StoredLink, 'accountId' | 'tokenHash'>,
  at: EpochMs,
): Promise<void> {
  await tx
    .updateTable('account_link')
    .set({ used_at: at })
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Takes back the links of an account, those of one purpose or all. */
export async function deleteLinks(
  { tx, organizationId }: Scope,
  { accountId, purpose }: { readonly accountId: AccountId; readonly purpose?: LinkPurpose },
): Promise<void> {
  let query = tx
    .deleteFrom('account_link')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId);
  if (purpose !== undefined) query = query.where('purpose', '=', purpose);
  await query.execute();
}
