/**
 * Makes the first organization of a real installation with its platform admin:
 *
 *   DATABASE_URL=… ADMIN_PASSWORD=… npm run create-organization -- \
 *     --slug my-shop --name "My Shop" --email me@example.com
 */
import { parseArgs } from 'node:util';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { createOrganization } from '../sync-server/src/accounts/create-organization.ts';
import { migrate } from '../sync-server/src/db/migrate.ts';
import { openPool } from '../sync-server/src/db/pool.ts';
import { fail } from './lib/terminal.ts';

const { values } = parseArgs({
  options: { slug: { type: 'string' }, name: { type: 'string' }, email: { type: 'string' } },
});
const { slug, name, email } = values;
const { DATABASE_URL: url, ADMIN_PASSWORD: password } = process.env;
if (!slug || !name || !email || !url || !password) {
  fail('Needed: --slug, --name, --email, and DATABASE_URL and ADMIN_PASSWORD in the environment.');
}

await migrate({ url });
const { db } = openPool({ url, maxConnections: 1, onError: () => undefined });
const created = await createOrganization(
  { db, clock: () => Date.now() as EpochMs },
  { slug, name, admin: { email, password, displayName: name } },
);
await db.destroy();
if (!created.ok) fail(`${created.error.code}: ${created.error.message}`);
console.log(`Organization ${slug} is there; ${email} signs in as its platform admin.`);
