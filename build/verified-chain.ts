import type { Chain } from '@second-chance/shared/journal/entry.ts';
import type { ChainFault } from '@second-chance/shared/journal/verify-chain.ts';

/** What verification found in one chain of one epoch. */
export interface VerifiedChain {
  readonly epoch: number;
  readonly chain: Chain;
  /** Entries from the first on that hold. */
  readonly entries: number;
  readonly fault: ChainFault | null;
}

const FAULTS: Readonly<Record<ChainFault['code'], string>> = {
  seq_unexpected: 'the number does not follow the one before',
  prev_hash_differs: 'it does not point at the entry before it',
  key_unexpected: 'it names another key than the one the register enrolled with',
  not_canonical: 'its payload has a value that no journal entry can have',
  hash_differs: 'its content is not what was hashed',
  signature_invalid: "its signature is not the register's",
};

/** A chain's fault as a sentence for a person; none where it holds. */
export function faultText({ epoch, chain, fault }: VerifiedChain): readonly string[] {
  if (fault === null) return [];
  const expected = fault.expected === null ? '' : ` (expected ${fault.expected})`;
  return [
    `epoch ${epoch}, ${chain} chain, entry ${fault.seq}: ${FAULTS[fault.code]}${expected} [${fault.code}]`,
  ];
}
