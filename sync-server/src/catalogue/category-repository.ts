import type { CategoryId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

/** Whether a live item is in the category or a live category is below it. */
export async function isCategoryUsed(
  { tx, organizationId }: Scope,
  { storeId, id }: { readonly storeId: StoreId; readonly id: CategoryId },
): Promise<boolean> {
  const { rows } = await sql<{ readonly used: boolean }>`
    select exists (
      select from item where organization_id = ${organizationId} and store_id = ${storeId}
        and category_id = ${id} and not deleted
    ) or exists (
      select from category where organization_id = ${organizationId} and store_id = ${storeId}
        and document ->> 'parentId' = ${id} and not deleted
    ) as used`.execute(tx);
  return rows[0]?.used ?? false;
}
