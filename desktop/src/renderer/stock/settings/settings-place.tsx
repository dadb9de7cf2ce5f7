/** How this store is set up, as this till lives by it. Taxes and stores are the business's to change. */
import { useQuery } from '@tanstack/react-query';
import { callErrorOf } from '../../rpc/call-error.ts';
import { usePort, useTillState } from '../../state/till-context.tsx';
import { Failure } from '../../text/failure.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import { useReferences } from '../parts/use-references.ts';
import styles from './settings.module.css';

export function SettingsPlace() {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const references = useReferences();
  const { register } = useTillState();
  const { data: settings, error } = useQuery({
    queryKey: ['stock', 'settings'],
    queryFn: () => port.store.settings({}),
  });
  const facts: readonly (readonly [string, string])[] =
    settings === undefined
      ? []
      : [
          [t('stock.settings.name'), `${settings.name} (${settings.code})`],
          [t('stock.settings.address'), settings.addressLines.join('\n')],
          [t('stock.settings.footer'), settings.receiptFooter],
          [t('stock.settings.currency'), `${settings.currency} · ${settings.locale}`],
          [
            t('stock.settings.prices'),
            t(settings.pricesIncludeTax ? 'stock.settings.withTax' : 'stock.settings.withoutTax'),
          ],
          [t('stock.settings.rounding'), t(`stock.settings.rounding.${settings.taxRounding}`)],
          [t('stock.settings.discount'), format.percent(settings.employeeDiscountLimit)],
          [
            t('stock.settings.returnDays'),
            t('stock.settings.days', { count: settings.returnDays }),
          ],
          [t('stock.settings.zone'), settings.timeZone],
          [
            t('stock.settings.dayStarts'),
            `${String(Math.floor(settings.dayStartsAt / 60)).padStart(2, '0')}:${String(settings.dayStartsAt % 60).padStart(2, '0')}`,
          ],
          [
            t('stock.settings.taxes'),
            (references?.taxRates ?? [])
              .map(({ name, basisPoints }) =>
                basisPoints === null ? name : `${name}: ${format.percent(basisPoints)}`,
              )
              .join('\n'),
          ],
          [
            t('stock.settings.register'),
            register === null ? '' : `${register.name} (${register.code})`,
          ],
        ];
  return (
    <Place title={t('stock.settings')} lead={t('stock.settings.lead')}>
      <PlaceBody>
        {error !== null && <Failure error={callErrorOf(error)} />}
        <dl className={styles.facts}>
          {facts
            .filter(([, value]) => value !== '')
            .map(([label, value]) => (
              <div key={label} className={styles.fact}>
                <dt className={parts.soft}>{label}</dt>
                <dd className={styles.value}>{value}</dd>
              </div>
            ))}
        </dl>
      </PlaceBody>
    </Place>
  );
}
