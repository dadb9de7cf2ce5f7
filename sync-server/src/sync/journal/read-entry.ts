/** What an entry says, and what about it does not fit by itself, whatever else is known. Pure. */
import type { ExceptionKind } from '@second-chance/shared/contract/errors.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import {
  parseTypedPayload,
  type TypedPayload,
} from '@second-chance/shared/journal/parse-payload.ts';
import { checkSaleRecord, type FindLine } from '@second-chance/shared/sale/recompute-sale.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import type { CheckedEntry } from './check-run.ts';

/** Something that happened and does not fit; becomes an exception for a person. */
export interface Finding {
  readonly kind: ExceptionKind;
  readonly entry: SignedEntry;
  /** Ids, codes and numbers; never text that came from outside. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ReadEntry extends CheckedEntry {
  /** Null where the payload cannot be projected: a training entry, an unknown type, a bad payload. */
  readonly content: TypedPayload | null;
  readonly findings: readonly Finding[];
}

/** Discrepancies named in one exception; the record itself has them all. */
const DISCREPANCIES_SHOWN = 20;

/**
 * Reads the payload by its type and recomputes a sale; one that names earlier receipts is recomputed
 * beside them (return-findings.ts). Training entries are kept unread.
 */
export function readEntry(checked: CheckedEntry): ReadEntry {
  const { entry } = checked;
  if (entry.chain === 'training') return { ...checked, content: null, findings: [] };
  const found = (kind: ExceptionKind, details: Finding['details']): Finding => ({
    kind,
    entry,
    details,
  });
  const parsed = parseTypedPayload(entry.type, entry.payload);
  if (!parsed.ok) {
    return { ...checked, content: null, findings: [found(parsed.error, { type: entry.type })] };
  }
  const field = unstorableField(entry, parsed.value);
  if (field !== null) {
    const findings = [found('payload_invalid', { type: entry.type, field })];
    return { ...checked, content: null, findings };
  }
  if (parsed.value.type !== 'sale_completed') {
    return { ...checked, content: parsed.value, findings: [] };
  }
  const record = parsed.value.payload;
  const findings = namesReceipts(record) ? [] : totalsFindings({ entry, record });
  return { ...checked, content: parsed.value, findings };
}

/** Whether goods of earlier sales come back by it: then those sales say what its numbers must be. */
export function namesReceipts({ lines }: SaleRecord): boolean {
  return lines.some(({ returnOf }) => returnOf !== null && returnOf.saleId !== null);
}

/** The one finding about numbers of a record that do not follow from its inputs, if any. */
export function totalsFindings(
  { entry, record }: { readonly entry: SignedEntry; readonly record: SaleRecord },
  originals: FindLine = () => null,
): readonly Finding[] {
  const discrepancies = checkSaleRecord(record, { originals });
  if (discrepancies.length === 0) return [];
  const details = {
    saleId: record.saleId,
    count: discrepancies.length,
    discrepancies: discrepancies.slice(0, DISCREPANCIES_SHOWN),
  };
  return [{ kind: 'totals_differ', entry, details }];
}

/** What a column of 32 bits holds. */
const INTEGER_MAX = 2 ** 31 - 1;

/** A field that passes its schema and has no room in the tables; null where all have. */
function unstorableField({ businessDay }: SignedEntry, content: TypedPayload): string | null {
  // PostgreSQL's calendar has no year 0.
  if (businessDay.startsWith('0000')) return 'businessDay';
  if (content.type === 'shift_closed' && content.payload.zNumber > INTEGER_MAX) return 'zNumber';
  if (content.type !== 'sale_completed') return null;
  const { lines } = content.payload;
  if (lines.some(({ returnOf }) => (returnOf?.lineNumber ?? 0) > INTEGER_MAX)) {
    return 'lines.returnOf.lineNumber';
  }
  const numbers = new Set(lines.map(({ lineNumber }) => lineNumber));
  return numbers.size < lines.length ? 'lines.lineNumber' : null;
}
