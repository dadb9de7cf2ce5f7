import { hash } from 'node:crypto';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import type { EntrySigner } from './entry-signer.ts';

export interface UnsyncedExport {
  readonly fileName: string;
  readonly content: string;
  readonly entries: number;
}

const FORMAT = 'second-chance/unsynced/v1';

/**
 * Everything that the server has not acknowledged, as a file to carry there by hand.
 *
 * The format is lines of JSON, each ended by a line feed:
 * 1. the head: `format`, `organizationId`, `storeId`, `registerId`, `registerCode`, `exportedAt`
 *    (epoch ms), `entries` (their count);
 * 2. the entries, byte for byte as they travel, by epoch, chain and number;
 * 3. the seal: `sha256` (hex) of all bytes before this line, `keyId`, and `signature`: Ed25519 by
 *    the device's key over the 32 bytes of that hash, base64url.
 *
 * Each entry is signed by its own epoch's key besides, so the seal only tells that nothing is
 * missing. Nothing changes on the till; entries that arrive twice do no harm.
 */
export function exportUnsynced(
  store: Store,
  signer: EntrySigner,
  exportedAt: EpochMs,
): UnsyncedExport {
  const rows = store
    .prepare(
      `select entry.entry_json as json from journal_head head
       join journal_entry entry on entry.epoch = head.epoch and entry.chain = head.chain
         and entry.seq > head.acked_seq
       order by entry.epoch, entry.chain, entry.seq`,
    )
    .all() as readonly { readonly json: string }[];
  const head = {
    format: FORMAT,
    organizationId: signer.organizationId,
    storeId: signer.storeId,
    registerId: signer.registerId,
    registerCode: signer.registerCode,
    exportedAt,
    entries: rows.length,
  };
  const lines = [JSON.stringify(head), ...rows.map(({ json }) => json)];
  const body = `${lines.join('\n')}\n`;
  const digest = hash('sha256', body, 'buffer');
  const seal = {
    sha256: digest.toString('hex'),
    keyId: signer.keyId,
    signature: signer.sign(digest),
  };
  const day = new Date(exportedAt).toISOString().slice(0, 10);
  return {
    fileName: `unsynced-${signer.registerCode}-${day}.jsonl`,
    content: `${body}${JSON.stringify(seal)}\n`,
    entries: rows.length,
  };
}
