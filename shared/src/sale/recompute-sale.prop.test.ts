import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anId, aSaleRecord } from '../../test/builders.ts';
import { someSaleRecord } from '../../test/sale-generators.ts';
import { canonicalJson } from '../journal/canonical-json.ts';
import { parsePayload } from '../journal/parse-payload.ts';
import { MINOR_UNITS_MAX } from '../money/minor-units.ts';
import type { LineInput } from './line-input.ts';
import { checkSaleRecord, type FindLine } from './recompute-sale.ts';
import { mirrorLine } from './return-line.ts';
import type { SaleRecord } from './sale-record.ts';
import { mirrorSale } from './void-sale.ts';

function voidOf(record: SaleRecord): SaleRecord {
  return mirrorSale(record, {
    saleId: anId(99),
    receiptNumber: 'A1-1-000099',
    shiftId: record.shiftId,
    reason: 'mistake',
    tenderIds: record.tenders.map((_, index) => anId(index + 50)),
  });
}

/** Takes back some pieces of some lines, beside which new goods may be sold: an exchange. */
const someExchange = fc
  .tuple(
    someSaleRecord,
    fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
    fc.boolean(),
    someSaleRecord,
  )
  .map(([sale, sizes, buysMore, other]) => {
    const mirrored = sale.lines.map((line, index): LineInput => {
      const alreadyReturned = (sizes[index % sizes.length] ?? 0) % line.quantity;
      const quantity = line.quantity - alreadyReturned;
      const lineNumber = index + 1;
      const how = { saleId: sale.saleId, reason: 'wrong_size', note: '', restock: true } as const;
      return { mirrored: mirrorLine(line, { ...how, lineNumber, quantity, alreadyReturned }) };
    });
    const [bought] = other.lines;
    const more = buysMore && bought !== undefined ? [inputLike(bought, mirrored.length + 1)] : [];
    const { pricesIncludeTax, taxRounding } = sale;
    const record = aSaleRecord({
      lines: [...mirrored, ...more],
      settings: { pricesIncludeTax, taxRounding },
      with: { saleId: anId(2) },
    });
    return { sale, record };
  });

function inputLike(line: SaleRecord['lines'][number], lineNumber: number): LineInput {
  const { itemId, sku, name, quantity, tracksStock, tax, unitCost, note, pricePath } = line;
  const [tag] = pricePath;
  const tagPrice = tag?.step === 'tag' ? tag.unitPrice : line.gross;
  const plain = { markdown: null, override: null, discount: null, promotion: null };
  return {
    lineNumber,
    itemId,
    sku,
    name,
    quantity,
    tracksStock,
    tagPrice,
    ...plain,
    tax,
    unitCost,
    note,
  };
}

function linesOf(...records: readonly SaleRecord[]): FindLine {
  return (saleId, lineNumber) => {
    const record = records.find((candidate) => candidate.saleId === saleId);
    return record?.lines.find((line) => line.lineNumber === lineNumber) ?? null;
  };
}

test('a sale that was priced and paid has nothing that does not follow', () => {
  fc.assert(
    fc.property(someSaleRecord, (record) => {
      expect(checkSaleRecord(record)).toEqual([]);
      expect(parsePayload('sale_completed', record)).toEqual({ ok: true, value: record });
    }),
    { numRuns: 500 },
  );
});

test('neither has a return or an exchange, also beside the lines that it refers to', () => {
  fc.assert(
    fc.property(someExchange, ({ sale, record }) => {
      expect(checkSaleRecord(record)).toEqual([]);
      expect(checkSaleRecord(record, { originals: linesOf(sale) })).toEqual([]);
      expect(parsePayload('sale_completed', record).ok).toBe(true);
    }),
  );
});

test('neither has a void, of a sale as of an exchange, and together they are nothing', () => {
  fc.assert(
    fc.property(someExchange, ({ sale, record }) => {
      for (const undone of [sale, record]) {
        const undo = voidOf(undone);
        expect(checkSaleRecord(undo, { originals: linesOf(sale, record) })).toEqual([]);
        expect(parsePayload('sale_completed', undo).ok).toBe(true);
        for (const amount of ['net', 'taxAmount', 'gross', 'cashRounding'] as const) {
          expect(undone[amount] + undo[amount]).toBe(0);
        }
        const settled = [...undone.tenders, ...undo.tenders];
        expect(settled.reduce((total, { amount }) => total + amount, 0)).toBe(0);
      }
    }),
  );
});

type Path = readonly (string | number)[];

/** Where the numbers of a record stand that follow from its others. */
function amountPaths(record: SaleRecord): readonly Path[] {
  const paths: Path[] = [['net'], ['taxAmount'], ['gross'], ['cashRounding']];
  for (const [place, line] of record.lines.entries()) {
    const at = ['lines', place];
    for (const name of ['lineNumber', 'quantity', 'net', 'taxAmount', 'gross'])
      paths.push([...at, name]);
    for (const [step] of line.pricePath.entries()) {
      for (const name of ['change', 'total']) paths.push([...at, 'pricePath', step, name]);
    }
    paths.push([...at, 'pricePath', 0, 'unitPrice']);
  }
  for (const [place] of record.taxTotals.entries()) {
    for (const name of ['net', 'taxAmount', 'gross']) paths.push(['taxTotals', place, name]);
  }
  for (const [place] of record.tenders.entries()) {
    for (const name of ['amount', 'tendered', 'change']) paths.push(['tenders', place, name]);
  }
  return paths;
}

/** Where the other numbers stand: those that amounts follow from. */
function inputPaths(record: SaleRecord): readonly Path[] {
  const paths: Path[] = record.cartDiscount === null ? [] : [['cartDiscount', 'value']];
  for (const [place, line] of record.lines.entries()) {
    const at = ['lines', place];
    paths.push([...at, 'tax', 'basisPoints'], [...at, 'unitCost']);
    if (line.returnOf !== null) paths.push([...at, 'returnOf', 'alreadyReturned']);
    for (const [index, { step }] of line.pricePath.entries()) {
      if (step === 'override') paths.push([...at, 'pricePath', index, 'unitPrice']);
      if (step === 'markdown') paths.push([...at, 'pricePath', index, 'basisPoints']);
      if (step === 'line_discount') paths.push([...at, 'pricePath', index, 'value']);
    }
  }
  return paths;
}

/** A copy with one number moved. */
function tampered(record: SaleRecord, path: Path, by: number): SaleRecord {
  return withNumber(record, path, (number) => number + by);
}

function withNumber(record: SaleRecord, path: Path, next: (number: number) => number): SaleRecord {
  const copy = structuredClone(record);
  let owner = copy as unknown as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) owner = owner[key] as typeof owner;
  const name = path.at(-1) ?? '';
  owner[name] = next(owner[name] as number);
  return copy;
}

test('any single number moved is found', () => {
  const anyRecord = fc.oneof(
    someSaleRecord,
    someExchange.map(({ record }) => record),
    someExchange.map(({ sale }) => voidOf(sale)),
  );
  fc.assert(
    fc.property(anyRecord, fc.nat(), fc.constantFrom(1, -1, 7, -100), (record, place, by) => {
      const paths = amountPaths(record);
      const path = paths[place % paths.length] ?? [];
      fc.pre(!isFreeOfCharge(record, path));
      const moved = tampered(record, path, by);
      // A price below zero and the like is refused before anybody computes with it.
      fc.pre(parsePayload('sale_completed', moved).ok);
      const found = checkSaleRecord(moved);
      expect(found.length, `${path.join('.')} by ${by}`).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
});

/** How many pieces were given away for nothing is a number that no other follows from. */
function isFreeOfCharge(record: SaleRecord, path: Path): boolean {
  if (path.at(-1) !== 'quantity') return false;
  const [tag, ...steps] = record.lines[Number(path[1])]?.pricePath ?? [];
  return tag?.step === 'tag' && tag.unitPrice === 0 && steps.length === 0;
}

test('a cent moved between net and tax of a return is found beside the original', () => {
  fc.assert(
    fc.property(someExchange, fc.nat(), ({ sale, record }, place) => {
      const returned = record.lines.filter(({ returnOf }) => returnOf !== null);
      const index = place % returned.length;
      // Consistent in itself, but not what was sold.
      const copy = structuredClone(record);
      const line = copy.lines[index];
      if (line === undefined) throw new Error('a return has a line');
      const move = (amounts: { net: number; taxAmount: number }) => {
        amounts.net += 1;
        amounts.taxAmount -= 1;
      };
      move(line);
      const found = checkSaleRecord(copy, { originals: linesOf(sale) });
      expect(found.map(({ path }) => path)).toContain(`lines.${index + 1}.taxAmount`);
    }),
  );
});

test('a record of hostile numbers is answered and never throws, beside hostile originals', () => {
  const extreme = fc.constantFrom(
    -MINOR_UNITS_MAX,
    MINOR_UNITS_MAX,
    Number.MAX_SAFE_INTEGER,
    0,
    -1,
    1,
    100_000,
    999_999,
  );
  const many = fc.array(fc.tuple(fc.nat(), extreme), { maxLength: 6 });
  const spoil = (record: SaleRecord, moves: readonly (readonly [number, number])[]) => {
    const paths = [...amountPaths(record), ...inputPaths(record)];
    return moves.reduce((spoilt, [place, value]) => {
      const next = withNumber(spoilt, paths[place % paths.length] ?? [], () => value);
      return parsePayload('sale_completed', next).ok ? next : spoilt;
    }, record);
  };
  fc.assert(
    fc.property(someExchange, many, many, ({ sale, record }, moves, others) => {
      for (const honest of [sale, record, voidOf(sale)]) {
        const hostile = spoil(honest, moves);
        const found = checkSaleRecord(hostile, { originals: linesOf(spoil(sale, others)) });
        expect(canonicalJson(found)).not.toBe('');
      }
    }),
    { numRuns: 150 },
  );
});
