import type { Database } from 'better-sqlite3';
import { sql as till } from './migrations/0001-till.ts';
import { sql as documentLane } from './migrations/0002-document-lane.ts';
import { sql as devices } from './migrations/0003-devices.ts';
import { sql as cardPayments } from './migrations/0004-card-payments.ts';
import { sql as counter } from './migrations/0005-counter.ts';
import { sql as stock } from './migrations/0006-stock.ts';
import { sql as trainingCards } from './migrations/0007-training-cards.ts';
import { sql as countParts } from './migrations/0008-count-parts.ts';
import { StoreError } from './store-error.ts';

/** In order; a file's `user_version` says how many of them it has had. Forward only. */
const MIGRATIONS: readonly string[] = [
  till,
  documentLane,
  devices,
  cardPayments,
  counter,
  stock,
  trainingCards,
  countParts,
];

/**
 * Brings a file to this program's schema, each step in its own transaction.
 * Error: `STORE_TOO_NEW` where a newer till wrote the file; it is left as it is.
 */
export function migrate(sqlite: Database): void {
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    throw new StoreError('STORE_TOO_NEW', `schema ${version}, known up to ${MIGRATIONS.length}`);
  }
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < version) continue;
    sqlite
      .transaction(() => {
        sqlite.exec(migration);
        sqlite.pragma(`user_version = ${index + 1}`);
      })
      .exclusive();
  }
}
