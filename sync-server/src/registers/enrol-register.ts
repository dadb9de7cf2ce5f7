/** Binds a device to a register by a one-time code. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { EnrolResponse, PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import { keyThumbprint } from '../accounts/key-thumbprint.ts';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { enrolmentCodeHash } from './enrolment-code.ts';
import {
  beginEpoch,
  codeHolder,
  lockCode,
  lockRegister,
  spendCode,
} from './enrolment-repository.ts';

export interface Enrolment {
  readonly code: string;
  readonly publicKey: PublicKeyJwk;
  readonly appVersion: string;
}

/** How long a device whose reply was lost gets the same answer again. */
const REPEATABLE_MS = 24 * 60 * 60 * 1_000;

const CODE_WRONG: CodedError = {
  code: 'ENROLMENT_CODE_WRONG',
  message: 'The code is wrong, used or too old. Ask for a new one.',
};

/**
 * Begins the register's next epoch with this key. The same code with the same key answers the same
 * epoch again, as long as it is the register's present one: the reply may have been lost.
 *
 * Errors: `ENROLMENT_CODE_WRONG`, the same for wrong, used and expired, and in a store that is closed.
 */
export async function enrolRegister(
  { db, clock, serverKey }: EnrolDeps,
  { code, publicKey, appVersion }: Enrolment,
): Promise<Result<EnrolResponse, CodedError>> {
  const codeHash = enrolmentCodeHash(code);
  const organizationId = await codeHolder(db, codeHash);
  if (organizationId === null) return err(CODE_WRONG);
  const keyId = keyThumbprint(publicKey);
  const at = clock();
  const enrolled = await inTenant(db, organizationId, async (tx) => {
    const found = await lockCode(tx, organizationId, codeHash);
    if (!found) return null;
    const register = await lockRegister(tx, found);
    if (found.usedAt !== null) {
      const again =
        register.keyId === keyId && !register.revoked && at - found.usedAt <= REPEATABLE_MS;
      return again ? register : null;
    }
    if (found.expiresAt <= at || register.isStoreClosed) return null;
    const epoch = register.epoch + 1;
    await spendCode(tx, organizationId, codeHash, at);
    await beginEpoch(tx, found, { epoch, publicKey, keyId, appVersion, at });
    return { ...register, epoch };
  });
  if (!enrolled) return err(CODE_WRONG);
  const { storeId, storeName, registerId, epoch, lastZNumber } = enrolled;
  return ok({
    organizationId,
    storeId,
    storeName,
    registerId,
    registerCode: enrolled.code,
    registerName: enrolled.name,
    epoch,
    lastZNumber,
    serverKey: serverKey.publicKey,
    serverTime: clock(),
  });
}

export interface EnrolDeps {
  readonly db: Kysely<Database>;
  readonly clock: () => EpochMs;
  readonly serverKey: { readonly publicKey: PublicKeyJwk };
}
