import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../test/postgres.ts';

test('no statement and no idle transaction can hold a store’s feed for long', async () => {
  await using database = await freshDatabase();
  const setting = async (name: string) => {
    const { rows } = await sql<{ readonly value: string }>`
      select current_setting(${name}) as value`.execute(database.db);
    return rows[0]?.value;
  };
  expect(await setting('statement_timeout')).toBe('30s');
  expect(await setting('idle_in_transaction_session_timeout')).toBe('10s');
});
