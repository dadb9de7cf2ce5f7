import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  type Account,
  emailSchema,
  passwordSchema,
} from '@second-chance/shared/contract/rest/accounts.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { textSchema } from '@second-chance/shared/text/text-schema.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/schema.ts';
import { asWork } from '../db/tenant-work.ts';
import { createAccount } from './create-account.ts';
import { insertOrganization, organizationBySlug } from './organization-repository.ts';
import { hashSecret } from './password.ts';

const newOrganizationSchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: textSchema({ min: 1, max: 120 }),
  admin: z.strictObject({
    email: emailSchema,
    password: passwordSchema,
    displayName: textSchema({ min: 1, max: 120 }),
  }),
});
export type NewOrganization = z.infer<typeof newOrganizationSchema>;

export interface CreatedOrganization {
  readonly organizationId: OrganizationId;
  readonly admin: Account;
}

/**
 * Makes an organization with its first platform admin: both or neither.
 * Errors: ALREADY_EXISTS where the slug is taken, INVALID_REQUEST.
 */
export async function createOrganization(
  { db, clock }: { readonly db: Kysely<Database>; readonly clock: () => EpochMs },
  wanted: NewOrganization,
): Promise<Result<CreatedOrganization, CodedError>> {
  const parsed = newOrganizationSchema.safeParse(wanted);
  if (!parsed.success) {
    return err({ code: 'INVALID_REQUEST', message: 'This cannot be an organization.' });
  }
  const { slug, name, admin } = parsed.data;
  const passwordHash = await hashSecret(admin.password);
  const at = clock();
  const organizationId = newId<'Organization'>();
  return asWork(db, { organizationId, at, actorId: null }, async (work) => {
    if ((await organizationBySlug(work.tx, slug)) !== null) {
      return err({ code: 'ALREADY_EXISTS', message: 'There is an organization of this slug.' });
    }
    await insertOrganization(work, { slug, name, at });
    const { email, displayName } = admin;
    const person = {
      email,
      displayName,
      passwordHash,
      role: 'platform_admin',
      storeId: null,
    } as const;
    const account = await createAccount(work, person);
    return account.ok ? ok({ organizationId, admin: account.value }) : account;
  });
}
