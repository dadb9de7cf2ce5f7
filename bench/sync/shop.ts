/** The shop that everything is measured with, laid past all use cases. */
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import {
  aCategory,
  anId,
  aSettings,
  aStaff,
  aTaxRate,
  CATEGORY_ID,
  ORGANIZATION_ID,
  STORE_ID,
  TAX_RATE_ID,
} from '@second-chance/shared/test/builders.ts';
import pg from 'pg';
import { enrolmentCodeHash } from '../../sync-server/src/registers/enrolment-code.ts';

const HOUR_MS = 3_600_000;
const ROWS_PER_INSERT = 5_000;
export const PIN = '4711';
export const STAFF_ID = anId<'Staff'>(0x77);

export async function asOwner<T>(url: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** One store with these items, in the feed in their order; its staff can edit. */
export function layShop(
  url: string,
  { items, pinHash }: { readonly items: readonly ItemDocument[]; readonly pinHash: string },
): Promise<void> {
  return asOwner(url, async (owner) => {
    const place = [ORGANIZATION_ID, STORE_ID];
    await owner.query('insert into organization values ($1, $2, $3, 0)', [
      ORGANIZATION_ID,
      'bench',
      'Bench',
    ]);
    await owner.query(
      'insert into store (organization_id, id, document, feed_number) values ($1, $2, $3, 1)',
      [...place, JSON.stringify(aSettings())],
    );
    await owner.query('insert into feed_scope values ($1, $2, $3)', [...place, 4 + items.length]);
    const staff = aStaff({ id: STAFF_ID, role: 'store_admin', pinHash });
    for (const [table, id, document, number] of [
      ['tax_rate', TAX_RATE_ID, aTaxRate(), 2],
      ['category', CATEGORY_ID, aCategory(), 3],
      ['staff', STAFF_ID, staff, 4],
    ] as const) {
      await owner.query(
        `insert into ${table} (organization_id, store_id, id, document, feed_number)
         values ($1, $2, $3, $4, $5)`,
        [...place, id, JSON.stringify(document), number],
      );
    }
    for (let at = 0; at < items.length; at += ROWS_PER_INSERT) {
      const texts = items.slice(at, at + ROWS_PER_INSERT).map((item) => JSON.stringify(item));
      await owner.query(
        `insert into item (organization_id, store_id, id, document, feed_number)
         select $1, $2, (d ->> 'id')::uuid, d, $4 + place
         from unnest($3::jsonb[]) with ordinality as given (d, place)`,
        [...place, texts, 4 + at],
      );
    }
    await owner.query('vacuum analyze');
  });
}

export interface RegisterPlace {
  readonly registerId: RegisterId;
  /** For its device, once. */
  readonly code: string;
}

/** A register that waits for its device. */
export function addRegister(url: string, number: number): Promise<RegisterPlace> {
  const registerId = anId<'Register'>(0x2000 + number);
  const code = `BENCH${String(number).padStart(5, '0')}`;
  return asOwner(url, async (owner) => {
    const place = [ORGANIZATION_ID, STORE_ID, registerId];
    await owner.query(
      'insert into register (organization_id, store_id, id, code, name) values ($1, $2, $3, $4, $4)',
      [...place, `R${number}`],
    );
    await owner.query(
      `insert into enrolment_code
         (organization_id, store_id, register_id, code_hash, expires_at)
       values ($1, $2, $3, $4, $5)`,
      [...place, enrolmentCodeHash(code), Date.now() + HOUR_MS],
    );
    return { registerId, code };
  });
}
