/** Till places: added, given to a device by a one-time code, taken from it. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { RegisterView } from '@second-chance/shared/contract/rest/stores.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { findStore } from '../stores/store-repository.ts';
import { ENROLMENT_CODE_LIFE_MS, enrolmentCodeHash, newEnrolmentCode } from './enrolment-code.ts';
import { addCode } from './enrolment-repository.ts';
import { findRegisters, insertRegister, markRevoked } from './register-repository.ts';

/**
 * Adds a till place to a store. Repeating the very same request is harmless.
 * Errors: NOT_FOUND (store), ALREADY_EXISTS for a taken id or code.
 */
export async function createRegister(
  work: TenantWork,
  wanted: Pick<RegisterView, 'id' | 'storeId' | 'code' | 'name'>,
): Promise<Result<RegisterView, CodedError>> {
  const { tx, organizationId } = work;
  const { id, storeId, code, name } = wanted;
  if (!(await findStore(work, { id: storeId }))) {
    return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  }
  const place = { organizationId, storeId, registerId: id };
  if ((await insertRegister(tx, { ...place, code, name })) === 'inserted') {
    const line = { storeId, action: 'register.create', subject: id, before: null };
    await recordChanges(work, [{ ...line, after: { code, name } }]);
  }
  const [found] = await findRegisters(tx, organizationId, { id });
  const same = found?.storeId === storeId && found.code === code && found.name === name;
  return same ? ok(found) : err({ code: 'ALREADY_EXISTS', message: 'This id or code is taken.' });
}

interface Managed {
  readonly actor: Actor;
  readonly id: RegisterId;
}

export interface EnrolmentCode {
  /** As it is typed at the till; only its hash is kept. */
  readonly code: string;
  readonly expiresAt: EpochMs;
}

/**
 * Makes a one-time code, in place of the register's last one.
 * Errors: NOT_FOUND, NOT_ALLOWED, STORE_CLOSED.
 */
export async function createEnrolmentCode(
  work: TenantWork,
  managed: Managed,
): Promise<Result<EnrolmentCode, CodedError>> {
  const found = await managedRegister(work, managed);
  if (!found.ok) return found;
  const { id, storeId } = found.value;
  const { tx, organizationId, at } = work;
  if ((await findStore(work, { id: storeId }))?.closedAt != null) {
    return err({ code: 'STORE_CLOSED', message: 'The store is closed.' });
  }
  const code = newEnrolmentCode();
  const expiresAt = (at + ENROLMENT_CODE_LIFE_MS) as EpochMs;
  const place = { organizationId, storeId, registerId: id };
  await addCode(tx, place, { codeHash: enrolmentCodeHash(code), at, expiresAt });
  const line = { storeId, action: 'register.create_code', subject: id, before: null };
  await recordChanges(work, [{ ...line, after: { expiresAt } }]);
  return ok({ code, expiresAt });
}

/** Shuts the device of a register out from the next request on. Errors: NOT_FOUND, NOT_ALLOWED. */
export async function revokeRegister(
  work: TenantWork,
  managed: Managed,
): Promise<Result<RegisterView, CodedError>> {
  const found = await managedRegister(work, managed);
  if (!found.ok) return found;
  const { id, storeId, epoch } = found.value;
  const { tx, organizationId, at } = work;
  await markRevoked(tx, { organizationId, storeId, registerId: id }, at);
  const line = { storeId, action: 'register.revoke', subject: id, before: null };
  await recordChanges(work, [{ ...line, after: { epoch } }]);
  return ok({ ...found.value, state: 'revoked' });
}

async function managedRegister(
  { tx, organizationId }: TenantWork,
  { actor, id }: Managed,
): Promise<Result<RegisterView, CodedError>> {
  const [register] = await findRegisters(tx, organizationId, { id });
  if (!register) return err({ code: 'NOT_FOUND', message: 'There is no such register.' });
  const allowed = mayAct(actor, { right: 'manage_registers', storeId: register.storeId });
  return allowed.ok ? ok(register) : allowed;
}
