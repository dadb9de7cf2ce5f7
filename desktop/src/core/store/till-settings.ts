/** How this till is set up, by name. Values are JSON; who reads one checks it. */
import type { Store } from './open-store.ts';

/** Null where it was never set. */
export function tillSetting(store: Store, key: string): unknown {
  const row = store.prepare('select value_json as json from till_setting where key = ?').get(key);
  return row === undefined ? null : JSON.parse((row as { readonly json: string }).json);
}

export function saveTillSetting(store: Store, key: string, value: unknown): void {
  store
    .prepare(
      `insert into till_setting (key, value_json) values (?, ?)
       on conflict (key) do update set value_json = excluded.value_json`,
    )
    .run(key, JSON.stringify(value));
}
