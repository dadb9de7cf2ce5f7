import { assert } from '@second-chance/shared/assert.ts';
import { formatInStoreCode } from '@second-chance/shared/catalogue/in-store-code.ts';
import type { Session } from '../till-context.ts';

/**
 * The next code of this register, used up when the open transaction commits. A code that an item has
 * by some other way is left out.
 */
export function makeCode({ store, catalogue, registerCode, enrolment }: Session): string {
  const epoch = enrolment()?.epoch;
  assert(epoch !== undefined, 'a till with a session is enrolled');
  const key = `in_store_code ${epoch}`;
  return store.transaction(() => {
    const row = store.prepare('select value from sync_state where key = ?').get(key) as
      | { readonly value: string }
      | undefined;
    let counter = Number(row?.value ?? '0');
    let code: string;
    do {
      counter += 1;
      code = formatInStoreCode({ registerCode, epoch, counter });
    } while (catalogue.itemsByCode(code).length > 0);
    store
      .prepare(
        `insert into sync_state (key, value) values (?, ?)
         on conflict (key) do update set value = excluded.value`,
      )
      .run(key, String(counter));
    return code;
  });
}
