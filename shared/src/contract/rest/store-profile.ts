import { oc } from '@orpc/contract';
import { z } from 'zod';
import { storeProfileSchema } from '../../documents/store-profile.ts';
import { idSchema, type StoreId } from '../../ids.ts';

/** 0: nobody has described the store yet. */
const revision = z.int().min(0);
const id = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const tags = ['Stores'];

export const storeProfileViewSchema = storeProfileSchema.extend({ revision });

export const storeProfileContract = {
  storeProfiles: {
    get: oc
      .route({
        method: 'GET',
        path: '/stores/{id}/profile',
        tags,
        summary: 'What the public shop tells of a store: address, hours, about',
      })
      .input(z.strictObject({ id }))
      .output(storeProfileViewSchema),
    put: oc
      .route({
        method: 'PUT',
        path: '/stores/{id}/profile',
        tags,
        summary: 'Describe a store for the public shop',
      })
      .input(storeProfileSchema.omit({ storeId: true }).extend({ id, revision }))
      .output(storeProfileViewSchema),
  },
};
