/**
 * Classes of SQLSTATE that say of the data itself that it cannot be: sent again it would fail again.
 * 22 data exception, 23 integrity constraint, 54 program limit exceeded.
 */
const LASTING = ['22', '23', '54'];

/** Whether an error of the database is about the data, not about the moment. */
export function isLasting(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.length === 5 && LASTING.some((kind) => code.startsWith(kind));
}
