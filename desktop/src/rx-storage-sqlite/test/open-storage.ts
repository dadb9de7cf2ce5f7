import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RxDocumentData, RxJsonSchema } from 'rxdb';
import { fillWithDefaultSettings } from 'rxdb';
import { getRxStorageSQLite } from '../rx-storage-sqlite.ts';
import type { RxStorageInstanceSQLite, RxStorageSQLiteSettings } from '../storage-types.ts';

// biome-ignore lint/suspicious/noExplicitAny: test documents have the form that each test gives them.
export type AnyDocument = any;

/** A folder with a database file, removed at the end of the block. */
export function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), 'rx-storage-'));
  return {
    folder,
    file: join(folder, 'test.sqlite'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface InstanceParams {
  readonly databaseName?: string;
  readonly collectionName?: string;
}

/** The schema as RxDB hands it to a storage. */
export function filled(
  schema: RxJsonSchema<AnyDocument>,
): RxJsonSchema<RxDocumentData<AnyDocument>> {
  return fillWithDefaultSettings(schema);
}

export function creationParams(schema: RxJsonSchema<AnyDocument>, params: InstanceParams = {}) {
  return {
    databaseInstanceToken: 'token',
    databaseName: params.databaseName ?? 'shop',
    collectionName: params.collectionName ?? 'items',
    schema: filled(schema),
    options: {},
    multiInstance: true,
    devMode: true,
  };
}

export function openInstance(
  settings: RxStorageSQLiteSettings,
  schema: RxJsonSchema<AnyDocument>,
  params: InstanceParams = {},
): Promise<RxStorageInstanceSQLite<AnyDocument>> {
  return getRxStorageSQLite(settings).createStorageInstance<AnyDocument>(
    creationParams(schema, params),
  );
}
