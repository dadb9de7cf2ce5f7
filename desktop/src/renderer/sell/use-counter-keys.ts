import { useKeys } from '../keys/keyboard.ts';
import type { Pay } from '../pay/use-pay.ts';
import { lockTill } from '../sign-in/lock-till.ts';
import { useCart, usePort, useTill } from '../state/till-context.tsx';
import type { SellModel } from './sell-model.ts';

/** The keys beside goods and money: customer, cards, notes, unlisted things, undo, lock. */
export function useCounterKeys(model: SellModel, pay: Pay): void {
  const cart = useCart();
  const port = usePort();
  const till = useTill();
  const note = () => {
    const lineId = model.chosen.get() ?? cart?.lines.at(-1)?.lineId ?? null;
    if (lineId !== null) model.open({ kind: 'note', lineId });
  };
  const stored = () => {
    const card = cart !== null && cart.gross < 0 ? cart.refundableGiftCards[0] : undefined;
    if (card === undefined) model.open({ kind: 'credit', code: null });
    else pay.backToGiftCard(card);
  };
  useKeys({
    'Alt C': () => model.open({ kind: 'customer' }),
    'Alt G': () => model.open({ kind: 'giftCard' }),
    'Alt V': stored,
    'Alt U': () => model.open({ kind: 'unlisted', name: '' }),
    'Alt N': note,
    'Alt Z': () => void port.ticket.undo({}).then(model.acceptCart, () => {}),
    'Alt L': () => void lockTill(till),
  });
}
