import type { StoreProfile } from '@second-chance/shared/documents/store-profile.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Scope } from '../db/document-repository.ts';

export interface StoredProfile {
  readonly document: StoreProfile;
  readonly revision: number;
}

export async function findProfile(
  { tx, organizationId }: Scope,
  storeId: StoreId,
): Promise<StoredProfile | null> {
  const found = await tx
    .selectFrom('store_profile')
    .select(['document', 'revision'])
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .executeTakeFirst();
  return found ?? null;
}

/** Writes a profile that is new or changed; the caller has locked its store. */
export async function writeProfile(
  { tx, organizationId }: Scope,
  { document, revision, at }: StoredProfile & { readonly at: EpochMs },
): Promise<void> {
  const written = { document: JSON.stringify(document), revision, changed_at: at };
  await tx
    .insertInto('store_profile')
    .values({ organization_id: organizationId, store_id: document.storeId, ...written })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'store_id']).doUpdateSet(written),
    )
    .execute();
}
