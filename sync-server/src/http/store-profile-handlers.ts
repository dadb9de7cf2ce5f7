import { describeStore, profileOf } from '../stores/store-profile.ts';
import { actorWith, change, orRefuse, read, rest } from './rest.ts';

export const storeProfileHandlers = {
  get: rest.storeProfiles.get.handler(async ({ input, context }) => {
    const { document, revision } = orRefuse(
      await read(context, (scope) => profileOf(scope, input.id)),
    );
    return { ...document, revision };
  }),

  put: rest.storeProfiles.put.handler(async ({ input, context }) => {
    actorWith(context, 'describe_store', input.id);
    const { id: storeId, revision, ...fields } = input;
    const document = { storeId, ...fields };
    const stored = await change(context, (work) => describeStore(work, { document, revision }));
    return { ...stored.document, revision: stored.revision };
  }),
};
