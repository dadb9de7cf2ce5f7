import type { Database } from 'better-sqlite3';
import type {
  BulkWriteRow,
  RxStorageBulkWriteResponse,
  RxStorageDefaultCheckpoint,
  RxStorageInstance,
} from 'rxdb';

/** How to open the storage. */
export interface RxStorageSQLiteSettings {
  /**
   * The database file (made when absent), `:memory:`, or a connection of your own. A file is opened
   * with WAL and `synchronous=FULL`; a connection keeps the settings that you gave it.
   */
  readonly database: string | Database;
  /**
   * After a write that failed for any reason but a conflict, or a read that SQLite refused, reject
   * everything until all instances on the connection were closed. RxDB's replication forgets a document whose write was rejected
   * once; a storage that stops makes it start again from its last checkpoint. Default: false.
   */
  readonly failStop?: boolean;
}

export type RxStorageSQLiteOptions = Record<string, never>;

/** What is under an instance, for those who read the same tables in SQL. */
export interface RxStorageSQLiteInternals {
  readonly connection: Database;
  /** Name of the table of documents; not quoted. */
  readonly table: string;
  /** Column of each indexed field, by the path of the field. */
  readonly columns: ReadonlyMap<string, string>;
}

export interface RxStorageInstanceSQLite<RxDocType>
  extends RxStorageInstance<
    RxDocType,
    RxStorageSQLiteInternals,
    RxStorageSQLiteOptions,
    RxStorageDefaultCheckpoint
  > {
  /**
   * `bulkWrite` for a transaction of your own on the same connection: it is done on return and
   * throws what fails, so that your transaction fails with it. Events leave after your commit, and
   * not at all when you roll back. New attachment data is not possible here: reading a Blob takes
   * a promise.
   */
  bulkWriteSync(
    documentWrites: BulkWriteRow<RxDocType>[],
    context: string,
  ): RxStorageBulkWriteResponse<RxDocType>;
}
