/** A till's day, made beforehand: runs of signed sales as they go over the wire. */
import { JOURNAL_RUN_BYTES_MAX } from '@second-chance/shared/contract/sync.ts';
import type {
  ItemId,
  OrganizationId,
  RegisterId,
  SaleId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import type { ChainHead } from '@second-chance/shared/journal/verify-chain.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { formatReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import { aLineInput, anId, aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { aSignedEntry, type RegisterKey } from '@second-chance/shared/test/journal-builder.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';

export interface SalesPlan {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
  readonly registerCode: string;
  /** Sets the ids of this register's sales apart. */
  readonly number: number;
  readonly key: RegisterKey;
  readonly sales: number;
  readonly linesPerSale: number;
  readonly entriesPerRun: number;
  readonly itemIds: readonly ItemId[];
  readonly at: EpochMs;
  readonly businessDay: BusinessDay;
}

export interface SignedRun {
  readonly entries: number;
  readonly body: Buffer;
}

/** Signs all sales of one register. Runs end at the plan's entries or at the protocol's bytes. */
export function signedRuns(plan: SalesPlan): readonly SignedRun[] {
  const runs: SignedRun[] = [];
  let texts: string[] = [];
  let bytes = 0;
  const end = () => {
    if (texts.length === 0) return;
    runs.push({ entries: texts.length, body: Buffer.from(`{"entries":[${texts.join(',')}]}`) });
    texts = [];
    bytes = 0;
  };
  let previous: ChainHead | undefined;
  for (let counter = 1; counter <= plan.sales; counter += 1) {
    const entry = aSignedEntry({
      key: plan.key,
      type: 'sale_completed',
      payload: saleOf(plan, counter),
      ...(previous && { previous }),
      head: {
        organizationId: plan.organizationId,
        storeId: plan.storeId,
        registerId: plan.registerId,
        at: plan.at,
        businessDay: plan.businessDay,
      },
    });
    previous = entry;
    const text = canonicalJson(entry);
    const size = Buffer.byteLength(text) + 1;
    if (texts.length === plan.entriesPerRun || bytes + size > JOURNAL_RUN_BYTES_MAX - 100) end();
    texts.push(text);
    bytes += size;
  }
  end();
  return runs;
}

function saleOf(plan: SalesPlan, counter: number) {
  const { linesPerSale, itemIds, registerCode, number } = plan;
  const lines = Array.from({ length: linesPerSale }, (_, index) => {
    const place = (counter * 7 + index * 31 + number * 13) % itemIds.length;
    return aLineInput({
      lineNumber: index + 1,
      itemId: itemIds[place] ?? null,
      sku: `SKU-${place}`,
      name: `White hanging heart t-light holder, number ${place}`,
      quantity: 1 + ((counter + index) % 3),
      tagPrice: minorUnits(100 + ((counter * 37 + index * 101) % 5_000)),
    });
  });
  const receiptNumber = formatReceiptNumber({ registerCode, epoch: 1, counter });
  const saleId: SaleId = anId(number * 100_000_000 + counter);
  return aSaleRecord({ lines, with: { receiptNumber, saleId } });
}
