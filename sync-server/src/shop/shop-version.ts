/** What was read of a shop, used again as long as nothing in it changed; see migration 0040. */
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Scope } from '../db/document-repository.ts';

/** Names what is on sale: the same name is the same things. Null where there is none to go by. */
export type ShopVersion = string | null;

/**
 * The version now. What is read after this was asked is at least as new, so it may be kept under it:
 * whoever finds the same version later may use it, and anybody else reads anew.
 */
export async function readShopVersion(
  pool: Pool,
  organizationId: OrganizationId,
): Promise<ShopVersion> {
  const { rows } = await pool.query<{ readonly version: ShopVersion }>({
    name: 'shop-version',
    text: 'select shop_version($1) as version',
    values: [organizationId],
  });
  return rows[0]?.version ?? null;
}

/** The version within a transaction. */
export async function versionOf({ tx, organizationId }: Scope): Promise<ShopVersion> {
  const { rows } = await sql<{ readonly version: ShopVersion }>`
    select shop_version(${organizationId}) as version`.execute(tx);
  return rows[0]?.version ?? null;
}

export interface KeptUnder {
  readonly organizationId: OrganizationId;
  readonly version: ShopVersion;
  /** Says what is read, within the organization. */
  readonly key: string;
}

/** Answers with what was read before, where it was of this version; else reads. One key, one type. */
export type KeepReads = <T>(under: KeptUnder, read: () => Promise<T>) => Promise<T>;

/** Prices of a new day are no new version; they are in all lists after this. */
const KEPT_MS = 30_000;
/** Lists with their first things; each is some tens of kilobytes. */
const KEPT_MAX = 800;

interface Kept {
  readonly version: ShopVersion;
  readonly at: EpochMs;
  readonly value: Promise<unknown>;
}

/** Keeps reads of this node, those that were asked for last. */
export function keepReads(clock: () => EpochMs, most = KEPT_MAX): KeepReads {
  const kept = new Map<string, Kept>();
  function find({ organizationId, version, key }: KeptUnder, read: () => Promise<unknown>) {
    if (version === null) return read();
    const name = `${organizationId} ${key}`;
    const known = kept.get(name);
    kept.delete(name);
    const at = clock();
    if (known !== undefined && known.version === version && at - known.at < KEPT_MS) {
      kept.set(name, known);
      return known.value;
    }
    const made: Kept = { version, at, value: read() };
    kept.set(name, made);
    // Nobody else gets a read that failed.
    made.value.catch(() => kept.get(name) === made && kept.delete(name));
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return made.value;
  }
  return find as KeepReads;
}
