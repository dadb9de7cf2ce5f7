/** What a till can do for whoever is signed in, grouped as screens call it (till-rpc.ts). */

import type { TillSetup } from '@second-chance/shared/contract/till/till-mode-calls.ts';
import type { CategoryTile, TillState } from '@second-chance/shared/contract/till/views.ts';
import type { PaymentId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { ItemSearch } from './documents/search-items.ts';
import type { Outcome } from './outcome.ts';
import {
  type CardCharge,
  chargeCard,
  giveMoneyBack,
  giveUpPayment,
} from './payments/charge-card.ts';
import { listSales } from './receipts/list-sales.ts';
import { receiptOf } from './receipts/receipt-of.ts';
import { addReturn, addReturnWithoutReceipt } from './returns/add-return.ts';
import { returnableSale } from './returns/returnable.ts';
import { type VoidRequest, voidSale } from './returns/void.ts';
import { cartView } from './sell/cart-view.ts';
import {
  addItem,
  addItemsById,
  clearCart,
  removeLine,
  scan,
  setQuantity,
} from './sell/edit-cart.ts';
import { itemHit } from './sell/item-hit.ts';
import { parkCart, parkedSales, recallCart } from './sell/park.ts';
import { type Payment, pay } from './sell/pay.ts';
import { discountCart, discountLine, overridePrice } from './sell/price-changes.ts';
import {
  addUnlisted,
  customerHistory,
  itemHistory,
  setCustomer,
  setNote,
  undoStep,
} from './sell/ticket-steps.ts';
import { setTraining } from './sell/training.ts';
import {
  beginShift,
  closeShift,
  type DrawerOpening,
  moveCash,
  openDrawer,
  type ShiftStart,
  shiftHistory,
  xReport,
} from './shifts/run-shift.ts';
import { adjustStock } from './stock/adjust.ts';
import { loadGiftCard, spendStoredValue } from './stored-value/gift-card-lines.ts';
import type { Session } from './till-context.ts';
import { saveSetup } from './till-setup.ts';

/** Runs a use case for whoever is at the till, or refuses where nobody is. */
export type AtCounter = <Input, T>(
  work: (session: Session, input: Input) => Outcome<T>,
) => (input: Input) => Outcome<T>;

/** What card calls need of the way to the server. */
export interface CardLine {
  readonly online: () => boolean;
  /** Something is to be sent. */
  readonly wake: () => void;
}

/** A call without input, so that it needs no `{}`. */
const plain =
  <T>(call: (input: undefined) => Outcome<T>) =>
  () =>
    call(undefined);

/** Every call is synchronous: when it answers, what it did is on disk. */
export function counterCalls(at: AtCounter, state: () => TillState, cards: CardLine) {
  const then = <T>(outcome: Outcome<T>) => {
    if (outcome.ok) cards.wake();
    return outcome;
  };
  const thenState = <T>(outcome: Outcome<T>) => (outcome.ok ? ok(state()) : outcome);
  return {
    catalogue: {
      search: at((session, search: ItemSearch) =>
        ok(session.catalogue.search(search).map((item) => itemHit(session, item))),
      ),
      categories: plain(at(categoryTiles)),
    },
    cart: {
      get: plain(at((session) => ok(cartView(session, session.carts.current())))),
      scan: at(scan),
      addItem: at(addItem),
      /** Many at once, for programs that ring up whole tickets; screens have no such call. */
      addItems: at(addItemsById),
      setQuantity: at(setQuantity),
      removeLine: at(removeLine),
      discountLine: at(discountLine),
      overridePrice: at(overridePrice),
      discountCart: at(discountCart),
      addReturn: at(addReturn),
      addReturnWithoutReceipt: at(addReturnWithoutReceipt),
      clear: plain(at(clearCart)),
      park: at(parkCart),
      parked: plain(at(parkedSales)),
      recall: at(recallCart),
    },
    sales: {
      pay: at((session, input: Payment) => then(pay(session, input))),
      recent: at(listSales),
      receipt: at(receiptOf),
      returnable: at(returnableSale),
      void: at((session, input: VoidRequest) => then(voidSale(session, input))),
    },
    cards: {
      charge: at((session, charge: CardCharge) =>
        then(chargeCard(session, { online: cards.online(), charge })),
      ),
      giveUp: at((session, input: { readonly paymentId: PaymentId }) =>
        then(giveUpPayment(session, input)),
      ),
      giveBack: at((session, input: { readonly paymentId: PaymentId }) =>
        then(giveMoneyBack(session, input)),
      ),
    },
    shifts: {
      open: at((session, input: ShiftStart) => thenState(beginShift(session, input))),
      moveCash: at(moveCash),
      openDrawer: at((session, input: DrawerOpening) => thenState(openDrawer(session, input))),
      xReport: plain(at(xReport)),
      close: at(closeShift),
      history: at(shiftHistory),
    },
    stock: { adjust: at(adjustStock) },
    ticket: {
      setCustomer: at(setCustomer),
      customerHistory: at(customerHistory),
      itemHistory: at(itemHistory),
      setNote: at(setNote),
      addUnlisted: at(addUnlisted),
      undo: plain(at(undoStep)),
    },
    storedValue: { load: at(loadGiftCard), spend: at(spendStoredValue) },
    training: {
      set: at((session, input: { readonly on: boolean }) => thenState(setTraining(session, input))),
    },
    setup: {
      save: at(({ store }, setup: TillSetup) => ok(saveSetup(store, setup))),
    },
  };
}

/** The categories as tiles, each with the items directly in it. */
function categoryTiles({ catalogue }: Session): Outcome<CategoryTile[]> {
  const counts = catalogue.itemCounts();
  return ok(
    catalogue.categories().map(({ id, name, parentId }) => ({
      id,
      name,
      parentId,
      itemCount: counts.get(id) ?? 0,
    })),
  );
}
