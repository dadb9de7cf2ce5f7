/**
 * Keeps the open ticket on disk at every change, so that a crash brings it back. A scan does not wait
 * for the disk: a power cut may take the last lines of a ticket, which is not money yet.
 * The head is one small row; a change writes that row and the lines that are new or different.
 */

import type { SaleId } from '@second-chance/shared/ids.ts';
import type { Store } from '../store/open-store.ts';
import { type Cart, type CartLine, emptyCart } from './cart.ts';

export interface CartStore {
  /** The ticket as it is on disk. */
  readonly current: () => Cart;
  /** Stores the next ticket under the next revision and makes it the current one. */
  readonly save: (next: Cart) => Cart;
  /** Like `save`, for a step of a person that can be taken back. */
  readonly step: (next: Cart) => Cart;
  /** Takes the last step back and answers the ticket before it; null where there is none. */
  readonly undo: () => Cart | null;
  readonly undoable: () => boolean;
  /**
   * The same inside a transaction that is already open. What is current changes only with the
   * returned `settle`, to be called after the commit.
   */
  readonly saveWithin: (next: Cart) => { readonly cart: Cart; readonly settle: () => void };
}

/** Steps that can be taken back one after the other. They are not kept over a restart. */
const STEPS_MAX = 30;

type CartHead = Omit<Cart, 'lines'>;

/** Reads the ticket that was open when the till stopped, or begins an empty one. */
export function openCartStore(store: Store, newSaleId: () => SaleId): CartStore {
  const history: Cart[] = [];
  let current = readCart(store) ?? emptyCart({ saleId: newSaleId(), revision: 0 });

  function saveWithin(next: Cart) {
    const cart = { ...next, revision: current.revision + 1 };
    writeHead(store, cart);
    writeLines(store, { before: current.lines, after: cart.lines });
    const settle = () => {
      current = cart;
      // Paid, parked or taken back: what was before is another ticket's.
      history.length = 0;
    };
    return { cart, settle };
  }

  function save(next: Cart): Cart {
    const { cart } = store.quickTransaction(() => saveWithin(next));
    current = cart;
    return cart;
  }

  function step(next: Cart): Cart {
    const before = current;
    const cart = save(next);
    history.push(before);
    if (history.length > STEPS_MAX) history.shift();
    return cart;
  }

  function undo(): Cart | null {
    const before = history.at(-1);
    if (before === undefined) return null;
    const cart = save({ ...before, nextLineId: Math.max(before.nextLineId, current.nextLineId) });
    history.pop();
    return cart;
  }

  return {
    current: () => current,
    save,
    step,
    undo,
    undoable: () => history.length > 0,
    saveWithin,
  };
}

function readCart(store: Store): Cart | null {
  const head = store.prepare('select cart_json from open_cart where id = 1').get() as
    | { readonly cart_json: string }
    | undefined;
  if (head === undefined) return null;
  const rows = store
    .prepare('select line_json from open_cart_line order by line_id')
    .all() as readonly { readonly line_json: string }[];
  return {
    ...(JSON.parse(head.cart_json) as CartHead),
    lines: rows.map((row) => JSON.parse(row.line_json) as CartLine),
  };
}

function writeHead(store: Store, { lines: _, ...head }: Cart): void {
  store
    .prepare(
      `insert into open_cart (id, revision, cart_json) values (1, ?, ?)
       on conflict (id) do update set revision = excluded.revision, cart_json = excluded.cart_json`,
    )
    .run(head.revision, JSON.stringify(head satisfies CartHead));
}

interface LineChange {
  readonly before: readonly CartLine[];
  readonly after: readonly CartLine[];
}

function writeLines(store: Store, { before, after }: LineChange): void {
  if (after.length === 0) {
    if (before.length > 0) store.prepare('delete from open_cart_line').run();
    return;
  }
  const known = new Set(before);
  const upsert = store.prepare(
    `insert into open_cart_line (line_id, line_json) values (?, ?)
     on conflict (line_id) do update set line_json = excluded.line_json`,
  );
  for (const line of after) {
    if (!known.has(line)) upsert.run(Number(line.lineId), JSON.stringify(line));
  }
  const kept = new Set(after.map((line) => line.lineId));
  const remove = store.prepare('delete from open_cart_line where line_id = ?');
  for (const line of before) if (!kept.has(line.lineId)) remove.run(Number(line.lineId));
}
