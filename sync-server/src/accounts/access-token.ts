/** Access tokens of API clients: JWT, signed by the server's key (EdDSA), checked at every request. */
import { createPublicKey } from 'node:crypto';
import { type AccountId, idSchema, type OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { ServerKey } from './server-key.ts';

/**
 * A working day: a client signs in once in the morning. It need not be shorter, because the account
 * is looked up at every request: a disabled one is refused at the next.
 */
export const ACCESS_TOKEN_SECONDS = 12 * 60 * 60;

const ISSUER = 'second-chance';
const AUDIENCE = 'second-chance/api';

export interface TokenSubject {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId;
}

export function signAccessToken(
  { privateKey, keyId }: ServerKey,
  { accountId, organizationId, now }: TokenSubject & { readonly now: EpochMs },
): Promise<string> {
  const seconds = Math.floor(now / 1_000);
  return new SignJWT({ org: organizationId })
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(accountId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ACCESS_TOKEN_SECONDS)
    .sign(privateKey);
}

const claimsSchema = z.object({
  sub: idSchema<'Account'>(),
  org: idSchema<'Organization'>(),
});

/** Whose token it is; null for one that is not ours, was changed, or has expired. */
export async function readAccessToken(
  { privateKey }: ServerKey,
  { token, now }: { readonly token: string; readonly now: EpochMs },
): Promise<TokenSubject | null> {
  try {
    const { payload } = await jwtVerify(token, createPublicKey(privateKey), {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: new Date(now),
    });
    const claims = claimsSchema.parse(payload);
    return { accountId: claims.sub, organizationId: claims.org };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
    throw error;
  }
}
