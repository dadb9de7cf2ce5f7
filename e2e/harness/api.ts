/** The server's REST API as a program would use it, signed in as the demo shop's store admin. */
import { emailOf } from '../../build/lib/demo-api.ts';
import { type RestClient, signIn } from '../../build/lib/rest-client.ts';
import { DEMO_PASSWORD, DEMO_STORE } from '../../sync-server/src/demo/demo-shop.ts';

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

/** Signs in at the first call. */
export function apiOf(serverUrl: string): TestApi {
  let admin: RestClient | null = null;

  async function get(path: string): Promise<unknown> {
    const who = { email: emailOf('store_admin'), password: DEMO_PASSWORD };
    admin ??= await signIn({ url: serverUrl, ...who });
    return admin.get(path);
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
