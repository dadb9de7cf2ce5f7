import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Facts } from '../parts/facts.tsx';
import { Money } from '../parts/money.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import { type CardPayment, TONES } from './cards-page.tsx';
import { GiveBack } from './give-back.tsx';

/** One card payment. What no sale stands for can be given back here. */
export function PaymentSheet({
  payment,
  storeId,
  onClose,
}: {
  readonly payment: CardPayment;
  readonly storeId: PublicStore['id'];
  readonly onClose: () => void;
}) {
  const t = useText();
  const { can } = useSession();
  const { id, state, amount, currency, refunded, card, captured, accounted, linkId } = payment;
  const left = amount - refunded;
  const mayGoBack = state === 'approved' && left > 0 && (!accounted || linkId !== null);
  return (
    <SideSheet
      title={card === null ? t('admin.cards.payment') : `${card.brand} ${card.lastFour ?? ''}`}
      lead={<Tag tone={TONES[state]}>{t(`admin.cards.state.${state}`)}</Tag>}
      onClose={onClose}
    >
      {payment.provider === 'simulator' && <Tag tone="waiting">{t('admin.cards.simulated')}</Tag>}
      <Facts
        rows={[
          { label: t('admin.links.amount'), value: <Money amount={amount} currency={currency} /> },
          {
            label: t('admin.cards.refunded'),
            value: <Money amount={refunded} currency={currency} />,
          },
          { label: t('admin.cards.at'), value: <When at={payment.createdAt} /> },
          ...(state === 'approved'
            ? [
                {
                  label: t('admin.cards.money'),
                  value: t(captured ? 'admin.cards.taken' : 'admin.cards.held'),
                },
              ]
            : []),
          { label: t('admin.cards.id'), value: id },
        ]}
      />
      {state === 'approved' && (
        <p>
          {t(
            linkId !== null
              ? 'admin.cards.ofLink'
              : accounted
                ? 'admin.cards.ofSale'
                : 'admin.cards.ofNothing',
          )}
        </p>
      )}
      {state === 'unknown' && <p>{t('admin.cards.unknownLead')}</p>}
      {mayGoBack && can('take_payments_online') && (
        <GiveBack payment={{ id, storeId, left, currency }} />
      )}
    </SideSheet>
  );
}
