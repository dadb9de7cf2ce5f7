import { ZERO } from '@second-chance/shared/money/minor-units.ts';
import type { RefObject } from 'react';
import { isTyping, useKeys } from '../keys/keyboard.ts';
import type { Pay } from '../pay/use-pay.ts';
import { useCart, useTill } from '../state/till-context.tsx';
import type { LineChange, Panel } from './panel.ts';
import type { SellModel } from './sell-model.ts';

interface Counter {
  readonly model: SellModel;
  readonly pay: Pay;
  readonly search: RefObject<HTMLInputElement | null>;
}

/** The keys of the sell screen, as they stand on its buttons and on the page of keys. */
export function useSellKeys({ model, pay, search }: Counter): void {
  const till = useTill();
  const cart = useCart();
  const lines = cart?.lines ?? [];
  const open = (panel: Panel) => () => model.open(panel);
  const change = (what: LineChange) => () => {
    const lineId = model.chosen.get() ?? lines.at(-1)?.lineId;
    if (lineId !== undefined) model.open({ kind: 'line', lineId, what });
  };
  const inOtherField = () => isTyping() && document.activeElement !== search.current;
  const inSearchText = () => isTyping() && model.searchText.get() !== '';
  const choose = (step: 1 | -1) => () => {
    if (inOtherField() || inSearchText() || lines.length === 0) return false;
    const at = lines.findIndex(({ lineId }) => lineId === model.chosen.get());
    const next =
      at === -1 ? lines.at(-1) : lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
    model.chosen.set(next?.lineId ?? null);
    return true;
  };
  const remove = () => {
    const lineId = model.chosen.get();
    if (inOtherField() || inSearchText() || lineId === null) return false;
    till.port.cart.removeLine({ lineId }).then(model.acceptCart, () => {});
    return true;
  };
  const leave = () => {
    const request = model.approval.get();
    if (request !== null) return request.cancel();
    if (model.panel.get() !== null) return model.close();
    model.times.set(null);
    model.searchText.set('');
    model.completed.set(null);
    if (isTyping()) (document.activeElement as HTMLElement).blur();
  };
  const openSales = () =>
    model.open({ kind: 'sales', saleId: model.completed.get()?.saleId ?? null });
  const focusSearch = () => {
    model.close();
    search.current?.focus();
    search.current?.select();
  };
  const payable = cart !== null && lines.length > 0;
  const exact = () => {
    if (payable && cart.gross > 0 && cart.left > 0) pay.cash(cart.dueInCash);
  };
  const payCash = () => {
    if (!payable) return;
    if (cart.gross > 0 && cart.left > 0) model.open({ kind: 'cash' });
    else if (cart.gross >= 0) pay.finish();
    else pay.cash(ZERO);
  };
  const payCard = () => {
    if (!payable || cart.gross === 0) return;
    const [card] = cart.refundable;
    if (cart.gross > 0) model.open({ kind: 'card' });
    else if (card !== undefined) pay.backToCard(card);
  };
  const paySlip = () => {
    if (!payable || cart.gross === 0) return;
    if (cart.gross > 0) model.open({ kind: 'slip' });
    else pay.storeCredit(cart.gross);
  };
  useKeys({
    Esc: leave,
    F1: open({ kind: 'keys' }),
    '?': () => (isTyping() ? false : model.open({ kind: 'keys' })),
    F2: focusSearch,
    F3: open({ kind: 'returns', receiptNumber: null }),
    F4: open({ kind: lines.length > 0 ? 'park' : 'parked' }),
    F6: openSales,
    F7: exact,
    F8: payCash,
    F9: payCard,
    'Alt S': paySlip,
    F10: open({ kind: 'shift' }),
    'Alt M': open({ kind: 'menu' }),
    'Alt T': open({ kind: 'ticket' }),
    'Alt Q': change('quantity'),
    'Alt D': change('discount'),
    'Alt P': change('price'),
    ArrowUp: choose(-1),
    ArrowDown: choose(1),
    Del: remove,
  });
}
