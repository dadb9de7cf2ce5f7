/** The shop that every run is about: two stores, their tills, people and things. */
import { randomUUIDv7 } from 'node:crypto';
import { type RestClient, signIn } from '../../build/lib/rest-client.ts';
import { createAccount } from '../../sync-server/src/accounts/create-account.ts';
import { createOrganization } from '../../sync-server/src/accounts/create-organization.ts';
import { hashSecret } from '../../sync-server/src/accounts/password.ts';
import { openPool } from '../../sync-server/src/db/pool.ts';
import { asWork } from '../../sync-server/src/db/tenant-work.ts';

export const PIN = '4711';
const PASSWORD = 'correct horse battery staple';
const SLUG = 'faults';

export interface ShopItem {
  readonly id: string;
  readonly sku: string;
  readonly kind: 'stocked' | 'unique' | 'service';
  readonly opening: number;
}

export interface ShopStore {
  readonly id: string;
  readonly code: string;
  readonly staffId: string;
  readonly items: readonly ShopItem[];
  /** Things that nobody sells, counts or edits. */
  readonly shelved: readonly ShopItem[];
  /** Register ids by code. */
  readonly registers: Readonly<Record<string, string>>;
  /** E-mail of its admin. */
  readonly admin: string;
}

export interface FaultShop {
  readonly organizationId: string;
  readonly stores: readonly ShopStore[];
  readonly platformAdmin: string;
}

export const newId = (): string => randomUUIDv7();

export function signInTo(url: string, email: string): Promise<RestClient> {
  return signIn({ url, email, password: PASSWORD });
}

export interface ShopPlan {
  readonly stores: readonly { readonly code: string; readonly registers: readonly string[] }[];
}

/** Sets the shop up over a network that is sound. */
export async function setUpShop(
  { url, databaseUrl }: { readonly url: string; readonly databaseUrl: string },
  plan: ShopPlan,
): Promise<FaultShop> {
  const platformAdmin = `platform@${SLUG}.example`;
  const { db } = openPool({ url: databaseUrl, maxConnections: 2, onError: () => undefined });
  try {
    const at = Date.now() as never;
    const made = await createOrganization(
      { db, clock: () => at },
      {
        slug: SLUG,
        name: 'Faults',
        admin: { email: platformAdmin, password: PASSWORD, displayName: 'Platform' },
      },
    );
    if (!made.ok) throw new Error(made.error.message);
    const { organizationId } = made.value;
    const passwordHash = await hashSecret(PASSWORD);
    const platform = await signInTo(url, platformAdmin);
    const stores: ShopStore[] = [];
    for (const { code, registers } of plan.stores) {
      const id = newId();
      await openStore(platform, { id, code });
      const admin = `${code.toLowerCase()}@${SLUG}.example`;
      const person = { email: admin, displayName: 'Store', passwordHash, role: 'store_admin' };
      const account = await asWork(db, { organizationId, at, actorId: null }, (work) =>
        createAccount(work, { ...person, storeId: id } as never),
      );
      if (!account.ok) throw new Error(account.error.message);
      stores.push(await fillStore({ platform, url }, { id, code, registers, admin }));
    }
    return { organizationId, stores, platformAdmin };
  } finally {
    await db.destroy();
  }
}

/** A one-time code for a register. */
export async function enrolmentCode(platform: RestClient, registerId: string): Promise<string> {
  const path = `/registers/${registerId}/enrolment-codes`;
  const { code } = await platform.send<{ readonly code: string }>('POST', path, { id: registerId });
  return code;
}

async function openStore(platform: RestClient, { id, code }: { id: string; code: string }) {
  await platform.send('POST', '/stores', {
    id,
    code,
    name: `Store ${code}`,
    addressLines: [],
    receiptFooter: '',
    currency: 'EUR',
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    dayStartsAt: 0,
    pricesIncludeTax: true,
    taxRounding: 'per_line',
    cashIncrement: code === 'A' ? 1 : 5,
    employeeDiscountLimit: 1_000,
    returnDays: 100,
    cashNotes: [500, 1_000, 2_000, 5_000],
  });
}

interface StoreToFill {
  readonly id: string;
  readonly code: string;
  readonly registers: readonly string[];
  readonly admin: string;
}

async function fillStore(
  { platform, url }: { readonly platform: RestClient; readonly url: string },
  { id: storeId, code, registers: codes, admin }: StoreToFill,
): Promise<ShopStore> {
  const taxRateId = newId();
  await platform.send('PUT', `/tax-rates/${taxRateId}`, {
    id: taxRateId,
    storeId,
    name: 'VAT',
    rates: [{ validFrom: '2000-01-01', basisPoints: 1_900 }],
  });
  const staffId = newId();
  const person = { id: staffId, storeId, displayName: 'Ada', role: 'store_admin', pin: PIN };
  await platform.send('POST', '/staff', person);
  const registers: Record<string, string> = {};
  for (const register of codes) {
    const id = newId();
    await platform.send('POST', '/registers', { id, storeId, code: register, name: register });
    registers[register] = id;
  }
  const store = await signInTo(url, admin);
  const categoryId = newId();
  await store.send('POST', '/categories', { id: categoryId, storeId, name: 'Things', taxRateId });
  const items = itemsOf(code);
  const shelved = shelvedOf(code);
  await store.send('POST', '/items/batch', {
    items: [...items, ...shelved].map(({ id, sku, kind, opening }, index) => ({
      id,
      storeId,
      sku,
      name: `Thing ${sku}`,
      kind,
      categoryId,
      condition: 'good',
      price: 199 + index * 137,
      listedOn: '2020-01-01',
      ...(kind !== 'service' && { openingQuantity: opening }),
    })),
  });
  return { id: storeId, code, staffId, items, shelved, registers, admin };
}

/** Much, little (it runs out), unique things that several sell, and a service. */
function itemsOf(store: string): readonly ShopItem[] {
  const item = itemIn(store);
  return [
    ...Array.from({ length: 8 }, (_, index) => item(`MANY${index + 1}`, 'stocked', 5_000)),
    ...Array.from({ length: 3 }, (_, index) => item(`FEW${index + 1}`, 'stocked', 20)),
    ...Array.from({ length: 4 }, (_, index) => item(`ONE${index + 1}`, 'unique', 1)),
    item('REPAIR', 'service', 0),
  ];
}

function shelvedOf(store: string): readonly ShopItem[] {
  return Array.from({ length: 6 }, (_, index) => itemIn(store)(`KEPT${index + 1}`, 'stocked', 3));
}

const itemIn =
  (store: string) =>
  (name: string, kind: ShopItem['kind'], opening: number): ShopItem => ({
    id: newId(),
    sku: `${store}-${name}`,
    kind,
    opening,
  });
