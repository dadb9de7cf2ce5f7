import { type RawBuilder, sql } from 'kysely';
import type { TenantTransaction } from './tenant-transaction.ts';

/**
 * Executes inserts and updates as one statement, which is one round trip. They all see the database
 * as it was before any of them, so none may build on another.
 */
export async function together(
  tx: TenantTransaction,
  statements: readonly RawBuilder<unknown>[],
): Promise<void> {
  const parts = statements.map(
    (statement, index) => sql`${sql.ref(`part_${index}`)} as (${statement})`,
  );
  await sql`with ${sql.join(parts)} select`.execute(tx);
}
