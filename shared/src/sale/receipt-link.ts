/**
 * The address of a receipt on the server. Whoever has it may read the receipt: it carries 128 bits of
 * the journal entry's hash, which nobody can guess, and names the organization and the sale, so that
 * a till without a network can print it and any server can look it up.
 */
import { idSchema, type OrganizationId, type SaleId } from '../ids.ts';

export interface ReceiptLink {
  readonly organizationId: OrganizationId;
  readonly saleId: SaleId;
  /** The first 32 hex digits of the journal entry's hash. */
  readonly proof: string;
}

const PROOF_DIGITS = 32;
const UUID_DIGITS = 32;
const TOKEN = /^[A-Za-z0-9_-]{64}$/;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The whole address. The receipt's number stands behind `#`, where no server sees it: a till that
 * scans the code finds the receipt by it.
 */
export function receiptAddress(
  serverUrl: string,
  {
    receiptNumber,
    hash,
    ...sale
  }: Omit<ReceiptLink, 'proof'> & {
    readonly receiptNumber: string;
    /** Of the journal entry, in hex. */
    readonly hash: string;
  },
): string {
  const token = receiptToken({ ...sale, proof: hash.slice(0, PROOF_DIGITS) });
  return `${serverUrl.replace(/\/+$/, '')}/r/${token}#${receiptNumber}`;
}

/** The number in a scanned address of a receipt; null for any other code. */
export function receiptNumberIn(code: string): string | null {
  return /\/r\/[A-Za-z0-9_-]{64}#([A-Z0-9]+-[0-9]+-[0-9]+)$/.exec(code)?.[1] ?? null;
}

export function receiptToken({ organizationId, saleId, proof }: ReceiptLink): string {
  const digits = (organizationId + saleId).replaceAll('-', '') + proof;
  let token = '';
  // Three hex digits are twelve bits: two letters.
  for (let at = 0; at < digits.length; at += 3) {
    const twelve = Number.parseInt(digits.slice(at, at + 3), 16);
    token += `${LETTERS[twelve >> 6]}${LETTERS[twelve & 63]}`;
  }
  return token;
}

/** What a token names; null where it is none. */
export function readReceiptToken(token: string): ReceiptLink | null {
  if (!TOKEN.test(token)) return null;
  let digits = '';
  for (let at = 0; at < token.length; at += 2) {
    const twelve = (LETTERS.indexOf(token.charAt(at)) << 6) | LETTERS.indexOf(token.charAt(at + 1));
    digits += twelve.toString(16).padStart(3, '0');
  }
  const organization = idSchema<'Organization'>().safeParse(uuid(digits.slice(0, UUID_DIGITS)));
  const sale = idSchema<'Sale'>().safeParse(uuid(digits.slice(UUID_DIGITS, 2 * UUID_DIGITS)));
  if (!organization.success || !sale.success) return null;
  return {
    organizationId: organization.data,
    saleId: sale.data,
    proof: digits.slice(2 * UUID_DIGITS),
  };
}

function uuid(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}
