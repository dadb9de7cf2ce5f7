/** Journals: sound and signed at both ends, and the same bytes. */
import { join } from 'node:path';
import { chainCrypto } from '@second-chance/desktop/src/core/journal/chain-crypto.ts';
import { verifyJournal } from '@second-chance/desktop/src/core/journal/verify-journal.ts';
import { ed25519PublicKey } from '@second-chance/desktop/src/core/register/public-key.ts';
import { readSnapshot } from '@second-chance/desktop/src/core/store/read-snapshot.ts';
import { GENESIS_HASH, type SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { verifyRun } from '@second-chance/shared/journal/verify-chain.ts';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import { ask } from './postgres.ts';

interface KeptEntry {
  readonly epoch: number;
  readonly chain: string;
  readonly seq: number;
  readonly json: string;
}

export async function checkChains(world: FaultWorld): Promise<void> {
  await checkServerChains(world);
  for (const till of world.tills) await checkTillChains(world, till);
}

async function checkServerChains({ ledger, postgres }: FaultWorld): Promise<void> {
  const chains = await ask<{
    readonly register: string;
    readonly epoch: number;
    readonly chain: string;
    readonly key: never;
    readonly head: { readonly seq: number; readonly hash: string };
    readonly entries: readonly string[];
  }>(
    postgres.url,
    `select h.register_id as register, h.epoch, h.chain, e.public_key as key,
       json_build_object('seq', h.seq, 'hash', h.hash) as head,
       array(select j.entry from journal_entry j where j.register_id = h.register_id
         and j.epoch = h.epoch and j.chain = h.chain order by j.seq) as entries
     from journal_head h join register_epoch e using (organization_id, store_id, register_id, epoch)`,
  );
  for (const { register, epoch, chain, key, head, entries: texts } of chains) {
    const entries = texts.map((text) => JSON.parse(text) as SignedEntry);
    const run = verifyRun({
      entries,
      previous: { seq: 0, hash: GENESIS_HASH },
      ...chainCrypto(ed25519PublicKey(key)),
    });
    const where = { register, epoch, chain };
    if (run.fault !== null) breach(ledger, 'chains are valid', { ...where, fault: run.fault });
    if (run.head.seq !== head.seq || run.head.hash !== head.hash) {
      breach(ledger, 'a head is the last entry of its chain', { ...where, head, last: run.head });
    }
  }
}

/** Of a till that is off: what is on its disk is sound, and with the server. */
export async function checkTillChains(
  { ledger, postgres }: Pick<FaultWorld, 'ledger' | 'postgres'>,
  { name, dataDir, registerId }: FaultWorld['tills'][number],
): Promise<void> {
  const file = join(dataDir, 'till.db');
  const { fault } = readSnapshot(file, verifyJournal);
  if (fault !== null) breach(ledger, 'chains are valid', { till: name, fault });
  const own = readSnapshot(file, (reader) =>
    reader.prepare('select epoch, chain, seq, entry_json as json from journal_entry').all(),
  ) as readonly KeptEntry[];
  const kept = await ask<KeptEntry>(
    postgres.url,
    `select epoch, chain, seq::int as seq, entry as json from journal_entry where register_id = $1
     union all
     select epoch, chain, seq::int, entry from journal_evidence where register_id = $1`,
    [registerId],
  );
  const texts = new Set(kept.map(({ json }) => json));
  for (const { epoch, chain, seq, json } of own) {
    if (texts.has(json)) continue;
    breach(ledger, "every entry of a till is the server's, byte for byte", {
      till: name,
      epoch,
      chain,
      seq,
    });
  }
}
