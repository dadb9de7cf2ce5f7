import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb';
import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION } from 'rxdb';
import { joinConnection, leaveConnection } from './connection.ts';
import { openInstance } from './storage-instance.ts';
import type {
  RxStorageInstanceSQLite,
  RxStorageSQLiteInternals,
  RxStorageSQLiteOptions,
  RxStorageSQLiteSettings,
} from './storage-types.ts';

export interface RxStorageSQLite
  extends RxStorage<RxStorageSQLiteInternals, RxStorageSQLiteOptions> {
  createStorageInstance<RxDocType>(
    params: RxStorageInstanceCreationParams<RxDocType, RxStorageSQLiteOptions>,
  ): Promise<RxStorageInstanceSQLite<RxDocType>>;
}

/**
 * An RxStorage for RxDB 17 on better-sqlite3. Any number of databases, collections and schema
 * versions live in one file; see README.md for what it promises.
 */
export function getRxStorageSQLite(settings: RxStorageSQLiteSettings): RxStorageSQLite {
  const storage: RxStorageSQLite = {
    name: 'better-sqlite3',
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance(params) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      const connection = joinConnection(settings.database, storage);
      try {
        return openInstance(connection, params, { failStop: settings.failStop ?? false });
      } catch (failure) {
        leaveConnection(connection);
        throw failure;
      }
    },
  };
  return storage;
}
