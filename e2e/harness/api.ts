/** The server's REST API as a program would use it, signed in as the demo shop's store admin. */
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_STORE } from '../../sync-server/src/demo/demo-shop.ts';

export interface TestApi {
  get(path: string): Promise<unknown>;
  itemBySku(sku: string): Promise<ApiItem>;
  sales(): Promise<readonly ApiSale[]>;
}

export interface ApiItem {
  readonly id: string;
  readonly sku: string;
  readonly status: string;
  readonly onHand?: number;
}

export interface ApiSale {
  readonly id: string;
  readonly receiptNumber: string;
  readonly gross: number;
}

/** Signs in afresh for each call, so that a server in between may have died. */
export function apiOf(serverUrl: string): TestApi {
  const admin = DEMO_ACCOUNTS.find(({ role }) => role === 'store_admin');

  async function signIn(): Promise<string> {
    const answer = await fetch(`${serverUrl}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: admin?.email, password: DEMO_PASSWORD }),
    });
    if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { readonly accessToken: string }).accessToken;
  }
  let token: string | null = null;

  async function get(path: string): Promise<unknown> {
    token ??= await signIn();
    const answer = await fetch(serverUrl + path, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  return {
    get,
    async itemBySku(sku) {
      const query = `/items?storeId=${DEMO_STORE}&q=${encodeURIComponent(sku)}&limit=50`;
      const { rows } = (await get(query)) as { readonly rows: readonly ApiItem[] };
      const item = rows.find((row) => row.sku === sku);
      if (item === undefined) throw new Error(`the shop has no ${sku}`);
      return item;
    },
    async sales() {
      const { rows } = (await get(`/sales?storeId=${DEMO_STORE}&limit=500`)) as {
        readonly rows: readonly ApiSale[];
      };
      return rows;
    },
  };
}
