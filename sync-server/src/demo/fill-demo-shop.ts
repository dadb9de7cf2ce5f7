import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { Role } from '@second-chance/shared/people/roles.ts';
import type { Result } from '@second-chance/shared/result.ts';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Actor } from '../accounts/actor.ts';
import { createAccount } from '../accounts/create-account.ts';
import { insertOrganization, organizationBySlug } from '../accounts/organization-repository.ts';
import { hashSecret } from '../accounts/password.ts';
import { createCategory } from '../catalogue/categories.ts';
import { createItems } from '../catalogue/create-items.ts';
import type { Database } from '../db/schema.ts';
import { asWork, type TenantWork } from '../db/tenant-work.ts';
import { insertRegister } from '../registers/register-repository.ts';
import { createStaff } from '../staff/staff.ts';
import { putPriceSchedule, putTaxRate } from '../stores/reference-documents.ts';
import { describeStore } from '../stores/store-profile.ts';
import { createStore } from '../stores/stores.ts';
import { DEMO_SETTINGS, type DemoShop, demoShop } from './demo-shop.ts';
import { DEMO_PROFILE } from './store-profile.ts';

export interface DemoOptions {
  readonly db: Kysely<Database>;
  readonly clock: () => EpochMs;
  readonly picturesFolder: string;
}

/**
 * Fills an empty database with the demo shop: all of it or nothing. Leaves a database that has any
 * organization as it is. The pictures are written at every start, so that a new version's show.
 */
export async function fillDemoShop({
  db,
  clock,
  picturesFolder,
}: DemoOptions): Promise<'filled' | 'left'> {
  const at = clock();
  const shop = demoShop(businessDayAt(at, DEMO_SETTINGS));
  const organizations = await db.selectFrom('organization').select('id').limit(2).execute();
  if (organizations.some(({ id }) => id !== shop.organization.id)) return 'left';
  writePictures(shop, picturesFolder);
  if (organizations.length > 0) return 'left';

  const secrets = await hashSecrets(shop);
  await asWork(db, { organizationId: shop.organization.id, at, actorId: null }, async (work) => {
    // Another node may have been quicker; then its shop is seen here on the second try.
    if ((await organizationBySlug(work.tx, shop.organization.slug)) !== null) return;
    await insertOrganization(work, { ...shop.organization, at });
    must(await createStore(work, shop.settings));
    must(await describeStore(work, { document: DEMO_PROFILE, revision: 0 }));
    for (const rate of shop.taxRates) must(await putTaxRate(work, rate));
    for (const ladder of shop.priceSchedules) must(await putPriceSchedule(work, ladder));
    for (const category of shop.categories) must(await createCategory(work, category));
    await addPeople(work, shop, secrets);
    await addRegisters(work, shop);
    // Lists show the newest first: what comes first in the shop is taken in last.
    const items = shop.items
      .toReversed()
      .map(({ document, openingQuantity }) =>
        document.kind === 'stocked' ? { ...document, openingQuantity } : document,
      );
    must(await createItems(work, { storeId: shop.settings.id, items }));
  });
  return 'filled';
}

/** argon2id takes its time, so every secret is hashed before the transaction begins. */
async function hashSecrets({ accounts, staff }: DemoShop): Promise<ReadonlyMap<string, string>> {
  const secrets = [...accounts.map(({ password }) => password), ...staff.map(({ pin }) => pin)];
  const hashed = await Promise.all(
    secrets.map(async (secret) => [secret, await hashSecret(secret)] as const),
  );
  return new Map(hashed);
}

/** Store admins are taken on by the platform's admin, everyone else by the store's. */
async function addPeople(
  work: TenantWork,
  { accounts, staff, settings }: DemoShop,
  secrets: ReadonlyMap<string, string>,
): Promise<void> {
  const actors = new Map<Role, Actor>();
  for (const { password, ...person } of accounts) {
    const passwordHash = secrets.get(password);
    assert(passwordHash !== undefined, 'every password is hashed');
    const { id: accountId, ...account } = must(
      await createAccount(work, { ...person, passwordHash }),
    );
    actors.set(account.role, { ...account, accountId });
  }
  for (const { pin, ...person } of staff) {
    const actor = actors.get(person.role === 'store_admin' ? 'platform_admin' : 'store_admin');
    assert(actor !== undefined, 'the demo shop has admins');
    const pinHash = secrets.get(pin) ?? null;
    const document = { ...person, storeId: settings.id, pinHash, active: true };
    must(await createStaff(work, { actor, person: document }));
  }
}

async function addRegisters(work: TenantWork, { registers, settings }: DemoShop): Promise<void> {
  const place = { organizationId: work.organizationId, storeId: settings.id };
  for (const { id, code, name } of registers) {
    await insertRegister(work.tx, { ...place, registerId: id, code, name });
  }
}

function writePictures({ pictures }: DemoShop, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, svg] of pictures) {
    const file = join(folder, name);
    // One that is there stays untouched, so that what was made from it is not made again.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== svg) writeFileSync(file, svg);
  }
}

/** The demo shop breaks no rule: a refusal is a bug in it. */
function must<T>(result: Result<T, CodedError>): T {
  assert(result.ok, `the demo shop was refused: ${JSON.stringify(result.ok || result.error)}`);
  return result.value;
}
