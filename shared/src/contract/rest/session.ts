/** Signing in with a browser: the session is a cookie that no script can read. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, type SessionId } from '../../ids.ts';
import { textSchema } from '../../text/text-schema.ts';
import { epochMsSchema } from '../../time/time.ts';
import { accountSchema } from './accounts.ts';

export const SECOND_FACTORS = ['totp', 'passkey', 'recovery_code'] as const;
export const secondFactorSchema = z.enum(SECOND_FACTORS);
export type SecondFactor = z.infer<typeof secondFactorSchema>;

export const organizationNameSchema = z.strictObject({
  slug: z.string(),
  name: textSchema({ max: 120 }),
});

/** How far somebody has come. */
export const sessionStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('signed_out'), organization: organizationNameSchema }),
  z.strictObject({
    state: z.literal('second_factor'),
    organization: organizationNameSchema,
    /** With which of theirs they can go on. */
    factors: z.array(secondFactorSchema),
  }),
  z.strictObject({
    state: z.literal('signed_in'),
    organization: organizationNameSchema,
    account: accountSchema,
    sessionId: idSchema<'Session'>() as z.ZodType<SessionId, SessionId>,
    /** Until then what is delicate can be done without proving again who they are. */
    freshUntil: epochMsSchema,
  }),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;

const tags = ['Sessions'];

export const sessionContract = {
  session: {
    get: oc
      .route({ method: 'GET', path: '/auth/session', tags, summary: 'Who is signed in, if anyone' })
      .output(sessionStateSchema),
    start: oc
      .route({
        method: 'POST',
        path: '/auth/session',
        tags,
        summary: 'Sign in to the admin web with e-mail and password',
      })
      .input(z.strictObject({ email: z.string().max(254), password: z.string().max(200) }))
      .output(sessionStateSchema),
    end: oc
      .route({ method: 'DELETE', path: '/auth/session', tags, summary: 'Sign out' })
      .output(sessionStateSchema),
  },
};
