/** REST handlers of `restContract.registers`. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { findRegisters, readJournal } from '../registers/register-repository.ts';
import { createEnrolmentCode, createRegister, revokeRegister } from '../registers/registers.ts';
import { actorWith, change, read, refusal, rest } from './rest.ts';

const NOT_FOUND: CodedError = { code: 'NOT_FOUND', message: 'There is no such register.' };

export const registerHandlers = {
  list: rest.registers.list.handler(async ({ input, context }) => {
    const own = actorWith(context, 'read_registers', input.storeId ?? null).storeId;
    const storeId = input.storeId ?? own;
    const rows = await read(context, ({ tx, organizationId }) =>
      findRegisters(tx, organizationId, { storeId }),
    );
    return { rows: [...rows] };
  }),

  create: rest.registers.create.handler(async ({ input, context }) => {
    actorWith(context, 'manage_registers', input.storeId);
    return change(context, (work) => createRegister(work, input));
  }),

  createCode: rest.registers.createCode.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'manage_registers', null);
    return change(context, (work) => createEnrolmentCode(work, { actor, id: input.id }));
  }),

  revoke: rest.registers.revoke.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'manage_registers', null);
    return change(context, (work) => revokeRegister(work, { actor, id: input.id }));
  }),

  journal: rest.registers.journal.handler(async ({ input, context }) => {
    actorWith(context, 'read_registers', null);
    const page = await read(context, async ({ tx, organizationId }) => {
      const [register] = await findRegisters(tx, organizationId, { id: input.id });
      if (!register) return null;
      const { storeId } = register;
      actorWith(context, 'read_registers', storeId);
      return readJournal(tx, { organizationId, storeId, registerId: input.id }, input);
    });
    if (!page) throw refusal(NOT_FOUND);
    return { ...page, epochs: [...page.epochs], entries: [...page.entries] };
  }),
};
