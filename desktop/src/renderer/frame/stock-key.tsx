import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useTillState } from '../state/till-context.tsx';
import { atStock, mayRunStock } from '../state/workplace.ts';
import { useText } from '../text/use-text.ts';

/** To the stock screens, for whoever may run them. */
export function StockKey({ tone = 'plain' }: { readonly tone?: 'plain' | 'quiet' }) {
  const t = useText();
  const { staff } = useTillState();
  if (staff === null || !mayRunStock(staff.role)) return null;
  return (
    <TouchKey tone={tone} onPress={() => atStock.set(staff.id)}>
      {t('stock.title')}
    </TouchKey>
  );
}
