/** The till's printers and settings as its file holds them. */
import type { DeviceId } from '@second-chance/shared/ids.ts';
import {
  type CounterSettings,
  counterSettingsSchema,
  type DeviceSettings,
  deviceSettingsSchema,
  USUAL_SETTINGS,
} from '@second-chance/shared/printing/device-settings.ts';
import { type RasterText, rasterTextSchema } from '@second-chance/shared/printing/raster.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';

export interface Device {
  readonly id: DeviceId;
  readonly settings: DeviceSettings;
}

/** In the order in which they were set up; the first of a kind is the one that is used. */
export function devicesIn(store: Store): readonly Device[] {
  const rows = store
    .prepare('select device_id as id, settings_json as json from device order by created_at, rowid')
    .all() as readonly { readonly id: DeviceId; readonly json: string }[];
  return rows.map(({ id, json }) => ({
    id,
    settings: deviceSettingsSchema.parse(JSON.parse(json)),
  }));
}

export function saveDevice(
  store: Store,
  { id, settings, at }: Device & { readonly at: EpochMs },
): void {
  store
    .prepare(
      `insert into device (device_id, settings_json, created_at) values (?, ?, ?)
       on conflict (device_id) do update set settings_json = excluded.settings_json`,
    )
    .run(id, JSON.stringify(settings), at);
}

export function deleteDevice(store: Store, id: DeviceId): void {
  store.prepare('delete from device where device_id = ?').run(id);
}

export function counterSettings(store: Store): CounterSettings {
  const saved = readSetting(store, 'counter');
  return saved === null ? USUAL_SETTINGS : counterSettingsSchema.parse(saved);
}

export function saveCounterSettings(store: Store, settings: CounterSettings): void {
  writeSetting(store, 'counter', settings);
}

export function logoIn(store: Store): RasterText | null {
  const saved = readSetting(store, 'logo');
  return saved === null ? null : rasterTextSchema.parse(saved);
}

export function saveLogo(store: Store, logo: RasterText | null): void {
  writeSetting(store, 'logo', logo);
}

function readSetting(store: Store, name: string): unknown {
  const row = store
    .prepare('select value_json as json from counter_setting where name = ?')
    .get(name) as { readonly json: string } | undefined;
  return row === undefined ? null : JSON.parse(row.json);
}

function writeSetting(store: Store, name: string, value: unknown): void {
  store
    .prepare(
      `insert into counter_setting (name, value_json) values (?, ?)
       on conflict (name) do update set value_json = excluded.value_json`,
    )
    .run(name, JSON.stringify(value));
}
