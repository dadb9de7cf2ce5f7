/** A register's journal as lines of JSON, for whoever checks it: the entries byte for byte. */
import type { PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';
import type { Chain } from '@second-chance/shared/journal/entry.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import type { RegisterPlace } from './enrolment-repository.ts';

/** The first line: what the entries behind it are checked with. */
export interface JournalHeader {
  readonly publicKey: PublicKeyJwk;
  readonly keyId: string;
  readonly epochs: readonly number[];
  /** Where the chain stood when the reading began. */
  readonly head: { readonly seq: number; readonly hash: string };
}

interface Wanted {
  readonly epoch: number;
  readonly chain: Chain;
}

/** Null where the register has no such epoch. */
export function journalHeader(
  db: Kysely<Database>,
  { organizationId, storeId, registerId }: RegisterPlace,
  { epoch, chain }: Wanted,
): Promise<JournalHeader | null> {
  return inTenant(db, organizationId, async (tx) => {
    const epochs = await tx
      .selectFrom('register_epoch')
      .select(['epoch', 'public_key', 'key_id'])
      .where('organization_id', '=', organizationId)
      .where('store_id', '=', storeId)
      .where('register_id', '=', registerId)
      .orderBy('epoch')
      .execute();
    const key = epochs.find((row) => row.epoch === epoch);
    const head = await tx
      .selectFrom('journal_head')
      .select(['seq', 'hash'])
      .where('organization_id', '=', organizationId)
      .where('store_id', '=', storeId)
      .where('register_id', '=', registerId)
      .where('epoch', '=', epoch)
      .where('chain', '=', chain)
      .executeTakeFirst();
    if (!key || !head) return null;
    const numbers = epochs.map((row) => row.epoch);
    return { publicKey: key.public_key, keyId: key.key_id, epochs: numbers, head };
  });
}

const PAGE = 1_000;

/** The header, then every entry above `after` up to the head, one line each, several at a time. */
export async function* journalLines(
  db: Kysely<Database>,
  {
    place: { organizationId, storeId, registerId },
    header,
    epoch,
    chain,
    after,
  }: Wanted & {
    readonly place: RegisterPlace;
    readonly header: JournalHeader;
    readonly after: number;
  },
): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  for (let from = after; from < header.head.seq; ) {
    const rows = await inTenant(db, organizationId, (tx) =>
      tx
        .selectFrom('journal_entry')
        .select(['seq', 'entry'])
        .where('organization_id', '=', organizationId)
        .where('store_id', '=', storeId)
        .where('register_id', '=', registerId)
        .where('epoch', '=', epoch)
        .where('chain', '=', chain)
        .where('seq', '>', from)
        .where('seq', '<=', header.head.seq)
        .orderBy('seq')
        .limit(PAGE)
        .execute(),
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ entry }) => `${entry}\n`).join('');
    from = last.seq;
  }
}
