interface RawJson {
  /** Part of JavaScript, not yet of the compiler's library. */
  rawJSON(text: string): unknown;
}

/**
 * The JSON text under which a document is stored.
 *
 * Promise: `JSON.parse` gives the document back, negative zero included, which plain
 * `JSON.stringify` loses.
 * Errors: throws for NaN and the infinities, which JSON would silently turn into null.
 */
export function documentJson(document: object): string {
  if (!hasSpecialNumber(document)) return JSON.stringify(document);
  return JSON.stringify(document, (_key, value: unknown) =>
    Object.is(value, -0) ? (JSON as unknown as RawJson).rawJSON('-0') : value,
  );
}

function hasSpecialNumber(value: unknown): boolean {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`a document cannot hold the number ${value}`);
    return value === 0 && Object.is(value, -0);
  }
  if (typeof value !== 'object' || value === null) return false;
  let found = false;
  if (Array.isArray(value)) {
    for (const element of value) if (hasSpecialNumber(element)) found = true;
    return found;
  }
  for (const key in value) {
    if (hasSpecialNumber((value as Record<string, unknown>)[key])) found = true;
  }
  return found;
}
