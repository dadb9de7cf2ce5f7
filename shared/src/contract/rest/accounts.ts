import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type AccountId, idSchema, type OrganizationId, type StoreId } from '../../ids.ts';
import { roleSchema } from '../../people/roles.ts';
import { textSchema } from '../../text/text-schema.ts';

export const emailSchema = z.email().max(254);
export const passwordSchema = textSchema({ min: 10, max: 200 });

export const accountSchema = z.strictObject({
  id: idSchema<'Account'>() as z.ZodType<AccountId, AccountId>,
  organizationId: idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>,
  email: emailSchema,
  displayName: textSchema({ min: 1, max: 120 }),
  role: roleSchema,
  /** The store that a store admin works for; null for others. */
  storeId: (idSchema<'Store'>() as z.ZodType<StoreId, StoreId>).nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const sessionSchema = z.strictObject({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresInSeconds: z.int().min(1),
  account: accountSchema,
});

const tags = ['Accounts'];

export const accountsContract = {
  register: oc
    .route({
      method: 'POST',
      path: '/auth/register',
      successStatus: 201,
      tags,
      summary: 'Make a customer account',
    })
    .input(
      z.strictObject({
        email: emailSchema,
        password: passwordSchema,
        displayName: textSchema({ min: 1, max: 120 }),
      }),
    )
    .output(sessionSchema),
  login: oc
    .route({
      method: 'POST',
      path: '/auth/login',
      tags,
      summary: 'Sign in with e-mail and password',
    })
    .input(z.strictObject({ email: z.string().max(254), password: z.string().max(200) }))
    .output(sessionSchema),
  me: oc
    .route({ method: 'GET', path: '/auth/me', tags, summary: 'Who is signed in' })
    .output(accountSchema),
};
