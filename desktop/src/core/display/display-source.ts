/** Follows the till for the customer's screen. It reads what is on disk and changes nothing. */
import type { DisplayView } from '@second-chance/shared/contract/till/display-view.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { StoreSettingsDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import { recentSales, saleRecord } from '../receipts/sale-rows.ts';
import type { Cart } from '../sell/cart.ts';
import { handedOver } from '../sell/completed-sale.ts';
import { pricedCart } from '../sell/price-cart.ts';
import type { Till, TillInside } from '../till.ts';

export interface DisplaySource {
  readonly get: () => DisplayView;
  readonly subscribe: (changed: (view: DisplayView) => void) => () => void;
}

type Shown = DisplayView['show'];

/** Sales are noticed by what the file holds, however they were paid. */
export function createDisplaySource(till: Pick<Till, 'state' | 'inside'>): DisplaySource {
  const { inside, state } = till;
  if (inside === null) return { get: () => NOTHING, subscribe: () => () => {} };
  let newest = newestSale(inside);
  let paid: Shown | null = null;

  function look({ phase }: TillState): DisplayView {
    const settings = inside?.catalogue.settings() ?? null;
    if (inside === null || settings === null) return NOTHING;
    const { name, currency, locale } = settings;
    const store = { name, currency, locale };
    const latest = newestSale(inside);
    if (latest !== newest) {
      newest = latest;
      paid = latest === null ? null : paidView(inside, latest);
    }
    const cart = inside.carts.current();
    if (phase !== 'signed_in') return { store, show: { kind: 'away' } };
    if (cart.lines.length === 0) return { store, show: paid ?? { kind: 'welcome' } };
    paid = null;
    return { store, show: ticketView(cart, settings) };
  }

  return {
    get: () => look(state.get()),
    subscribe(changed) {
      let last = JSON.stringify(look(state.get()));
      return state.subscribe((next) => {
        const view = look(next);
        const text = JSON.stringify(view);
        if (text === last) return;
        last = text;
        changed(view);
      });
    },
  };
}

const NOTHING: DisplayView = { store: null, show: { kind: 'away' } };

function ticketView(cart: Cart, settings: StoreSettingsDocument): Shown {
  const priced = pricedCart(cart, settings);
  return {
    kind: 'ticket',
    lines: priced.lines.map(({ name, quantity, pricePath, gross }, index) => ({
      lineId: cart.lines[index]?.lineId ?? String(index),
      name,
      quantity,
      tag: pricePath[0]?.total ?? gross,
      total: pricePath.at(-1)?.total ?? gross,
    })),
    pieces: cart.lines.reduce((all, line) => all + line.quantity, 0),
    gross: priced.gross,
  };
}

function newestSale({ store }: TillInside): SaleId | null {
  return recentSales(store, 1)[0]?.saleId ?? null;
}

/** Null for a void: the customer whom it concerns was told by a person. */
function paidView({ store }: TillInside, saleId: SaleId): Shown | null {
  const record = saleRecord(store, saleId);
  if (record.voids !== null) return null;
  return { kind: 'paid', gross: record.gross, ...handedOver(record) };
}
