/** Cursors of lists by time: opaque to whoever holds them. */
import { type Id, idSchema } from '@second-chance/shared/ids.ts';
import { type EpochMs, epochMsSchema } from '@second-chance/shared/time/time.ts';
import { z } from 'zod';
import { refusal } from './rest.ts';

interface TimePlace<T extends Id<string>> {
  readonly at: EpochMs;
  readonly id: T;
}

const placeSchema = z.tuple([epochMsSchema, idSchema<string>()]);

/** The cursor of what comes behind a row. */
export function cursorOf({ at, id }: TimePlace<Id<string>>): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** The place that a cursor stands for; the beginning where there is none. Refuses any other text. */
export function placeAt<T extends Id<string>>(cursor: string | undefined): TimePlace<T> | null {
  if (cursor === undefined) return null;
  const parsed = placeSchema.safeParse(decoded(cursor));
  if (!parsed.success) throw refusal({ code: 'INVALID_REQUEST', message: 'not a cursor' });
  const [at, id] = parsed.data;
  return { at, id: id as T };
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
