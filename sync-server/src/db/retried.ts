/** PostgreSQL ended the transaction for another's sake: deadlock, serialization, the same new key. */
const PASSING = new Set(['40P01', '40001', '23505']);
const TRIES = 4;

/**
 * Runs a whole transaction again where two met in a way that one of them only has to repeat. On the
 * second run it sees what the other one wrote.
 */
export async function retried<T>(transaction: () => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await transaction();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (left === 0 || !PASSING.has(code)) throw error;
    }
  }
}
