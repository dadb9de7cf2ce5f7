/** The few REST calls that the replay makes as a store admin. Anything but success throws. */

import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import type { ItemView, NewItem } from '@second-chance/shared/contract/rest/catalogue.ts';

export interface ShopApi {
  get<T>(path: string, query?: Readonly<Record<string, string | number | undefined>>): Promise<T>;
  send<T>(method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown): Promise<T>;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/** Signs in and keeps the session; it is renewed well before it ends. */
export async function signIn({
  url,
  email,
  password,
}: {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}): Promise<ShopApi> {
  let token = '';
  let renewAt = 0;
  async function renew() {
    const session = await call<{ accessToken: string; expiresInSeconds: number; account: Account }>(
      'POST',
      '/auth/login',
      { email, password },
    );
    token = session.accessToken;
    renewAt = performance.now() + session.expiresInSeconds * 500;
  }
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()) as T;
  }
  await renew();
  const fresh = () => (performance.now() > renewAt ? renew() : undefined);
  return {
    async get<T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}) {
      await fresh();
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) {
        if (value !== undefined) search.set(name, String(value));
      }
      return call<T>('GET', search.size > 0 ? `${path}?${search}` : path);
    },
    async send<T>(method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown) {
      await fresh();
      return call<T>(method, path, body);
    },
  };
}

/** Every row of a paged list. */
export async function allRows<Row>(
  api: ShopApi,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Row> = await api.get(path, { ...query, limit: 500, cursor });
    rows.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

/** Adds items in batches of what one call may carry. */
export async function addItems(api: ShopApi, items: readonly NewItem[]): Promise<void> {
  for (let start = 0; start < items.length; start += 1_000) {
    await api.send('POST', '/items/batch', { items: items.slice(start, start + 1_000) });
  }
}

export type { ItemView };
