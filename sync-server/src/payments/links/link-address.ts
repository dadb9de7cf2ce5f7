/** The address of a payment link: whose it is, which one, and a secret, in 64 letters. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { idSchema, type OrganizationId, type PaymentLinkId } from '@second-chance/shared/ids.ts';
import type { LinkRow } from './link-repository.ts';

const SECRET_BYTES = 16;
const ID_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{64}$/;

export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

export function linkUrl(
  publicUrl: string,
  { organizationId, id, secret }: Pick<LinkRow, 'organizationId' | 'id' | 'secret'>,
): string {
  const token = Buffer.concat([
    bytesOf(organizationId),
    bytesOf(id),
    Buffer.from(secret, 'base64url'),
  ]).toString('base64url');
  return `${publicUrl}/pay/${token}`;
}

export interface LinkToken {
  readonly organizationId: OrganizationId;
  readonly id: PaymentLinkId;
  readonly secret: string;
}

/** What a token says; null for what is none. */
export function readToken(token: string): LinkToken | null {
  if (!TOKEN.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const organizationId = idSchema<'Organization'>().safeParse(idOf(bytes, 0));
  const id = idSchema<'PaymentLink'>().safeParse(idOf(bytes, ID_BYTES));
  if (!organizationId.success || !id.success) return null;
  const secret = bytes.subarray(2 * ID_BYTES).toString('base64url');
  return { organizationId: organizationId.data, id: id.data, secret };
}

/** Whether a token's secret is the link's, in the same time whatever it is. */
export function isSecretOf(link: Pick<LinkRow, 'secret'>, secret: string): boolean {
  const [own, offered] = [Buffer.from(link.secret), Buffer.from(secret)];
  return own.length === offered.length && timingSafeEqual(own, offered);
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer, start: number): string {
  const hex = bytes.subarray(start, start + ID_BYTES).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
