import { idSchema } from '@second-chance/shared/ids.ts';
import { expect, test } from 'vitest';
import { newTenderId } from './tender-id.ts';

test('ids of tenders are UUIDs of version 7 and differ', () => {
  const ids = Array.from({ length: 100 }, () => newTenderId());
  for (const id of ids) expect(idSchema<'Tender'>().safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(100);
  expect(ids[0]?.[14]).toBe('7');
});
