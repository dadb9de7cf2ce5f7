/** Sessions of people with a browser: begun by signing in, read at every request, ended. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import { recordChanges } from '../audit/record-change.ts';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { findAccountById, updateAccount } from './account-repository.ts';
import { newScopedToken, readScopedToken } from './scoped-token.ts';
import {
  deleteExpiredSessions,
  deleteSessions,
  findSessionByHash,
  insertSession,
  type StoredSession,
  updateSession,
} from './session-repository.ts';

/** A working day without a request ends a session, and a week in any case. */
export const SESSION_IDLE_MS = 12 * 60 * 60 * 1_000;
export const SESSION_LIFE_MS = 7 * 24 * 60 * 60 * 1_000;
/** Long enough to find the telephone with the codes. */
const SECOND_FACTOR_MS = 10 * 60 * 1_000;
/** How long after proving who they are somebody may do what is delicate. */
export const FRESH_MS = 15 * 60 * 1_000;
const SEEN_NOTED_EVERY_MS = 60_000;

/** From where somebody signs in, for the list of sessions. */
export interface Device {
  readonly userAgent: string;
  readonly address: string;
}

/** Who asks with a cookie. */
export interface OpenSession {
  readonly session: StoredSession;
  readonly account: Account;
}

/** Whom the admin web lets in. */
const ADMIN_ROLES: ReadonlySet<Account['role']> = new Set(['platform_admin', 'store_admin']);

export interface BegunSession {
  /** For the cookie; nobody else ever has it. */
  readonly token: string;
  readonly session: StoredSession;
}

/**
 * Begins a session for whoever just showed the account's password.
 * Errors: NOT_ALLOWED for accounts that have nothing to do in the admin web.
 */
export async function beginSession(
  work: TenantWork,
  {
    account,
    device,
    secondFactorDue,
  }: {
    readonly account: Account;
    readonly device: Device;
    readonly secondFactorDue: boolean;
  },
): Promise<Result<BegunSession, CodedError>> {
  if (!ADMIN_ROLES.has(account.role)) {
    return err({ code: 'NOT_ALLOWED', message: 'This account is not for the admin web.' });
  }
  const { organizationId, at } = work;
  await deleteExpiredSessions(work, at);
  const { token, hash } = newScopedToken(organizationId);
  const session: StoredSession = {
    id: newId<'Session'>(),
    organizationId,
    accountId: account.id,
    secondFactorDue,
    createdAt: at,
    provenAt: at,
    lastSeenAt: at,
    expiresAt: (at + (secondFactorDue ? SECOND_FACTOR_MS : SESSION_LIFE_MS)) as EpochMs,
    userAgent: device.userAgent.slice(0, 300),
    address: device.address,
  };
  await insertSession(work, { session, tokenHash: hash });
  if (!secondFactorDue) await recordSignIn(work, account, session);
  return ok({ token, session });
}

/**
 * Makes a session whole that lacked its second factor. It gets another token: whoever had the first one
 * from anywhere has nothing.
 */
export async function completeSession(
  work: TenantWork,
  { session, account }: OpenSession,
): Promise<BegunSession> {
  const { at } = work;
  const { token, hash } = newScopedToken(work.organizationId);
  const whole: StoredSession = {
    ...session,
    secondFactorDue: false,
    provenAt: at,
    lastSeenAt: at,
    expiresAt: (at + SESSION_LIFE_MS) as EpochMs,
  };
  const { provenAt, lastSeenAt, expiresAt, secondFactorDue } = whole;
  const change = { provenAt, lastSeenAt, expiresAt, secondFactorDue, tokenHash: hash };
  await updateSession(work, session, change);
  await recordSignIn(work, account, whole);
  return { token, session: whole };
}

/** Notes that somebody just proved again who they are. */
export async function freshenSession(
  work: TenantWork,
  { session, account }: OpenSession,
): Promise<OpenSession> {
  await updateSession(work, session, { provenAt: work.at });
  return { session: { ...session, provenAt: work.at }, account };
}

/** Notes a sign-in that is complete. */
async function recordSignIn(
  work: TenantWork,
  account: Account,
  session: StoredSession,
): Promise<void> {
  await updateAccount(work, account.id, { lastSignInAt: work.at });
  const line = { storeId: account.storeId, action: 'session.start', subject: account.id };
  const actorWork = { ...work, actorId: account.id };
  await recordChanges(actorWork, [{ ...line, before: null, after: { sessionId: session.id } }]);
}

/**
 * The session of a cookie, and whose it is. The account is read each time: a disabled one is out at
 * the next request. Null for a cookie that is not ours, has run out or was ended.
 */
export async function readSession(
  { db }: { readonly db: Kysely<Database> },
  { token, now }: { readonly token: string; readonly now: EpochMs },
): Promise<OpenSession | null> {
  const scoped = readScopedToken(token);
  if (scoped === null) return null;
  const { organizationId, hash } = scoped;
  return inTenant(db, organizationId, async (tx) => {
    const scope = { tx, organizationId };
    const session = await findSessionByHash(scope, hash);
    if (session === null || session.expiresAt <= now) return null;
    if (now - session.lastSeenAt > SESSION_IDLE_MS) return null;
    const found = await findAccountById(scope, session.accountId);
    if (found === null || found.disabled) return null;
    if (now - session.lastSeenAt > SEEN_NOTED_EVERY_MS) {
      await updateSession(scope, session, { lastSeenAt: now });
    }
    return { session, account: found.account };
  });
}

/** Signs out: the cookie is worth nothing from now on. */
export async function endSession(
  work: TenantWork,
  { session, account }: OpenSession,
): Promise<Result<null, CodedError>> {
  await deleteSessions(work, { accountId: account.id, only: session.id });
  const line = { storeId: account.storeId, action: 'session.end', subject: account.id };
  await recordChanges(work, [{ ...line, before: { sessionId: session.id }, after: null }]);
  return ok(null);
}
