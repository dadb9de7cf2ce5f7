/**
 * How till and server compare what they hold without sending it: per collection a count and an
 * order-free digest of (id, revision), whole or in buckets by id.
 *
 * The mark of a document is the first 12 hex digits of SHA-256 over `ID:REVISION`; a digest is the
 * exclusive or of the marks of all live documents, as 12 hex digits. The bucket of a document is
 * the first two hex digits of SHA-256 over `ID`. Both sides can compute this in their database.
 */
import { z } from 'zod';

export const digestSchema = z.strictObject({
  count: z.int().min(0),
  digest: z.string().regex(/^[0-9a-f]{12}$/),
});
export type Digest = z.infer<typeof digestSchema>;

/** Of no documents. */
export const EMPTY_DIGEST: Digest = { count: 0, digest: '000000000000' };

export const bucketSchema = z.string().regex(/^[0-9a-f]{2}$/);

/** What is hashed for the mark of a document. */
export function markInput({ id, revision }: { readonly id: string; readonly revision: number }) {
  return `${id}:${revision}`;
}

/** A digest with a further document in it, or with one taken out. `mark`: 12 hex digits. */
export function combineDigest(digest: string, mark: string): string {
  return half(digest, mark, 0) + half(digest, mark, 6);
}

/** 24 bits each, because JavaScript's exclusive or has 32. */
function half(left: string, right: string, from: number): string {
  const mixed = part(left, from) ^ part(right, from);
  return mixed.toString(16).padStart(6, '0');
}

function part(text: string, from: number): number {
  return Number.parseInt(text.slice(from, from + 6), 16);
}
