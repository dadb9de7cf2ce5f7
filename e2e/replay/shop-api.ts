/** What the replay asks of a shop's server beyond single calls. Anything but success throws. */

import type { NewItem } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { RestClient } from '../../build/lib/rest-client.ts';

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/** Every row of a paged list. */
export async function allRows<Row>(
  api: RestClient,
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
export async function addItems(api: RestClient, items: readonly NewItem[]): Promise<void> {
  for (let start = 0; start < items.length; start += 1_000) {
    await api.send('POST', '/items/batch', { items: items.slice(start, start + 1_000) });
  }
}
