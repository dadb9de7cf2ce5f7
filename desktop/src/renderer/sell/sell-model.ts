/**
 * What the sell screen holds beside the ticket: the open panel, the tray, the chosen line, the last
 * sale's change. Rules and sums are core's; this asks and keeps the answers.
 */
import type {
  CartView,
  CompletedSale,
  ItemHit,
} from '@second-chance/shared/contract/till/views.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { receiptNumberIn } from '@second-chance/shared/sale/receipt-link.ts';
import { parseReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import { isCardCode } from '@second-chance/shared/stored-value/card-code.ts';
import { callErrorOf } from '../rpc/call-error.ts';
import type { Till } from '../state/follow-till.ts';
import { createSource, type Source } from '../state/source.ts';
import { playTone } from '../tones/tones.ts';
import type { ApprovalRequest, Panel, TrayEntry } from './panel.ts';

export interface SellModel {
  readonly till: Till;
  readonly panel: Source<Panel | null>;
  readonly approval: Source<ApprovalRequest | null>;
  readonly tray: Source<readonly TrayEntry[]>;
  /** Pieces that the next scan counts; null for one. */
  readonly times: Source<number | null>;
  readonly searchText: Source<string>;
  /** The line that keys act on. */
  readonly chosen: Source<string | null>;
  /** The line that was hit last, with a number that changes with every hit. */
  readonly hit: Source<{ readonly lineId: string | null; readonly count: number }>;
  /** Shown until the next line. */
  readonly completed: Source<CompletedSale | null>;
  /** What a scanner read. Never waits for the one before. */
  scan(code: string): Promise<'hit' | 'miss'>;
  addItem(itemId: ItemId): Promise<void>;
  /** Takes over a ticket that came as the answer of a call, and marks what is new. */
  acceptCart(view: CartView): void;
  dropFromTray(id: number): void;
  open(panel: Panel): void;
  close(): void;
}

export function createSellModel(till: Till): SellModel {
  const { port } = till;
  const panel = createSource<Panel | null>(null);
  const tray = createSource<readonly TrayEntry[]>([]);
  const times = createSource<number | null>(null);
  const chosen = createSource<string | null>(null);
  const hit = createSource<{ lineId: string | null; count: number }>({ lineId: null, count: 0 });
  const completed = createSource<CompletedSale | null>(null);
  let trayIds = 0;

  const takeTimes = () => {
    const quantity = times.get() ?? 1;
    times.set(null);
    return quantity;
  };
  const mark = (view: CartView) => {
    playTone('hit');
    hit.set({ lineId: view.lastLineId, count: hit.get().count + 1 });
    chosen.set(view.lastLineId);
  };
  const acceptCart = (view: CartView) => {
    till.cart.accept(view);
    if (view.lines.length > 0) completed.set(null);
  };
  const miss = (code: string, quantity: number, thrown: unknown) => {
    playTone('miss');
    const error = callErrorOf(thrown);
    const items = error.code === 'CODE_AMBIGUOUS' ? (error.details.items as ItemHit[]) : [];
    trayIds += 1;
    const entry = { id: trayIds, code, quantity, error, items: items ?? [] };
    tray.set([entry, ...tray.get().filter((other) => other.code !== code)]);
  };

  return {
    till,
    panel,
    approval: createSource<ApprovalRequest | null>(null),
    tray,
    times,
    searchText: createSource(''),
    chosen,
    hit,
    completed,
    acceptCart,
    async scan(code) {
      const quantity = takeTimes();
      if (isCardCode(code)) {
        panel.set({ kind: 'credit', code });
        return 'hit';
      }
      const receiptNumber = receiptNumberIn(code) ?? code;
      if (parseReceiptNumber(receiptNumber) !== null) {
        panel.set({ kind: 'returns', receiptNumber });
        return 'hit';
      }
      try {
        const view = await port.cart.scan({ code, quantity });
        acceptCart(view);
        mark(view);
        return 'hit';
      } catch (thrown) {
        miss(code, quantity, thrown);
        return 'miss';
      }
    },
    async addItem(itemId) {
      const quantity = takeTimes();
      try {
        const view = await port.cart.addItem({ itemId, quantity });
        acceptCart(view);
        mark(view);
      } catch (thrown) {
        miss('', quantity, thrown);
      }
    },
    dropFromTray: (id) => tray.set(tray.get().filter((entry) => entry.id !== id)),
    open: (next) => panel.set(next),
    close: () => panel.set(null),
  };
}
