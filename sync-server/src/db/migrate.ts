/** Brings a database to the newest schema: the SQL files of `migrations/`, in order, forward only. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Any fixed number; the same for every version of this program. */
const LOCK = 732_605_114;

export interface Migration {
  /** File name without `.sql`: `0001-spine`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text with LF line ends, hex. */
  readonly checksum: string;
}

/** The migrations that this program knows, in order. */
export function migrations(folder: string = FOLDER): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { name: file.slice(0, -'.sql'.length), sql, checksum };
    });
}

/**
 * Applies what is missing, each file in a transaction of its own, and returns the names applied.
 * Nodes that start together wait for each other. A database that a newer version has already moved
 * on is left as it is.
 *
 * Connects as the owner of the schema. Errors: `MigrationChangedError` where a file differs from
 * what was applied under its name; the database is not touched then.
 */
export async function migrate({ url, folder }: MigrateOptions): Promise<readonly string[]> {
  const known = migrations(folder);
  const client = new pg.Client({
    connectionString: url,
    application_name: 'second-chance-migrate',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(
      `create table if not exists schema_migration (
         name text primary key, checksum text not null, applied_at timestamptz not null default now()
       )`,
    );
    const { rows } = await client.query<{ readonly name: string; readonly checksum: string }>(
      'select name, checksum from schema_migration',
    );
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    for (const { name, checksum } of known) {
      if ((applied.get(name) ?? checksum) !== checksum) throw new MigrationChangedError(name);
    }
    const missing = known.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    // Every pool reads which migrations are there, to say whether it is ready.
    if (missing.length > 0) await client.query('grant select on schema_migration to public');
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

export interface MigrateOptions {
  readonly url: string;
  readonly folder?: string;
}

/** An applied migration was edited afterwards: nobody can say what schema the database has. */
export class MigrationChangedError extends Error {
  override readonly name = 'MigrationChangedError';
  constructor(migration: string) {
    super(`migration ${migration} differs from what was applied to this database`);
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [
      name,
      checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`migration ${name} failed`, { cause: error });
  }
}
