/** Values from outside, made fit for a jsonb column: of hostile ones nothing but their form is lost. */

/** Deeper ones are nobody's document; the database would give up on them as well. */
export const DEPTH_MAX = 40;

/** Whether a value is nested deeper than any document of ours. Does not recurse deeper than that. */
export function isTooDeep(value: unknown, left = DEPTH_MAX): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((inner) => isTooDeep(inner, left - 1));
}

/** The value without U+0000 and lone surrogates, which jsonb cannot hold. Not for deep ones. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '\ufffd');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [String(storable(key)), storable(inner)]),
  );
}
