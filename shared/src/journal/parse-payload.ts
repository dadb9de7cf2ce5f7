import { err, ok, type Result } from '../result.ts';
import { type EntryType, PAYLOAD_SCHEMAS, type PayloadOf } from './entry.ts';

export type PayloadError = 'unknown_type' | 'payload_invalid';

/** A payload together with its type, so that a `switch` over `type` knows the payload. */
export type TypedPayload = {
  readonly [T in EntryType]: { readonly type: T; readonly payload: PayloadOf<T> };
}[EntryType];

/**
 * Reads a payload by its entry's type.
 *
 * Errors: `unknown_type` (a newer till may send one; it is stored and nothing more),
 * `payload_invalid`.
 */
export function parsePayload<T extends EntryType>(
  type: T,
  payload: unknown,
): Result<PayloadOf<T>, PayloadError>;
export function parsePayload(
  type: string,
  payload: unknown,
): Result<PayloadOf<EntryType>, PayloadError>;
export function parsePayload(
  type: string,
  payload: unknown,
): Result<PayloadOf<EntryType>, PayloadError> {
  if (!isEntryType(type)) return err('unknown_type');
  const parsed = PAYLOAD_SCHEMAS[type].safeParse(payload);
  return parsed.success ? ok(parsed.data) : err('payload_invalid');
}

/** As `parsePayload`, answering the type with the payload. */
export function parseTypedPayload(
  type: string,
  payload: unknown,
): Result<TypedPayload, PayloadError> {
  const parsed = parsePayload(type, payload);
  return parsed.ok ? ok({ type, payload: parsed.value } as TypedPayload) : parsed;
}

/** Whether this version knows an entry type. */
export function isEntryType(type: string): type is EntryType {
  return Object.hasOwn(PAYLOAD_SCHEMAS, type);
}
