/** The accounts of store admins, as the platform admin keeps them; and the mails that were sent. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type AccountId, idSchema, type MailId, type StoreId } from '../../ids.ts';
import { LANGUAGES } from '../../text/messages.ts';
import { textSchema } from '../../text/text-schema.ts';
import { epochMsSchema } from '../../time/time.ts';
import { accountSchema, emailSchema } from './accounts.ts';
import { pageInput, pageOf } from './paging.ts';

const accountId = idSchema<'Account'>() as z.ZodType<AccountId, AccountId>;
const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;

export const ADMIN_STATES = ['invited', 'active', 'disabled'] as const;

export const adminViewSchema = accountSchema.omit({ organizationId: true }).extend({
  /** Invited: has not chosen a password yet. */
  state: z.enum(ADMIN_STATES),
  secondFactor: z.boolean(),
  createdAt: epochMsSchema,
  lastSignInAt: epochMsSchema.nullable(),
});
export type AdminView = z.infer<typeof adminViewSchema>;

export const MAIL_STATES = ['waiting', 'sent', 'kept', 'given_up'] as const;

export const mailViewSchema = z.strictObject({
  id: idSchema<'Mail'>() as z.ZodType<MailId, MailId>,
  kind: z.string(),
  to: z.string(),
  subject: z.string(),
  /** Kept: there is no mail server, and whoever should read it can be shown it here. */
  state: z.enum(MAIL_STATES),
  createdAt: epochMsSchema,
  sentAt: epochMsSchema.nullable(),
  attempts: z.int().min(0),
  lastError: z.string().nullable(),
  /** Only of kept mails: where mail is really sent, nobody else reads it. */
  text: z.string().nullable(),
});
export type MailView = z.infer<typeof mailViewSchema>;

const tags = ['Store admins'];
const one = z.strictObject({ id: accountId });

export const adminsContract = {
  admins: {
    list: oc
      .route({ method: 'GET', path: '/store-admins', tags, summary: 'Accounts of store admins' })
      .input(z.strictObject({ storeId: storeId.optional() }))
      .output(z.strictObject({ rows: z.array(adminViewSchema) })),
    invite: oc
      .route({
        method: 'POST',
        path: '/store-admins',
        successStatus: 201,
        tags,
        summary: 'Invite a store admin: they get a link by mail and choose a password',
      })
      .input(
        z.strictObject({
          /** Made by whoever invites, so that a repeated request invites once. */
          id: accountId,
          storeId,
          email: emailSchema,
          displayName: textSchema({ min: 1, max: 120 }),
          /** Of the mail. */
          language: z.enum(LANGUAGES).default('en'),
        }),
      )
      .output(adminViewSchema),
    inviteAgain: oc
      .route({
        method: 'POST',
        path: '/store-admins/{id}/invitation',
        tags,
        summary: 'Send a new link; the earlier ones are worth nothing then',
      })
      .input(one)
      .output(adminViewSchema),
    disable: oc
      .route({
        method: 'POST',
        path: '/store-admins/{id}/disable',
        tags,
        summary: 'Shut an account out from the next request on',
      })
      .input(one)
      .output(adminViewSchema),
    enable: oc
      .route({
        method: 'POST',
        path: '/store-admins/{id}/enable',
        tags,
        summary: 'Let it in again',
      })
      .input(one)
      .output(adminViewSchema),
    removeSecondFactor: oc
      .route({
        method: 'DELETE',
        path: '/store-admins/{id}/second-factor',
        tags,
        summary: 'Forget the second factor of somebody who lost it; they are told by mail',
      })
      .input(one)
      .output(adminViewSchema),
  },
  mail: {
    list: oc
      .route({
        method: 'GET',
        path: '/mail',
        tags: ['Mail'],
        summary: 'Mails that went out or wait, newest first',
      })
      .input(z.strictObject({ ...pageInput }))
      .output(pageOf(mailViewSchema)),
  },
};
