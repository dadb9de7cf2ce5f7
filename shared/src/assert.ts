/** Thrown where only a bug can bring us; never for something a person can cause. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Stops the program's current task when a promise of the code itself does not hold. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
