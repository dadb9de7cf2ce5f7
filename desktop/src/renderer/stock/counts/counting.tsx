/** Scan after scan; the last one in large, so that whoever holds the scanner sees it from afar. */
import type { CountHead, CountScan } from '@second-chance/shared/contract/till/count-views.ts';
import type { ItemId, StockCountId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useKeys, useScan, useTypingTarget } from '../../keys/keyboard.ts';
import { type CallError, callErrorOf } from '../../rpc/call-error.ts';
import { usePort, useTillState } from '../../state/till-context.tsx';
import { useText } from '../../text/use-text.ts';
import { playTone } from '../../tones/tones.ts';
import { LineField } from '../parts/fields.tsx';
import { FindItem } from '../parts/find-item.tsx';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import { Thumb } from '../parts/thumb.tsx';
import styles from './counts.module.css';

interface Props {
  readonly id: StockCountId;
  readonly onBack: () => void;
  readonly onReview: () => void;
}

const SHOWN = 30;

export function Counting({ id, onBack, onReview }: Props) {
  const t = useText();
  const port = usePort();
  const queries = useQueryClient();
  const { staff } = useTillState();
  const search = useRef<HTMLInputElement>(null);
  const list = useQuery({ queryKey: ['stock', 'counts'], queryFn: () => port.counts.list({}) });
  const head = list.data?.find((count) => count.id === id) ?? null;
  const [area, setArea] = useState('');
  const [scans, setScans] = useState<readonly CountScan[]>([]);
  const [missed, setMissed] = useState<{ code: string; error: CallError } | null>(null);
  const shelf = area.trim() === '' ? t('stock.counts.areaDefault') : area.trim();
  const count = scans[0]?.count ?? head;
  const last = scans[0] ?? null;

  const scan = (what: { code: string } | { itemId: ItemId }, quantity = 1) => {
    const named = {
      code: 'code' in what ? what.code : null,
      itemId: 'itemId' in what ? what.itemId : null,
    };
    return port.counts
      .scan({ countId: id, area: shelf, ...named, quantity })
      .then((scanned) => {
        playTone('hit');
        setMissed(null);
        setScans((before) => [scanned, ...before].slice(0, SHOWN));
        void queries.invalidateQueries({ queryKey: ['stock', 'counts'] });
      })
      .catch((thrown: unknown) => {
        playTone('miss');
        setMissed({ code: named.code ?? '', error: callErrorOf(thrown) });
      });
  };
  useScan((code) => void scan({ code }));
  useTypingTarget(search);
  useKeys({
    Esc: onBack,
    'Alt Z': () => last !== null && void scan({ itemId: last.itemId }, -1),
  });
  return (
    <Place
      title={head?.name ?? t('stock.counts')}
      lead={
        count === null
          ? undefined
          : t('stock.counts.sum', { count: count.pieces, items: count.items })
      }
      actions={
        <>
          <TouchKey size="small" hint="Esc" onPress={onBack}>
            {t('app.back')}
          </TouchKey>
          <TouchKey size="small" tone="primary" onPress={onReview}>
            {t('stock.counts.toReview')}
          </TouchKey>
        </>
      }
    >
      <PlaceBody>
        <div className={styles.counting}>
          <div className={styles.body}>
            <div className={styles.begin}>
              <LineField
                label={t('stock.counts.area')}
                hint={t('stock.counts.areaHint', { name: staff?.displayName ?? '' })}
                value={area}
                maxLength={60}
                placeholder={t('stock.counts.areaDefault')}
                onChange={setArea}
              />
              <div className={styles.find}>
                <FindItem
                  label={t('stock.goods.find')}
                  onFound={(row) => void scan({ itemId: row.id })}
                  field={search}
                />
              </div>
            </div>
            {missed !== null && (
              <p className={`${parts.note} ${parts.warn}`} role="alert">
                {t(
                  missed.error.code === 'CODE_AMBIGUOUS'
                    ? 'stock.codeAmbiguous'
                    : missed.error.code === 'CODE_UNKNOWN'
                      ? 'stock.codeUnknown'
                      : `error.${missed.error.code}`,
                  { code: missed.code },
                )}
              </p>
            )}
            {last === null ? (
              <p className={styles.invite}>{t('stock.counts.invite')}</p>
            ) : (
              <section
                className={styles.last}
                aria-live="polite"
                aria-label={t('stock.counts.last')}
              >
                <Thumb name={last.picture} />
                <span className={parts.lineText}>
                  <strong className={styles.lastName}>{last.name}</strong>
                  <span className={parts.soft}>
                    {last.sku} · {last.area}
                    {last.counted !== last.inArea &&
                      ` · ${t('stock.counts.inAll', { count: last.counted })}`}
                  </span>
                </span>
                <span className={styles.lastCount}>{last.inArea}</span>
                <span className={styles.steps}>
                  <TouchKey
                    size="small"
                    hint="Alt Z"
                    label={`−1 ${last.name}`}
                    onPress={() => void scan({ itemId: last.itemId }, -1)}
                  >
                    −1
                  </TouchKey>
                  <TouchKey
                    size="small"
                    label={`+1 ${last.name}`}
                    onPress={() => void scan({ itemId: last.itemId }, 1)}
                  >
                    +1
                  </TouchKey>
                  <TouchKey
                    size="small"
                    label={`+10 ${last.name}`}
                    onPress={() => void scan({ itemId: last.itemId }, 10)}
                  >
                    +10
                  </TouchKey>
                </span>
              </section>
            )}
            <ul className={parts.lines}>
              {scans.slice(1).map((one, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same scan may come twice; its place is what it is
                <li key={`${scans.length - place}`} className={parts.line}>
                  <span className={parts.lineText}>
                    <span className={parts.lineName}>{one.name}</span>
                    <span className={parts.soft}>
                      {one.sku} · {one.area}
                    </span>
                  </span>
                  <span className={parts.number}>{one.inArea}</span>
                </li>
              ))}
            </ul>
          </div>
          {count !== null && <Areas count={count} onChoose={setArea} />}
        </div>
      </PlaceBody>
    </Place>
  );
}

/** Shelves and who counted them: a touch goes on with one. */
function Areas({
  count,
  onChoose,
}: {
  readonly count: CountHead;
  readonly onChoose: (area: string) => void;
}) {
  const t = useText();
  return (
    <section aria-label={t('stock.counts.areas')}>
      <h3 className={parts.sectionTitle}>{t('stock.counts.areas')}</h3>
      {count.areas.length === 0 && <p className={parts.soft}>{t('stock.counts.areasNone')}</p>}
      <ul className={parts.lines}>
        {count.areas.map(({ name, pieces, people }) => (
          <li key={name} className={parts.line}>
            <span className={parts.lineText}>
              <span className={parts.lineName}>{name}</span>
              <span className={parts.soft}>{people.join(', ')}</span>
            </span>
            <span className={parts.number}>{pieces}</span>
            <TouchKey size="small" onPress={() => onChoose(name)}>
              {t('stock.counts.goOn')}
            </TouchKey>
          </li>
        ))}
      </ul>
    </section>
  );
}
