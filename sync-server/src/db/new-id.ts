import { randomUUIDv7 } from 'node:crypto';
import type { Id } from '@second-chance/shared/ids.ts';

/** A new UUID, version 7 (RFC 9562): ordered by the millisecond of its making. */
export function newId<Kind extends string>(): Id<Kind> {
  return randomUUIDv7() as Id<Kind>;
}
