import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { memo } from 'react';
import { useSource } from '../state/source.ts';
import { useTillState } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import type { Panel } from './panel.ts';
import styles from './rail.module.css';
import { useSell } from './sell-context.ts';

/** The places beside selling, each with its key. */
export const Rail = memo(function Rail() {
  const t = useText();
  const model = useSell();
  const panel = useSource(model.panel);
  const { parkedCount } = useTillState();
  const place = (target: Panel, name: string, hint: string) => (
    <TouchKey
      layout="stacked"
      tone="quiet"
      wide
      hint={hint}
      pressed={panel?.kind === target.kind}
      onPress={() => (panel?.kind === target.kind ? model.close() : model.open(target))}
    >
      {name}
    </TouchKey>
  );
  return (
    <nav className={styles.rail} aria-label={t('sell.places')}>
      {place({ kind: 'returns', receiptNumber: null }, t('sell.returns'), 'F3')}
      {place(
        { kind: 'parked' },
        parkedCount > 0 ? t('sell.parkedCount', { count: parkedCount }) : t('sell.parked'),
        'F4',
      )}
      {place({ kind: 'sales', saleId: null }, t('sell.receipts'), 'F6')}
      {place({ kind: 'unlisted', name: '' }, t('unlisted.place'), 'Alt U')}
      {place({ kind: 'giftCard' }, t('giftCard.place'), 'Alt G')}
      {place({ kind: 'shift' }, t('sell.shift'), 'F10')}
      {place({ kind: 'menu' }, t('sell.menu'), 'Alt M')}
    </nav>
  );
});
