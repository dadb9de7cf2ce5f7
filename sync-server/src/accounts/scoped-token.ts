/**
 * Secrets that people carry: cookies of sessions, links in mails. 256 random bits behind the id of
 * the organization, so that one look-up within that organization finds what they stand for. Only
 * their hash is stored.
 */
import { createHash, randomBytes } from 'node:crypto';
import { idSchema, type OrganizationId } from '@second-chance/shared/ids.ts';

export interface ScopedToken {
  readonly organizationId: OrganizationId;
  readonly hash: string;
}

const ID_BYTES = 16;
const SECRET_BYTES = 32;

export function newScopedToken(organizationId: OrganizationId): ScopedToken & {
  readonly token: string;
} {
  const id = Buffer.from(organizationId.replaceAll('-', ''), 'hex');
  const token = Buffer.concat([id, randomBytes(SECRET_BYTES)]).toString('base64url');
  return { organizationId, token, hash: hashOf(token) };
}

/** What a token names; null for a text that cannot be one. */
export function readScopedToken(token: string): ScopedToken | null {
  const bytes = Buffer.from(token, 'base64url');
  // One secret has one spelling: what decodes alike but is written otherwise is not ours.
  if (bytes.length !== ID_BYTES + SECRET_BYTES || bytes.toString('base64url') !== token)
    return null;
  const hex = bytes.subarray(0, ID_BYTES).toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const parsed = idSchema<'Organization'>().safeParse(id);
  return parsed.success ? { organizationId: parsed.data, hash: hashOf(token) } : null;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
