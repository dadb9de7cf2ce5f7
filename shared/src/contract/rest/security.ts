/** The security of one's own account: password, second factors, sessions. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, type SessionId } from '../../ids.ts';
import { textSchema } from '../../text/text-schema.ts';
import { epochMsSchema } from '../../time/time.ts';
import { emailSchema, passwordSchema } from './accounts.ts';
import { webAuthnSchema } from './session.ts';

const sessionId = idSchema<'Session'>() as z.ZodType<SessionId, SessionId>;
const passkeyId = z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/);

export const passkeySchema = z.strictObject({
  id: passkeyId,
  name: textSchema({ min: 1, max: 60 }),
  createdAt: epochMsSchema,
  lastUsedAt: epochMsSchema.nullable(),
});

export const securityViewSchema = z.strictObject({
  email: z.string(),
  totp: z.boolean(),
  passkeys: z.array(passkeySchema),
  /** Not yet used. */
  recoveryCodesLeft: z.int().min(0),
});
export type SecurityView = z.infer<typeof securityViewSchema>;

export const sessionRowSchema = z.strictObject({
  id: sessionId,
  userAgent: z.string(),
  address: z.string(),
  createdAt: epochMsSchema,
  lastSeenAt: epochMsSchema,
  /** The one that asks. */
  current: z.boolean(),
});

/** Shown once, when they are made. */
const recoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });

const tags = ['My account'];

export const securityContract = {
  security: {
    get: oc
      .route({
        method: 'GET',
        path: '/account/security',
        tags,
        summary: 'What my account is secured by',
      })
      .output(securityViewSchema),
    setPassword: oc
      .route({
        method: 'PUT',
        path: '/account/password',
        tags,
        summary: 'Choose another password; all other sessions end',
      })
      .input(z.strictObject({ password: passwordSchema }))
      .output(securityViewSchema),
    changeEmail: oc
      .route({
        method: 'POST',
        path: '/account/email',
        successStatus: 202,
        tags,
        summary: 'Have a link sent to a new e-mail; it counts once that is opened',
      })
      .input(z.strictObject({ email: emailSchema }))
      .output(z.strictObject({ accepted: z.literal(true) })),
    beginTotp: oc
      .route({
        method: 'POST',
        path: '/account/totp',
        tags,
        summary:
          'A new secret for an authenticator, as text and as a QR code; it counts once confirmed',
      })
      .output(
        z.strictObject({ secret: z.string(), uri: z.string(), /** SVG. */ qrCode: z.string() }),
      ),
    confirmTotp: oc
      .route({
        method: 'POST',
        path: '/account/totp/confirm',
        tags,
        summary: 'Confirm the authenticator by one of its codes; answers recovery codes',
      })
      .input(z.strictObject({ code: z.string().min(1).max(40) }))
      .output(recoveryCodes),
    removeTotp: oc
      .route({ method: 'DELETE', path: '/account/totp', tags, summary: 'Forget the authenticator' })
      .output(securityViewSchema),
    beginPasskey: oc
      .route({
        method: 'POST',
        path: '/account/passkeys/challenge',
        tags,
        summary: 'What a new passkey has to sign',
      })
      .output(z.strictObject({ options: webAuthnSchema })),
    addPasskey: oc
      .route({
        method: 'POST',
        path: '/account/passkeys',
        successStatus: 201,
        tags,
        summary: 'Add a passkey; the first second factor also answers recovery codes',
      })
      .input(z.strictObject({ name: textSchema({ min: 1, max: 60 }), response: webAuthnSchema }))
      .output(recoveryCodes),
    removePasskey: oc
      .route({
        method: 'DELETE',
        path: '/account/passkeys/{id}',
        tags,
        summary: 'Forget a passkey',
      })
      .input(z.strictObject({ id: passkeyId }))
      .output(securityViewSchema),
    renewRecoveryCodes: oc
      .route({
        method: 'POST',
        path: '/account/recovery-codes',
        tags,
        summary: 'New recovery codes; the old ones are worth nothing then',
      })
      .output(recoveryCodes),
    sessions: oc
      .route({ method: 'GET', path: '/account/sessions', tags, summary: 'Where I am signed in' })
      .output(z.strictObject({ rows: z.array(sessionRowSchema) })),
    endSession: oc
      .route({ method: 'DELETE', path: '/account/sessions/{id}', tags, summary: 'End one session' })
      .input(z.strictObject({ id: sessionId }))
      .output(z.strictObject({ ended: z.int() })),
    endOtherSessions: oc
      .route({
        method: 'DELETE',
        path: '/account/sessions',
        tags,
        summary: 'End all my sessions but this one',
      })
      .output(z.strictObject({ ended: z.int() })),
  },
};
