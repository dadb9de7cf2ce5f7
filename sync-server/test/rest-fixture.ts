/** A whole server on a fresh database: one organization, two stores and people of every role. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreId } from '@second-chance/shared/ids.ts';
import type { Role } from '@second-chance/shared/people/roles.ts';
import { aCategory, aSettings, aTaxRate } from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { pino } from 'pino';
import { signAccessToken } from '../src/accounts/access-token.ts';
import { createAccount } from '../src/accounts/create-account.ts';
import { createOrganization } from '../src/accounts/create-organization.ts';
import { newId } from '../src/db/new-id.ts';
import { asWork } from '../src/db/tenant-work.ts';
import { startServer } from '../src/main.ts';
import type { StripeKeys } from '../src/payments/open-providers.ts';
import { asOwner, freshDatabase } from './postgres.ts';

export type RestFixture = Awaited<ReturnType<typeof restFixture>>;

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  readonly body: any;
}

export interface Asked {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export const PASSWORD = 'correct horse battery';

/** `stripe`: keys, where cards are no simulation. */
export async function restFixture({ stripe = null }: { readonly stripe?: StripeKeys | null } = {}) {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-server-'));
  const clock = () => Date.now() as EpochMs;
  const logged: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: database.url,
    dataDir,
    logger,
    ...(stripe !== null && { stripe }),
  });

  async function ask(method: string, path: string, asked: Asked = {}): Promise<RestAnswer> {
    const { token, body, headers = {} } = asked;
    const response = await fetch(server.url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  }

  /** An organization with two stores that have a tax rate and a category each. */
  async function anOrganization(slug: string) {
    const admin = { email: `admin@${slug}.example`, password: PASSWORD, displayName: 'Admin' };
    const made = await createOrganization(server.deps, { slug, name: slug, admin });
    if (!made.ok) throw new Error(made.error.message);
    const { organizationId } = made.value;

    const tokenOf = (accountId: (typeof made.value.admin)['id']) =>
      signAccessToken(server.deps.serverKey, { accountId, organizationId, now: clock() });
    const platform = await tokenOf(made.value.admin.id);

    async function aPerson(role: Role, storeId: StoreId | null) {
      const email = `${role}-${newId()}@${slug}.example`;
      const person = { email, passwordHash: 'none', displayName: role, role, storeId };
      const account = await asWork(
        database.db,
        { organizationId, at: clock(), actorId: null },
        (work) => createAccount(work, person),
      );
      if (!account.ok) throw new Error(account.error.message);
      return { ...account.value, token: await tokenOf(account.value.id) };
    }

    async function aStore(code: string) {
      const storeId = newId<'Store'>();
      const { organizationId: _, ...settings } = aSettings({ id: storeId, code });
      const taxRate = aTaxRate({ id: newId<'TaxRate'>(), storeId });
      const category = aCategory({
        id: newId<'Category'>(),
        storeId,
        taxRateId: taxRate.id,
      });
      const admin = await aPerson('store_admin', storeId);
      const employee = await aPerson('store_employee', storeId);
      const answers = [
        await ask('POST', '/stores', { token: platform, body: settings }),
        await ask('PUT', `/tax-rates/${taxRate.id}`, { token: platform, body: taxRate }),
        await ask('POST', '/categories', { token: admin.token, body: category }),
      ];
      for (const { status, body } of answers) {
        if (status >= 300) throw new Error(JSON.stringify(body));
      }
      return { storeId, taxRate, category, settings, admin, employee };
    }

    return {
      organizationId,
      slug,
      platform,
      aPerson,
      customer: await aPerson('customer', null),
      store: await aStore('S1'),
      otherStore: await aStore('S2'),
    };
  }

  return {
    url: server.url,
    deps: server.deps,
    databaseUrl: database.url,
    logged,
    ask,
    anOrganization,
    /** Rows as the owner sees them. */
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever is there
    query(text: string, values: readonly unknown[] = []): Promise<any[]> {
      return asOwner(database.url, async (owner) => (await owner.query(text, [...values])).rows);
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await database[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The least that makes an item of a store. */
export function aNewItem(
  { storeId, category }: { readonly storeId: string; readonly category: { readonly id: string } },
  fields: Readonly<Record<string, unknown>> = {},
) {
  return {
    id: newId<'Item'>(),
    storeId,
    name: 'Blue denim jacket',
    kind: 'unique',
    categoryId: category.id,
    condition: 'good',
    price: 2_499,
    ...fields,
  };
}
