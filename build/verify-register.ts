/** Verifies every chain of a register as the server has it, from the entries alone. */
import type { JsonWebKey } from 'node:crypto';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import {
  type Chain,
  chainSchema,
  GENESIS_HASH,
  type SignedEntry,
} from '@second-chance/shared/journal/entry.ts';
import { type ChainHead, verifyRun } from '@second-chance/shared/journal/verify-chain.ts';
import { nodeChainCrypto } from './node-chain-crypto.ts';
import { faultText, type VerifiedChain } from './verified-chain.ts';

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

/** Verifies all epochs and chains of a register, each up to its first fault. */
export async function verifyRegister({
  api,
  registerId,
}: {
  readonly api: JournalApi;
  readonly registerId: RegisterId;
}): Promise<{ readonly chains: readonly VerifiedChain[]; readonly faults: readonly string[] }> {
  const path = `/registers/${registerId}/journal`;
  const chains: VerifiedChain[] = [];
  const { epochs } = await api.get<JournalPage>(path, { epoch: 1, limit: 1 });
  for (const epoch of epochs) {
    for (const chain of chainSchema.options) {
      chains.push(await verifyChain({ api, path, epoch, chain }));
    }
  }
  return { chains, faults: chains.flatMap(faultText) };
}

async function verifyChain({
  api,
  path,
  epoch,
  chain,
}: {
  readonly api: JournalApi;
  readonly path: string;
  readonly epoch: number;
  readonly chain: Chain;
}): Promise<VerifiedChain> {
  let head: ChainHead = { seq: 0, hash: GENESIS_HASH };
  for (;;) {
    const query = { epoch, chain, after: head.seq, limit: PAGE };
    const page = await api.get<JournalPage>(path, query);
    if (page.entries.length === 0) return { epoch, chain, entries: head.seq, fault: null };
    const run = verifyRun({
      entries: page.entries,
      previous: head,
      ...nodeChainCrypto(page.publicKey),
    });
    head = run.head;
    if (run.fault !== null) return { epoch, chain, entries: head.seq, fault: run.fault };
  }
}
