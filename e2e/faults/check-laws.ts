/** The laws of DESIGN.md, held against tills, server and what people were told. */
import { checkChains } from './check-chains.ts';
import { checkDocuments } from './check-documents.ts';
import { checkEdits } from './check-edits.ts';
import { checkSales } from './check-sales.ts';
import { checkStock } from './check-stock.ts';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import { ask } from './postgres.ts';

/** What a shop under such a workload has to expect, and nothing else. */
const EXPECTED_EXCEPTIONS = new Set([
  'sold_twice',
  'below_zero',
  'clock_skew',
  'journal_fork',
  'return_exceeds_sale',
]);

/** To be called when everybody is in step. Closes the tills: the last laws are about their files. */
export async function checkLaws(world: FaultWorld): Promise<void> {
  await checkDocuments(world);
  await checkEdits(world);
  await checkStock(world);
  await checkExceptions(world);
  await Promise.all(world.tills.map((till) => till.child().call('close', null)));
  await checkSales(world);
  await checkChains(world);
}

async function checkExceptions({ postgres, ledger }: FaultWorld): Promise<void> {
  const raised = await ask<{ readonly kind: string; readonly details: unknown }>(
    postgres.url,
    'select kind, details from exception',
  );
  for (const { kind, details } of raised) {
    if (EXPECTED_EXCEPTIONS.has(kind)) continue;
    breach(ledger, 'a sound till gives the server nothing to wonder about', { kind, details });
  }
  const forks = raised.filter(({ kind }) => kind === 'journal_fork').length;
  if (forks > 1) breach(ledger, 'one copied disk is one fork', `${forks} forks were raised`);
}
