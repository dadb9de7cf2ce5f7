import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Scope } from '../db/document-repository.ts';
import type { Database } from '../db/schema.ts';

export async function organizationBySlug(
  db: Kysely<Database>,
  slug: string,
): Promise<OrganizationId | null> {
  const found = db.selectFrom('organization').select('id').where('slug', '=', slug);
  return (await found.executeTakeFirst())?.id ?? null;
}

/** What an organization is called; null where there is none. */
export async function organizationName(
  db: Kysely<Database>,
  id: OrganizationId,
): Promise<{ readonly slug: string; readonly name: string } | null> {
  const found = db.selectFrom('organization').select(['slug', 'name']).where('id', '=', id);
  return (await found.executeTakeFirst()) ?? null;
}

/** The only organization there is; null where there are none or several. */
export async function onlyOrganization(db: Kysely<Database>): Promise<OrganizationId | null> {
  const some = await db.selectFrom('organization').select('id').limit(2).execute();
  return some.length === 1 ? (some[0]?.id ?? null) : null;
}

export async function insertOrganization(
  { tx, organizationId }: Scope,
  { slug, name, at }: { readonly slug: string; readonly name: string; readonly at: EpochMs },
): Promise<void> {
  const row = { id: organizationId, slug, name, created_at: at };
  await tx.insertInto('organization').values(row).execute();
}
