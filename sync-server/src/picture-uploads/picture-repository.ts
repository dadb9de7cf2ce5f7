import type { StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';

export interface UploadedPicture {
  readonly name: string;
  readonly storeId: StoreId;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** Notes an upload. One of a picture that is there begins its time anew. */
export async function insertPicture(
  { tx, organizationId, at, actorId }: TenantWork,
  { name, storeId, width, height, bytes }: UploadedPicture,
): Promise<void> {
  await sql`
    insert into picture
      (organization_id, name, store_id, width, height, bytes, uploaded_at, uploaded_by)
    values (${organizationId}, ${name}, ${storeId}, ${width}, ${height}, ${bytes}, ${at}, ${actorId})
    on conflict (organization_id, name) do update set uploaded_at = excluded.uploaded_at`.execute(
    tx,
  );
}

/**
 * Uploaded pictures of before `before` that no item names, removed ones included: their sales and
 * an undo may still want them.
 */
export async function unusedPictures(
  { tx, organizationId }: Scope,
  before: EpochMs,
): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly name: string }>`
    select p.name from picture p
    where p.organization_id = ${organizationId} and p.uploaded_at < ${before}
      and p.name not in (
        select jsonb_array_elements_text(i.document -> 'pictures') from item i
        where i.organization_id = ${organizationId} and i.picture_count > 0)`.execute(tx);
  return rows.map(({ name }) => name);
}

/** Forgets a picture, unless it was uploaded again since. Answers whether it did. */
export async function deletePicture(
  { tx, organizationId }: Scope,
  { name, before }: { readonly name: string; readonly before: EpochMs },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from picture where organization_id = ${organizationId} and name = ${name}
      and uploaded_at < ${before}`.execute(tx);
  return numAffectedRows === 1n;
}
