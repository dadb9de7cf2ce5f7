import { hashSecret } from '../accounts/password.ts';
import { listDocuments } from '../db/document-repository.ts';
import { createStaff, staffView, updateStaff } from '../staff/staff.ts';
import { actorWith, change, read, refusal, rest } from './rest.ts';

export const staffHandlers = {
  list: rest.staff.list.handler(async ({ input, context }) => {
    actorWith(context, 'read_staff', input.storeId);
    const rows = await read(context, (scope) => listDocuments(scope, 'staff', input.storeId));
    return { rows: rows.map(staffView) };
  }),

  create: rest.staff.create.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'read_staff', input.storeId);
    const { pin, ...fields } = input;
    const pinHash = pin === undefined ? null : await hashSecret(pin);
    const person = { ...fields, pinHash, active: true };
    return staffView(await change(context, (work) => createStaff(work, { actor, person })));
  }),

  update: rest.staff.update.handler(async ({ input, context }) => {
    const { actor } = context;
    if (actor === null) throw refusal({ code: 'NOT_SIGNED_IN', message: 'Sign in first.' });
    actorWith(context, 'read_staff', actor.storeId);
    const { pin, ...fields } = input;
    const pinHash = pin === undefined ? undefined : await hashSecret(pin);
    const update = { actor, change: { ...fields, pinHash } };
    return staffView(await change(context, (work) => updateStaff(work, update)));
  }),
};
