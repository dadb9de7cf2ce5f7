import { NativeSelect } from '@mantine/core';
import type { ItemHit } from '@second-chance/shared/contract/till/views.ts';
import { SHEET_IDS, type SheetId } from '@second-chance/shared/labels/sheet-layouts.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import deviceStyles from '../devices/devices.module.css';
import { savePdf } from '../frame/save-pdf.ts';
import { useScan } from '../keys/keyboard.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useText } from '../text/use-text.ts';
import { playTone } from '../tones/tones.ts';

interface Chosen {
  readonly item: Pick<ItemHit, 'id' | 'name' | 'price'>;
  readonly count: number;
}

const HITS_MAX = 6;
const COUNT_MAX = 500;

/** Labels for what is scanned or found: on the label printer, or on sheets as a PDF. */
export function LabelsSheet() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const call = useCall();
  const { labelPrinter } = useTillState().printing;
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [sheet, setSheet] = useState<SheetId>('L7160');
  const [skip, setSkip] = useState('0');
  const [missed, setMissed] = useState<string | null>(null);
  const [printed, setPrinted] = useState(false);
  const total = chosen.reduce((sum, { count }) => sum + count, 0);
  const labels = chosen.map(({ item, count }) => ({ itemId: item.id, count }));

  const change = (item: Chosen['item'], by: number) => {
    setPrinted(false);
    setMissed(null);
    setChosen((before) => {
      const known = before.some((line) => line.item.id === item.id);
      const lines = known ? before : [{ item, count: 0 }, ...before];
      return lines
        .map((line) => {
          const count = Math.min(line.count + by, COUNT_MAX);
          return line.item.id === item.id ? { ...line, count } : line;
        })
        .filter(({ count }) => count > 0);
    });
  };
  useScan(async (code) => {
    const found = port.catalogue.search({ text: code, categoryId: null, limit: 1 });
    const [hit] = await found.catch(() => []);
    playTone(hit === undefined ? 'miss' : 'hit');
    if (hit === undefined) setMissed(code);
    else change(hit, 1);
  });
  const print = () =>
    void call
      .run(() => port.devices.printLabels({ labels }))
      .then((job) => job !== null && setPrinted(true));
  const pdf = async () => {
    const wanted = { labels, sheet, skip: Number(skip) || 0 };
    const file = await call.run(() => port.devices.labelSheet(wanted));
    if (file !== null) savePdf(file);
  };
  const ready = total > 0 && !call.busy;
  return (
    <Sheet
      title={t('labels.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <>
          <TouchKey tone={labelPrinter ? 'primary' : 'plain'} disabled={!ready} onPress={print}>
            {t('labels.print', { count: total })}
          </TouchKey>
          <TouchKey
            tone={labelPrinter ? 'plain' : 'primary'}
            disabled={!ready}
            onPress={() => void pdf()}
          >
            {t('labels.pdf')}
          </TouchKey>
          <span role="status">{printed && t('labels.printed')}</span>
        </>
      }
    >
      <div className={deviceStyles.stack}>
        {call.error !== null && <Failure error={call.error} />}
        <Finder onFound={(item) => change(item, 1)} />
        {missed !== null && <p role="alert">{t('labels.unknown', { code: missed })}</p>}
        {chosen.length === 0 ? (
          <EmptyState title={t('labels.none')}>
            <p>{t('labels.lead')}</p>
          </EmptyState>
        ) : (
          <ul className={deviceStyles.jobs}>
            {chosen.map(({ item, count }) => (
              <Line key={item.id} item={item} count={count} onChange={(by) => change(item, by)} />
            ))}
          </ul>
        )}
        <div className={deviceStyles.fields}>
          <NativeSelect
            label={t('labels.sheet')}
            value={sheet}
            data={SHEET_IDS.map((value) => ({ value, label: t(`labels.sheet.${value}`) }))}
            onChange={(event) => setSheet(event.currentTarget.value as SheetId)}
            size="lg"
            classNames={{
              input: deviceStyles.select ?? '',
              label: deviceStyles.selectLabel ?? '',
            }}
          />
          <TextField
            label={t('labels.skip')}
            value={skip}
            onChange={(text) => setSkip(text.replace(/\D/g, '').slice(0, 3))}
            kind="code"
            inputMode="numeric"
          />
        </div>
      </div>
    </Sheet>
  );
}

function Finder({ onFound }: { readonly onFound: (item: ItemHit) => void }) {
  const t = useText();
  const port = usePort();
  const [text, setText] = useState('');
  const hits = useQuery({
    queryKey: ['label-search', text],
    queryFn: () => port.catalogue.search({ text, categoryId: null, limit: HITS_MAX }),
    enabled: text.trim() !== '',
    placeholderData: (before) => before,
  });
  const take = (item: ItemHit) => {
    onFound(item);
    setText('');
  };
  return (
    <div className={formStyles.stack}>
      <TextField
        label={t('labels.search')}
        value={text}
        onChange={setText}
        inputMode="search"
        autoFocus
        onKeyDown={(event) => {
          const first = hits.data?.[0];
          if (event.key === 'Enter' && first !== undefined) take(first);
        }}
      />
      {text.trim() !== '' && (
        <div className={formStyles.list}>
          {hits.data?.map((item) => (
            <TouchKey key={item.id} wide tone="quiet" layout="start" onPress={() => take(item)}>
              {item.name} · <Money amount={item.price} />
            </TouchKey>
          ))}
        </div>
      )}
    </div>
  );
}

interface LineProps extends Chosen {
  readonly onChange: (by: number) => void;
}

function Line({ item, count, onChange }: LineProps) {
  const t = useText();
  const { name } = item;
  return (
    <li className={deviceStyles.device}>
      <div>
        <p>{name}</p>
        <p className={deviceStyles.facts}>
          <Money amount={item.price} />
        </p>
      </div>
      <div className={deviceStyles.keys}>
        <TouchKey label={t('labels.fewer', { name })} onPress={() => onChange(-1)}>
          −
        </TouchKey>
        <output className={deviceStyles.count} aria-label={t('labels.count', { name })}>
          {count}
        </output>
        <TouchKey label={t('labels.more', { name })} onPress={() => onChange(1)}>
          +
        </TouchKey>
      </div>
    </li>
  );
}
