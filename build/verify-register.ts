import type { JsonWebKey } from 'node:crypto';
import { chainCrypto } from '@second-chance/desktop/src/core/journal/chain-crypto.ts';
import type {
  JournalFault,
  JournalReport,
} from '@second-chance/desktop/src/core/journal/verify-journal.ts';
import { ed25519PublicKey } from '@second-chance/desktop/src/core/register/public-key.ts';
import { publicKeySchema } from '@second-chance/shared/contract/sync.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import {
  type Chain,
  chainSchema,
  GENESIS_HASH,
  type SignedEntry,
} from '@second-chance/shared/journal/entry.ts';
import { type ChainHead, verifyRun } from '@second-chance/shared/journal/verify-chain.ts';

/** How the pages of a chain are read; the REST API of a server in practice. */
export interface JournalApi {
  get<T>(path: string, query: Readonly<Record<string, string | number>>): Promise<T>;
}

interface JournalPage {
  readonly publicKey: JsonWebKey;
  readonly epochs: readonly number[];
  readonly entries: readonly SignedEntry[];
}

const PAGE = 500;

/** Verifies all epochs and chains of a register as the server has it; stops at the first fault. */
export async function verifyRegister({
  api,
  registerId,
}: {
  readonly api: JournalApi;
  readonly registerId: RegisterId;
}): Promise<JournalReport> {
  const path = `/registers/${registerId}/journal`;
  const { epochs } = await api.get<JournalPage>(path, { epoch: 1, limit: 1 });
  let entries = 0;
  for (const epoch of epochs) {
    for (const chain of chainSchema.options) {
      const report = await verifyChain({ api, path, epoch, chain });
      entries += report.entries;
      if (report.fault !== null) return { entries, fault: report.fault };
    }
  }
  return { entries, fault: null };
}

interface ChainAddress {
  readonly api: JournalApi;
  readonly path: string;
  readonly epoch: number;
  readonly chain: Chain;
}

async function verifyChain({ api, path, epoch, chain }: ChainAddress): Promise<JournalReport> {
  let head: ChainHead = { seq: 0, hash: GENESIS_HASH };
  for (;;) {
    const query = { epoch, chain, after: head.seq, limit: PAGE };
    const { entries, publicKey } = await api.get<JournalPage>(path, query);
    if (entries.length === 0) return { entries: head.seq, fault: null };
    const key = ed25519PublicKey(publicKeySchema.parse(publicKey));
    const run = verifyRun({ entries, previous: head, ...chainCrypto(key) });
    head = run.head;
    if (run.fault !== null) {
      const fault: JournalFault = { epoch, chain, ...run.fault };
      return { entries: head.seq, fault };
    }
  }
}
