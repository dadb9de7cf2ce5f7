import { EXPORT_PARTS } from '@second-chance/shared/contract/till/transfer-calls.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE, ITEMS } from '../test/small-shop.ts';

type Shop = Awaited<ReturnType<typeof openTestTill>>;

function whole(shop: Shop, part: (typeof EXPORT_PARTS)[number], format: 'csv' | 'json'): string {
  let text = '';
  for (let after: number | null = null; ; ) {
    const piece: { text: string; next: number | null } = must(
      shop.till.exports.read({ part, format, after }),
    );
    text += piece.text;
    if (piece.next === null) return text;
    after = piece.next;
  }
}

test('everything comes out as JSON that parses and as CSV with as many rows', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.sell('MUG', 'JACKET');
  for (const part of EXPORT_PARTS) {
    const rows = JSON.parse(whole(shop, part, 'json')) as readonly object[];
    const csv = whole(shop, part, 'csv');
    expect(csv.startsWith('\uFEFF'), part).toBe(true);
    expect(csv.trim().split('\r\n').length, part).toBeGreaterThan(rows.length);
    expect(csv, `${part} tells no secret`).not.toContain('$argon2');
  }
  expect(JSON.parse(whole(shop, 'items', 'json'))).toHaveLength(ITEMS.length);
  expect(JSON.parse(whole(shop, 'movements', 'json'))).toMatchObject([
    { kind: 'sold', quantity: -1 },
    { kind: 'sold', quantity: -1 },
  ]);
});

test('what an export wrote, an import reads back and changes nothing', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const bytes = Buffer.from(whole(shop, 'items', 'csv')).toString('base64');
  const file = { checkId: anId<'ChangeSet'>(1), fileName: 'items.csv', bytes, part: 0, last: true };
  expect(must(shop.till.imports.check(file))?.counts).toEqual({
    ...{ create: 0, update: 0, error: 0 },
    same: ITEMS.length,
  });
});

test('costs are not for everybody', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  const wish = { part: 'items', format: 'csv', after: null } as const;
  expect(refusal(shop.till.exports.read(wish)).code).toBe('NOT_ALLOWED');
});
