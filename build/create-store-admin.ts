/**
 * Makes the account of a store's admin, who may edit its items, categories and people:
 *
 *   DATABASE_URL=… ADMIN_PASSWORD=… npm run create-store-admin -- \
 *     --organization my-shop --store STORE_ID --email ada@example.com --name Ada
 */
import { parseArgs } from 'node:util';
import { emailSchema, passwordSchema } from '@second-chance/shared/contract/rest/accounts.ts';
import { idSchema, type StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { createAccount } from '../sync-server/src/accounts/create-account.ts';
import { organizationBySlug } from '../sync-server/src/accounts/organization-repository.ts';
import { hashSecret } from '../sync-server/src/accounts/password.ts';
import { openPool } from '../sync-server/src/db/pool.ts';
import { asWork } from '../sync-server/src/db/tenant-work.ts';
import { findStore } from '../sync-server/src/stores/store-repository.ts';
import { fail } from './lib/terminal.ts';

const { values } = parseArgs({
  options: {
    organization: { type: 'string' },
    store: { type: 'string' },
    email: { type: 'string' },
    name: { type: 'string' },
  },
});
const { organization, name } = values;
const storeId = idSchema<'Store'>().safeParse(values.store);
const email = emailSchema.safeParse(values.email);
const password = passwordSchema.safeParse(process.env.ADMIN_PASSWORD);
const url = process.env.DATABASE_URL;
if (!organization || !name || !storeId.success || !email.success || !password.success || !url) {
  fail(
    'Needed: --organization, --store (its id), --email, --name, and DATABASE_URL and ADMIN_PASSWORD (ten characters or more) in the environment.',
  );
}

const { db } = openPool({ url, maxConnections: 1, onError: () => undefined });
try {
  const organizationId = await organizationBySlug(db, organization);
  if (organizationId === null) fail(`There is no organization ${organization}.`);
  const passwordHash = await hashSecret(password.data);
  const scope = { organizationId, at: Date.now() as EpochMs, actorId: null };
  const made = await asWork(db, scope, async (work) => {
    if (!(await findStore(work, { id: storeId.data as StoreId }))) return null;
    return createAccount(work, {
      email: email.data,
      displayName: name,
      passwordHash,
      role: 'store_admin',
      storeId: storeId.data as StoreId,
    });
  });
  if (made === null) fail(`${organization} has no store ${storeId.data}.`);
  if (!made.ok) fail(`${made.error.code}: ${made.error.message}`);
} finally {
  await db.destroy();
}
process.stdout.write(`${email.data} signs in as the store's admin.\n`);
