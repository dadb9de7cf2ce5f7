import type { AccountId, OrganizationId, SessionId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Selectable } from 'kysely';
import type { SessionTable } from '../db/account-schema.ts';
import type { Scope } from '../db/document-repository.ts';

export interface StoredSession {
  readonly id: SessionId;
  readonly organizationId: OrganizationId;
  readonly accountId: AccountId;
  readonly secondFactorDue: boolean;
  readonly createdAt: EpochMs;
  readonly provenAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  readonly expiresAt: EpochMs;
  readonly userAgent: string;
  readonly address: string;
}

export async function findSessionByHash(
  { tx, organizationId }: Scope,
  hash: string,
): Promise<StoredSession | null> {
  const row = await tx
    .selectFrom('session')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  return row ? storedSession(row) : null;
}

/** Sessions of an account that have not expired, the one used last first. */
export async function listSessions(
  { tx, organizationId }: Scope,
  { accountId, now }: { readonly accountId: AccountId; readonly now: EpochMs },
): Promise<readonly StoredSession[]> {
  const rows = await tx
    .selectFrom('session')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(storedSession);
}

export async function insertSession(
  { tx }: Scope,
  { session, tokenHash }: { readonly session: StoredSession; readonly tokenHash: string },
): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      organization_id: session.organizationId,
      account_id: session.accountId,
      id: session.id,
      token_hash: tokenHash,
      second_factor_due: session.secondFactorDue,
      created_at: session.createdAt,
      proven_at: session.provenAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
      address: session.address,
    })
    .execute();
}

export type SessionChange = Partial<
  Pick<StoredSession, 'lastSeenAt' | 'provenAt' | 'secondFactorDue' | 'expiresAt'>
> & { readonly tokenHash?: string };

export async function updateSession(
  { tx, organizationId }: Scope,
  { id, accountId }: Pick<StoredSession, 'id' | 'accountId'>,
  change: SessionChange,
): Promise<void> {
  const { lastSeenAt, provenAt, secondFactorDue, expiresAt, tokenHash } = change;
  await tx
    .updateTable('session')
    .set({
      ...(lastSeenAt !== undefined && { last_seen_at: lastSeenAt }),
      ...(provenAt !== undefined && { proven_at: provenAt }),
      ...(secondFactorDue !== undefined && { second_factor_due: secondFactorDue }),
      ...(expiresAt !== undefined && { expires_at: expiresAt }),
      ...(tokenHash !== undefined && { token_hash: tokenHash }),
    })
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}

/** Remembers what a passkey has to sign next. */
export async function setChallenge(
  { tx, organizationId }: Scope,
  { id, accountId }: Pick<StoredSession, 'id' | 'accountId'>,
  { challenge, expiresAt }: { readonly challenge: string; readonly expiresAt: EpochMs },
): Promise<void> {
  await tx
    .updateTable('session')
    .set({ challenge, challenge_expires_at: expiresAt })
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}

/** What a passkey was to sign; asked for once, it is gone. */
export async function takeChallenge(
  { tx, organizationId }: Scope,
  { id, accountId }: Pick<StoredSession, 'id' | 'accountId'>,
  now: EpochMs,
): Promise<string | null> {
  const row = await tx
    .selectFrom('session')
    .select(['challenge', 'challenge_expires_at'])
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  await tx
    .updateTable('session')
    .set({ challenge: null, challenge_expires_at: null })
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
  return row && (row.challenge_expires_at ?? 0) > now ? row.challenge : null;
}

export interface SessionsToEnd {
  readonly accountId: AccountId;
  /** This one alone; default all of the account. */
  readonly only?: SessionId;
  readonly except?: SessionId;
}

/** Ends sessions of an account; answers how many there were. */
export async function deleteSessions(
  { tx, organizationId }: Scope,
  { accountId, only, except }: SessionsToEnd,
): Promise<number> {
  let query = tx
    .deleteFrom('session')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId);
  if (only !== undefined) query = query.where('id', '=', only);
  if (except !== undefined) query = query.where('id', '<>', except);
  const { numDeletedRows } = await query.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Forgets what has run out, of everybody in the organization. */
export async function deleteExpiredSessions(
  { tx, organizationId }: Scope,
  now: EpochMs,
): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('organization_id', '=', organizationId)
    .where('expires_at', '<=', now)
    .execute();
}

function storedSession(row: Selectable<SessionTable>): StoredSession {
  return {
    id: row.id,
    organizationId: row.organization_id,
    accountId: row.account_id,
    secondFactorDue: row.second_factor_due,
    createdAt: row.created_at,
    provenAt: row.proven_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
    address: row.address,
  };
}
