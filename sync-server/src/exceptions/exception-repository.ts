/** What happened and does not fit, for a person to settle. Raised beside the change, never instead. */

import type { ExceptionKind } from '@second-chance/shared/contract/errors.ts';
import type { OrganizationId, RegisterId, StoreId } from '@second-chance/shared/ids.ts';
import type { Chain } from '@second-chance/shared/journal/entry.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import { bigintArray, textArray, uuidArray } from '../db/binary-arrays.ts';
import { newId } from '../db/new-id.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export interface RaisedException {
  readonly kind: ExceptionKind;
  /** Where in a journal it happened. */
  readonly seq: number;
  readonly hash: string;
  /** Ids, codes and numbers that say what does not fit. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Records exceptions about entries of one chain. */
export async function raiseExceptions(
  tx: TenantTransaction,
  place: {
    readonly organizationId: OrganizationId;
    readonly storeId: StoreId;
    readonly registerId: RegisterId;
    readonly epoch: number;
    readonly chain: Chain;
  },
  { raised, at }: { readonly raised: readonly RaisedException[]; readonly at: EpochMs },
): Promise<void> {
  if (raised.length === 0) return;
  await sql`
    insert into exception
      (organization_id, store_id, register_id, epoch, chain, raised_at, id, kind, seq, hash, details)
    select ${place.organizationId}::uuid, ${place.storeId}::uuid, ${place.registerId}::uuid,
      ${place.epoch}::int, ${place.chain}::text, ${at}::bigint, e.id, e.kind, e.seq, e.hash,
      e.details::jsonb
    from unnest(
      ${uuidArray(raised.map(() => newId()))}::uuid[],
      ${textArray(raised.map(({ kind }) => kind))}::text[],
      ${bigintArray(raised.map(({ seq }) => seq))}::bigint[],
      ${textArray(raised.map(({ hash }) => hash))}::text[],
      ${textArray(raised.map(({ details }) => JSON.stringify(details)))}::text[]
    ) as e (id, kind, seq, hash, details)`.execute(tx);
}
