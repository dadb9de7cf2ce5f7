/** REST handlers of `restContract.registers`. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { RegisterView } from '@second-chance/shared/contract/rest/stores.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import type { Right } from '@second-chance/shared/people/rights.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Actor } from '../accounts/actor.ts';
import { type Change, recordChanges } from '../audit/record-change.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { asWork } from '../db/tenant-work.ts';
import {
  ENROLMENT_CODE_LIFE_MS,
  enrolmentCodeHash,
  newEnrolmentCode,
} from '../registers/enrolment-code.ts';
import { addCode, type RegisterPlace } from '../registers/enrolment-repository.ts';
import {
  findRegisters,
  insertRegister,
  markRevoked,
  readJournal,
  storeExists,
} from '../registers/register-repository.ts';
import { actorWith, type RestContext, refusal, rest } from './rest.ts';

const NOT_FOUND: CodedError = { code: 'NOT_FOUND', message: 'There is no such register.' };

export const registerHandlers = {
  list: rest.registers.list.handler(async ({ input, context }) => {
    const { organizationId, deps } = context;
    const own = actorWith(context, 'read_registers', input.storeId ?? null).storeId;
    const storeId = input.storeId ?? own;
    const rows = await inTenant(deps.db, organizationId, (tx) =>
      findRegisters(tx, organizationId, { storeId }),
    );
    return { rows: [...rows] };
  }),

  create: rest.registers.create.handler(async ({ input, context }) => {
    const { organizationId, deps } = context;
    const actor = actorWith(context, 'manage_registers', input.storeId);
    const { id, storeId, code, name } = input;
    const register = await asWork(deps.db, scopeOf(context, actor), async (work) => {
      const { tx } = work;
      if (!(await storeExists(tx, organizationId, storeId))) {
        throw refusal({ code: 'NOT_FOUND', message: 'There is no such store.' });
      }
      const place = { organizationId, storeId, registerId: id };
      if ((await insertRegister(tx, { ...place, code, name })) === 'inserted') {
        await recordChanges(work, [change(place, 'register.create', { code, name })]);
      }
      const [found] = await findRegisters(tx, organizationId, { id });
      return found;
    });
    // Repeating a request answers what the first one made.
    const same = register?.storeId === storeId && register.code === code && register.name === name;
    if (same) return register;
    throw refusal({ code: 'ALREADY_EXISTS', message: 'This id or code is taken.' });
  }),

  createCode: rest.registers.createCode.handler(async ({ input, context }) => {
    const { register, actor } = await registerFor(context, 'manage_registers', input.id);
    const code = newEnrolmentCode();
    const codeHash = enrolmentCodeHash(code);
    const place = placeOf(context, register);
    const expiresAt = await asWork(context.deps.db, scopeOf(context, actor), async (work) => {
      const { tx, at } = work;
      const expiresAt = (at + ENROLMENT_CODE_LIFE_MS) as EpochMs;
      await addCode(tx, place, { codeHash, at, expiresAt });
      await recordChanges(work, [change(place, 'register.create_code', { expiresAt })]);
      return expiresAt;
    });
    return { code, expiresAt };
  }),

  revoke: rest.registers.revoke.handler(async ({ input, context }) => {
    const { register, actor } = await registerFor(context, 'manage_registers', input.id);
    const place = placeOf(context, register);
    await asWork(context.deps.db, scopeOf(context, actor), async (work) => {
      await markRevoked(work.tx, place, work.at);
      await recordChanges(work, [change(place, 'register.revoke', { epoch: register.epoch })]);
    });
    return { ...register, state: 'revoked' as const };
  }),

  journal: rest.registers.journal.handler(async ({ input, context }) => {
    const { register } = await registerFor(context, 'read_registers', input.id);
    const page = await inTenant(context.deps.db, context.organizationId, (tx) =>
      readJournal(tx, placeOf(context, register), input),
    );
    if (!page) throw refusal(NOT_FOUND);
    return { ...page, epochs: [...page.epochs], entries: [...page.entries] };
  }),
};

/** The register, if whoever asks has the right in its store. A stranger learns nothing of ids. */
async function registerFor(
  context: RestContext,
  right: Right,
  id: RegisterId,
): Promise<{ readonly register: RegisterView; readonly actor: Actor }> {
  actorWith(context, right, null);
  const { organizationId, deps } = context;
  const [register] = await inTenant(deps.db, organizationId, (tx) =>
    findRegisters(tx, organizationId, { id }),
  );
  if (!register) throw refusal(NOT_FOUND);
  return { register, actor: actorWith(context, right, register.storeId) };
}

function scopeOf({ organizationId, deps }: RestContext, { accountId }: Actor) {
  return { organizationId, at: deps.clock(), actorId: accountId };
}

function change({ storeId, registerId }: RegisterPlace, action: string, after: unknown): Change {
  return { storeId, action, subject: registerId, before: null, after };
}

function placeOf({ organizationId }: RestContext, { id, storeId }: RegisterView) {
  return { organizationId, storeId, registerId: id };
}
