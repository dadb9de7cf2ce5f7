/** Signing in with a browser: the session is a cookie that no script can read. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, type SessionId } from '../../ids.ts';
import { textSchema } from '../../text/text-schema.ts';
import { epochMsSchema } from '../../time/time.ts';
import { accountSchema, emailSchema, passwordSchema } from './accounts.ts';

export const SECOND_FACTORS = ['totp', 'passkey', 'recovery_code'] as const;
export const secondFactorSchema = z.enum(SECOND_FACTORS);
export type SecondFactor = z.infer<typeof secondFactorSchema>;

export const LINK_PURPOSES = ['invitation', 'new_password', 'new_email'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

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
    /** What they can prove it with, beside the password. */
    factors: z.array(secondFactorSchema),
  }),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;

/** What the browser's WebAuthn speaks; its own library checks it. */
export const webAuthnSchema = z.record(z.string(), z.unknown());

const password = z.string().max(200);
/** Six digits of an authenticator, or a recovery code, however it is spaced. */
const code = z.string().min(1).max(40);
const token = z.string().min(1).max(200);

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
      .input(z.strictObject({ email: z.string().max(254), password }))
      .output(sessionStateSchema),
    end: oc
      .route({ method: 'DELETE', path: '/auth/session', tags, summary: 'Sign out' })
      .output(sessionStateSchema),
    proveCode: oc
      .route({
        method: 'POST',
        path: '/auth/session/code',
        tags,
        summary: 'Show the second factor: a code of the authenticator, or a recovery code',
      })
      .input(z.strictObject({ code }))
      .output(sessionStateSchema),
    passkeyChallenge: oc
      .route({
        method: 'POST',
        path: '/auth/session/passkey-challenge',
        tags,
        summary: 'What a passkey has to sign, to finish signing in or to prove it again',
      })
      .output(z.strictObject({ options: webAuthnSchema })),
    provePasskey: oc
      .route({
        method: 'POST',
        path: '/auth/session/passkey',
        tags,
        summary: 'Show the second factor: a passkey',
      })
      .input(z.strictObject({ response: webAuthnSchema }))
      .output(sessionStateSchema),
    confirm: oc
      .route({
        method: 'POST',
        path: '/auth/session/confirm',
        tags,
        summary: 'Prove again who is signed in, before something delicate',
      })
      .input(z.strictObject({ password, code: code.optional() }))
      .output(sessionStateSchema),
  },
  accountLinks: {
    requestPassword: oc
      .route({
        method: 'POST',
        path: '/auth/links/new-password',
        successStatus: 202,
        tags,
        summary:
          'Have a link for a new password sent; the answer never tells whether there is an account',
      })
      .input(z.strictObject({ email: z.string().min(1).max(254) }))
      .output(z.strictObject({ accepted: z.literal(true) })),
    read: oc
      .route({ method: 'POST', path: '/auth/links/read', tags, summary: 'What a link is for' })
      .input(z.strictObject({ token }))
      .output(
        z.strictObject({
          purpose: z.enum(LINK_PURPOSES),
          email: z.string(),
          displayName: z.string(),
          organization: organizationNameSchema,
        }),
      ),
    setPassword: oc
      .route({
        method: 'POST',
        path: '/auth/links/password',
        tags,
        summary: 'Choose a password by a link; every session of the account ends',
      })
      .input(z.strictObject({ token, password: passwordSchema }))
      .output(z.strictObject({ email: z.string() })),
    confirmEmail: oc
      .route({
        method: 'POST',
        path: '/auth/links/email',
        tags,
        summary: 'Confirm a new e-mail by the link that was sent there',
      })
      .input(z.strictObject({ token }))
      .output(z.strictObject({ email: emailSchema })),
  },
};
