/** REST handlers of `restContract.admins`: the accounts of store admins. */
import { assert } from '@second-chance/shared/assert.ts';
import { organizationName } from '../accounts/organization-repository.ts';
import {
  inviteAgain,
  inviteStoreAdmin,
  listStoreAdmins,
  removeSecondFactor,
  setDisabled,
} from '../admins/store-admins.ts';
import { changeAndMail } from './mailing.ts';
import { actorWith, change, type RestContext, read, rest } from './rest.ts';

export const adminHandlers = {
  list: rest.admins.list.handler(async ({ input, context }) => {
    actorWith(context, 'manage_store_admins', input.storeId ?? null);
    const rows = await read(context, (scope) => listStoreAdmins(scope, input.storeId ?? null));
    return { rows: [...rows] };
  }),

  invite: rest.admins.invite.handler(async ({ input, context }) => {
    actorWith(context, 'manage_store_admins', input.storeId);
    const inviting = await invitingOf(context);
    return changeAndMail(context, (work) => inviteStoreAdmin(work, inviting, input));
  }),

  inviteAgain: rest.admins.inviteAgain.handler(async ({ input, context }) => {
    actorWith(context, 'manage_store_admins', null);
    const inviting = await invitingOf(context);
    return changeAndMail(context, (work) => inviteAgain(work, inviting, input.id));
  }),

  disable: rest.admins.disable.handler(async ({ input, context }) => {
    actorWith(context, 'manage_store_admins', null);
    return change(context, (work) => setDisabled(work, { id: input.id, disabled: true }));
  }),

  enable: rest.admins.enable.handler(async ({ input, context }) => {
    actorWith(context, 'manage_store_admins', null);
    return change(context, (work) => setDisabled(work, { id: input.id, disabled: false }));
  }),

  removeSecondFactor: rest.admins.removeSecondFactor.handler(async ({ input, context }) => {
    actorWith(context, 'manage_store_admins', null);
    const { organizationName } = await invitingOf(context);
    const { privateKey } = context.deps.serverKey;
    const wanted = { id: input.id, organizationName, privateKey };
    return changeAndMail(context, (work) => removeSecondFactor(work, wanted));
  }),
};

async function invitingOf({ deps, organizationId }: RestContext) {
  const organization = await organizationName(deps.db, organizationId);
  assert(organization, 'the organization of a request is there');
  return { publicUrl: deps.publicUrl(), organizationName: organization.name };
}
