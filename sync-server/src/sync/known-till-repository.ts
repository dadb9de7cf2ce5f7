import { createPublicKey, type KeyObject } from 'node:crypto';
import type { PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';
import type { TillStatus } from '@second-chance/shared/contract/till-status.ts';
import type { OrganizationId, RegisterId, StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import pg, { type Pool } from 'pg';
import { settingOrganization, type TenantTransaction } from '../db/tenant-transaction.ts';
import type { EpochKey, KnownTill } from './known-till.ts';

export interface FoundTill {
  readonly till: KnownTill;
  readonly revoked: boolean;
  readonly lastContactAt: EpochMs | null;
  /** As the till told last; null: it never did. */
  readonly unsentEntries: number | null;
}

interface RegisterRow {
  readonly store_id: StoreId;
  readonly code: string;
  readonly current: number;
  readonly revoked_at: EpochMs | null;
  readonly last_contact_at: EpochMs | null;
  readonly unsent_entries: number | null;
  readonly epoch: number;
  readonly key_id: string;
  readonly public_key: PublicKeyJwk;
}

/**
 * A register with the keys of its epochs; null where there is none or it was never enrolled.
 *
 * Every request of every till asks this, so it is one round trip: two statements sent together are
 * one transaction, in which the organization is set for the second.
 */
export async function findTill(
  pool: Pool,
  organizationId: OrganizationId,
  registerId: RegisterId,
): Promise<FoundTill | null> {
  const register = pg.escapeLiteral(registerId);
  const results: unknown = await pool.query(
    `${settingOrganization(organizationId)}
    select r.store_id, r.code, r.epoch as current, r.revoked_at, r.last_contact_at, r.unsent_entries,
      e.epoch, e.key_id, e.public_key
    from register r
    join register_epoch e on e.organization_id = r.organization_id and e.store_id = r.store_id
      and e.register_id = r.id
    where r.organization_id = current_organization() and r.id = ${register}`,
  );
  // The driver answers several statements with several results, which its types do not know.
  const [, { rows }] = results as readonly [unknown, { readonly rows: readonly RegisterRow[] }];
  const row = rows[0];
  if (!row) return null;
  const till: KnownTill = {
    organizationId,
    storeId: row.store_id,
    registerId,
    code: row.code,
    epoch: row.current,
    epochs: new Map(
      rows.map(({ epoch, key_id, public_key }) => [epoch, keyOf(key_id, public_key)]),
    ),
  };
  return {
    till,
    revoked: row.revoked_at !== null,
    lastContactAt: row.last_contact_at,
    unsentEntries: row.unsent_entries,
  };
}

/** Notes that the register was heard of, and what it told of itself. */
export async function noteContact(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: KnownTill,
  { at, status }: { readonly at: EpochMs; readonly status: TillStatus | null },
): Promise<void> {
  await tx
    .updateTable('register')
    .set({
      last_contact_at: at,
      ...(status !== null && {
        unsent_entries: status.unsentEntries,
        oldest_unsent_at: status.oldestUnsentAt,
      }),
      ...(status?.appVersion != null && { app_version: status.appVersion }),
    })
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('id', '=', registerId)
    .execute();
}

/** Keys in the form that verifies, by thumbprint. A key never changes, so none of this can be stale. */
const KEYS_KEPT = 2_000;
const keys = new Map<string, KeyObject>();

function keyOf(keyId: string, jwk: PublicKeyJwk): EpochKey {
  let publicKey = keys.get(keyId);
  if (!publicKey) {
    publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    if (keys.size >= KEYS_KEPT) keys.clear();
    keys.set(keyId, publicKey);
  }
  return { keyId, publicKey };
}
