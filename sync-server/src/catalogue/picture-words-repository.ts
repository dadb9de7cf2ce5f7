import type { PictureWords } from '@second-chance/shared/contract/rest/pictures.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import type { Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';

/** Those of an item's pictures that have words, by name. */
export function findPictureWords(
  { tx, organizationId }: Scope,
  itemId: ItemId,
): Promise<readonly PictureWords[]> {
  return tx
    .selectFrom('picture_words')
    .select(['name', 'words'])
    .where('organization_id', '=', organizationId)
    .where('item_id', '=', itemId)
    .orderBy('name')
    .execute();
}

/** Writes the words of a picture of an item; empty ones are taken away. */
export async function writePictureWords(
  { tx, organizationId, at }: TenantWork,
  {
    storeId,
    itemId,
    name,
    words,
  }: PictureWords & { readonly storeId: StoreId; readonly itemId: ItemId },
): Promise<void> {
  if (words === '') {
    await tx
      .deleteFrom('picture_words')
      .where('organization_id', '=', organizationId)
      .where('store_id', '=', storeId)
      .where('item_id', '=', itemId)
      .where('name', '=', name)
      .execute();
    return;
  }
  const key = { organization_id: organizationId, store_id: storeId, item_id: itemId, name };
  await tx
    .insertInto('picture_words')
    .values({ ...key, words, changed_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'store_id', 'item_id', 'name'])
        .doUpdateSet({ words, changed_at: at }),
    )
    .execute();
}
