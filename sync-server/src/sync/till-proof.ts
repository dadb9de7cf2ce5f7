/** Who is asking: the proof that a till's device puts on every request. */
import { createHash } from 'node:crypto';
import type { CodedError, ErrorCode } from '@second-chance/shared/contract/errors.ts';
import { PROOF_SKEW_SECONDS_MAX, tillProofSchema } from '@second-chance/shared/contract/sync.ts';
import type { TillStatus } from '@second-chance/shared/contract/till-status.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { decodeJwt, jwtVerify } from 'jose';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import type { KnownTill } from './known-till.ts';
import { findTill, noteContact } from './known-till-repository.ts';

export interface ProvenRequest {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  readonly method: string;
  /** Path with query, as sent. */
  readonly url: string;
  /** The bytes as sent, before any unpacking. */
  readonly body: Buffer;
  /** What the till tells of itself, where it does. */
  readonly status: TillStatus | null;
}

/** How old the last noted contact may be before it is noted again. */
const CONTACT_NOTED_EVERY_MS = 20_000;

/**
 * Finds the till behind a request. The register is looked up each time, so that a revocation holds
 * from the next request on.
 *
 * Errors: `REGISTER_UNKNOWN`, `PROOF_INVALID`, and only to who signed with the right key:
 * `REGISTER_REVOKED` (also where a newer enrolment took the register over), `CLOCK_SKEW`.
 */
export async function proveTill(
  { db, pool, clock }: ProofDeps,
  request: ProvenRequest,
): Promise<Result<KnownTill, CodedError>> {
  const token = /^Till ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.authorization ?? '')?.[1];
  if (token === undefined) return refuse('PROOF_INVALID');
  const claims = tillProofSchema.safeParse(claimsOf(token));
  if (!claims.success) return refuse('PROOF_INVALID');
  const { iss, org, epoch, htm, htu, bh, iat } = claims.data;

  const now = clock();
  const found = await findTill(pool, org, iss);
  const key = found?.till.epochs.get(epoch);
  if (!found || !key) return refuse('REGISTER_UNKNOWN');
  try {
    await jwtVerify(token, key.publicKey, { algorithms: ['EdDSA'] });
  } catch {
    return refuse('PROOF_INVALID');
  }
  if (found.revoked || epoch !== found.till.epoch) return refuse('REGISTER_REVOKED');
  const bodyHash = createHash('sha256').update(request.body).digest('base64url');
  if (htm !== request.method || htu !== request.url || bh !== bodyHash) {
    return refuse('PROOF_INVALID');
  }
  if (Math.abs(now - iat * 1_000) > PROOF_SKEW_SECONDS_MAX * 1_000) return refuse('CLOCK_SKEW');
  // The first word of a till is noted at once, and that everything is sent as well: one that lies
  // still would be said to hold sales.
  const { status } = request;
  const allSent = status?.unsentEntries === 0 && found.unsentEntries !== 0;
  const firstWord = status !== null && found.unsentEntries === null;
  if (allSent || firstWord || now - (found.lastContactAt ?? 0) > CONTACT_NOTED_EVERY_MS) {
    await inTenant(db, org, (tx) => noteContact(tx, found.till, { at: now, status }));
  }
  return ok(found.till);
}

export interface ProofDeps {
  readonly db: Kysely<Database>;
  readonly pool: Pool;
  readonly clock: () => EpochMs;
}

function claimsOf(token: string): unknown {
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}

function refuse(code: ErrorCode): Result<never, CodedError> {
  return err({ code, message: 'The request is not from a register that may speak here.' });
}
