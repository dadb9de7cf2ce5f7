import { createPublicKey, type KeyObject } from 'node:crypto';
import type { PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';
import type { OrganizationId, RegisterId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { EpochKey, KnownTill } from './known-till.ts';

export interface FoundTill {
  readonly till: KnownTill;
  readonly revoked: boolean;
  readonly lastContactAt: EpochMs | null;
}

/** A register with the keys of its epochs; null where there is none or it was never enrolled. */
export async function findTill(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  registerId: RegisterId,
): Promise<FoundTill | null> {
  const rows = await tx
    .selectFrom('register as r')
    .innerJoin('register_epoch as e', (join) =>
      join
        .onRef('e.organization_id', '=', 'r.organization_id')
        .onRef('e.store_id', '=', 'r.store_id')
        .onRef('e.register_id', '=', 'r.id'),
    )
    .where('r.organization_id', '=', organizationId)
    .where('r.id', '=', registerId)
    .select(['r.store_id', 'r.code', 'r.epoch as current', 'r.revoked_at', 'r.last_contact_at'])
    .select(['e.epoch', 'e.key_id', 'e.public_key'])
    .execute();
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
  return { till, revoked: row.revoked_at !== null, lastContactAt: row.last_contact_at };
}

/** Notes that the register was heard of. */
export async function noteContact(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: KnownTill,
  at: EpochMs,
): Promise<void> {
  await tx
    .updateTable('register')
    .set({ last_contact_at: at })
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
