/** What a count found, shown before anything changes, and then entered. */
import { categoriesBelow } from '@second-chance/shared/catalogue/category-tree.ts';
import type {
  CountHead,
  CountLine,
  CountReview,
} from '@second-chance/shared/contract/till/count-views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, StockCountId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ok } from '@second-chance/shared/result.ts';
import { countDifference } from '@second-chance/shared/stock/count-stock.ts';
import { STOCK_LINES_MAX } from '@second-chance/shared/stock/stock-entries.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { documentOf, tableOf } from '../documents/collection-tables.ts';
import { allOrNone } from '../editing/all-or-none.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { insertMovement } from '../stock/insert-movement.ts';
import { noteEntered } from '../stock/stock-documents.ts';
import type { Session } from '../till-context.ts';
import { countById, countedItems, endCount } from './count-rows.ts';
import { ledgerSince } from './ledger-then.ts';
import { openCount } from './run-count.ts';

/** Differences first; of lines that are right only these many. */
const LINES_SHOWN = 2_000;

interface Line extends CountLine {
  readonly countedAt: EpochMs;
}

/** Error: NOT_FOUND. */
export function reviewCount(
  session: Session,
  { countId }: { readonly countId: StockCountId },
): Outcome<CountReview> {
  const count = countById(session, countId);
  if (count === null) return refuse('NOT_FOUND', 'no such count');
  return ok(reviewOf(count, linesOf(session, count)));
}

/**
 * Makes the ledger say what was counted, by journal entries of up to 1,000 lines; what moved after
 * an item was counted counts on top. `zeroMissed`: what the ledger has in the counted category and
 * nobody scanned is gone. Errors: those of `openCount` and `authorize`.
 */
export function postCount(
  session: Session,
  {
    countId,
    zeroMissed,
    approval,
  }: {
    readonly countId: StockCountId;
    readonly zeroMissed: boolean;
    readonly approval?: Approval | undefined;
  },
): Outcome<CountReview> {
  return allOrNone(session.store, () => {
    const allowed = authorize(session, 'adjust_stock', approval);
    if (!allowed.ok) return allowed;
    const open = openCount(session, countId);
    if (!open.ok) return open;
    const all = linesOf(session, open.value);
    const lines = zeroMissed ? all : all.filter(({ missed }) => !missed);
    for (let from = 0; from < lines.length; from += STOCK_LINES_MAX) {
      const some = lines.slice(from, from + STOCK_LINES_MAX);
      enter(session, open.value, some, allowed.value.approvedBy);
    }
    endCount(session, countId, 'posted');
    session.onHand.forget();
    const count = countById(session, countId);
    return count === null ? refuse('NOT_FOUND', 'no such count') : ok(reviewOf(count, lines));
  });
}

function enter(
  session: Session,
  { id, name }: CountHead,
  lines: readonly Line[],
  approvedBy: Session['me']['id'] | null,
): void {
  session.append(
    {
      type: 'stock_counted',
      payload: () => ({
        countId: id,
        name,
        lines: lines.map(({ itemId, counted, countedAt, expected }) => ({
          ...{ itemId, counted, countedAt, expected },
        })),
      }),
      staffId: session.me.id,
      approvedBy,
      at: session.now,
      businessDay: session.today,
    },
    (place) => {
      noteEntered(session, { id, kind: 'counted', place });
      for (const [index, { itemId, difference }] of lines.entries()) {
        if (difference === 0) continue;
        const movement = { lineNumber: index + 1, itemId, quantity: difference } as const;
        insertMovement(session.store, place, { ...movement, kind: 'counted' });
      }
    },
  );
}

function linesOf(session: Session, count: CountHead): readonly Line[] {
  const ledger = ledgerSince(session, count.startedAt);
  const counted = countedItems(session, count.id);
  const lines = counted.flatMap(({ itemId, areas, ...seen }) => {
    const item = session.catalogue.itemById(itemId);
    const expected = ledger.onHandAt(itemId, seen.countedAt);
    return item === null ? [] : [lineOf(item, { ...seen, areas, expected, missed: false })];
  });
  if (count.state !== 'open') return lines;
  const seen = new Set(counted.map(({ itemId }) => itemId));
  const missed = itemsOf(session, count)
    .filter(({ id }) => !seen.has(id))
    .map((item) => ({ item, expected: ledger.onHandAt(item.id, session.now) }))
    .filter(({ expected }) => expected !== 0)
    .map(({ item, expected }) =>
      lineOf(item, { counted: 0, countedAt: session.now, areas: [], expected, missed: true }),
    );
  return [...lines, ...missed];
}

/** What should have been scanned: all goods of the counted category and those below it. */
function itemsOf({ store, catalogue }: Session, { categoryId }: CountHead): ItemDocument[] {
  if (categoryId === null) return [];
  const rows = store
    .prepare(
      `select doc from ${tableOf('items')} where deleted = 0
         and category_id in (select value from json_each(?))
         and doc ->> '$.kind' <> 'service'`,
    )
    .all(JSON.stringify(categoriesBelow(catalogue.categories(), categoryId)));
  return (rows as readonly { readonly doc: string }[]).map(({ doc }) =>
    documentOf<ItemDocument>(doc),
  );
}

interface Seen extends Pick<Line, 'counted' | 'countedAt' | 'expected' | 'missed'> {
  readonly areas: readonly { readonly name: string; readonly pieces: number }[];
}

function lineOf({ id, name, sku, price }: ItemDocument, { areas, ...seen }: Seen): Line {
  const difference = countDifference(seen);
  return {
    itemId: id satisfies ItemId,
    ...{ name, sku, difference },
    ...seen,
    areas: [...areas],
    value: minorUnits(price * difference),
  };
}

function reviewOf(count: CountHead, lines: readonly Line[]): CountReview {
  const differing = lines
    .filter(({ difference }) => difference !== 0)
    .toSorted((left, right) => Math.abs(right.value) - Math.abs(left.value));
  const right = lines.length - differing.length;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const differences = differing.map(({ difference }) => difference);
  return {
    count,
    lines: differing.slice(0, LINES_SHOWN).map(({ countedAt: _, ...line }) => line),
    right,
    more: sum(differences.filter((difference) => difference > 0)),
    less: -sum(differences.filter((difference) => difference < 0)),
    value: minorUnits(sum(differing.map(({ value }) => value))),
  };
}
