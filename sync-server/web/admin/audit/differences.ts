export interface Difference {
  /** `cashNotes`, `rates.0.basisPoints`. */
  readonly field: string;
  /** As text; null where it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two values, field by field, in their order; lists of plain values as one. */
export function differencesOf(before: unknown, after: unknown): readonly Difference[] {
  const left = fieldsOf(before);
  const right = fieldsOf(after);
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((field) => ({
      field,
      before: left.get(field) ?? null,
      after: right.get(field) ?? null,
    }))
    .filter((each) => each.before !== each.after);
}

function fieldsOf(value: unknown, path = ''): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== 'object') return new Map([[path, String(value)]]);
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) {
    return new Map([[path, value.join(', ')]]);
  }
  return new Map(
    Object.entries(value).flatMap(([key, each]) => [
      ...fieldsOf(each, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
