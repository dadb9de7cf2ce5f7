/** One item beside the list: its fields, its variants, what happened to its stock. */
import type { InventoryItem } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { formatPlainAmount } from '@second-chance/shared/money/format-amount.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useKeys } from '../../keys/keyboard.ts';
import { callErrorOf } from '../../rpc/call-error.ts';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import parts from '../parts/parts.module.css';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useReferences } from '../parts/use-references.ts';
import { changedFields, draftOf, type ItemDraft, readDraft } from './item-draft.ts';
import { ItemForm } from './item-form.tsx';
import { ItemHistory } from './item-history.tsx';
import styles from './item-sheet.module.css';
import { StockPart } from './stock-part.tsx';
import { VariantsPart } from './variants-part.tsx';

interface Props {
  /** Null: a new one. */
  readonly id: ItemId | null;
  readonly onClose: () => void;
  readonly onOpen: (id: ItemId) => void;
}

export function ItemSheet({ id, onClose, onOpen }: Props) {
  const t = useText();
  const port = usePort();
  const references = useReferences();
  const found = useQuery({
    queryKey: ['stock', 'item', id],
    enabled: id !== null,
    queryFn: () => (id === null ? null : port.inventory.item({ id })),
  });
  if (found.error !== null) {
    return (
      <SideSheet title={t('stock.item')} onClose={onClose}>
        <Failure error={callErrorOf(found.error)} />
      </SideSheet>
    );
  }
  if (references === null || (id !== null && found.data == null)) {
    return (
      <SideSheet title={t('stock.item')} onClose={onClose}>
        <p className={parts.soft}>{t('stock.loading')}</p>
      </SideSheet>
    );
  }
  return (
    <Editor
      key={id ?? 'new'}
      found={found.data ?? null}
      today={references.today}
      onClose={onClose}
      onOpen={onOpen}
    />
  );
}

function Editor({
  found,
  today,
  onClose,
  onOpen,
}: Omit<Props, 'id'> & { readonly found: InventoryItem | null; readonly today: string }) {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const queries = useQueryClient();
  const references = useReferences();
  const call = useCall();
  const item = found?.item ?? null;
  // What others change meanwhile is theirs: only what differs from this goes out.
  const [base, setBase] = useState(item);
  const style = { today, plain: (amount: MinorUnits) => formatPlainAmount(amount, format) };
  const [draft, setDraft] = useState<ItemDraft>(() => draftOf(item, style));
  const [checked, setChecked] = useState(false);
  const [tab, setTab] = useState<'fields' | 'stock'>('fields');
  const [said, setSaid] = useState<string | null>(null);
  const { fields, pieces, problems } = readDraft(draft, format.parse);
  const changes = base === null ? fields : changedFields(base, fields);
  const dirty = item === null || Object.keys(changes).length > 0;
  const refresh = () => queries.invalidateQueries({ queryKey: ['stock'] });

  const save = async () => {
    setChecked(true);
    if (problems.size > 0 || !dirty) return;
    if (base !== null && item !== null) {
      const saved = await call.run(() => port.items.edit({ id: item.id, fields: changes }));
      if (saved === null) return;
      setBase({ ...base, ...changes });
      await refresh();
      setSaid(t('stock.saved'));
      return;
    }
    const made = await call.run(() => port.inventory.create({ fields, pieces, printLabel: false }));
    if (made === null) return;
    await refresh();
    onOpen(made.item.id);
  };
  const remove = async () => {
    if (item === null) return;
    const removed = await call.run(() => port.items.delete({ id: item.id }));
    if (removed === null) return;
    await refresh();
    onClose();
  };
  const print = async () => {
    if (item === null) return;
    const printed = await call.run(() => port.inventory.printLabels({ ids: [item.id], copies: 1 }));
    if (printed !== null) setSaid(t(`stock.label.${printed.label}`));
  };
  useKeys({ 'Ctrl s': () => void save() });
  return (
    <SideSheet
      title={item?.name ?? t('stock.items.new')}
      onClose={onClose}
      foot={
        tab === 'stock' ? undefined : (
          <>
            {item !== null && (
              <span className={parts.start}>
                <Remove disabled={call.busy} onRemove={() => void remove()} />
              </span>
            )}
            {item !== null && (
              <TouchKey size="small" disabled={call.busy} onPress={() => void print()}>
                {t('stock.printLabel')}
              </TouchKey>
            )}
            <TouchKey
              size="small"
              tone="primary"
              hint="Ctrl S"
              disabled={call.busy || !dirty}
              onPress={() => void save()}
            >
              {t('stock.save')}
            </TouchKey>
          </>
        )
      }
    >
      {item !== null && (
        <div className={styles.tabs} role="tablist" aria-label={item.name}>
          {(['fields', 'stock'] as const).map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={tab === each}
              className={styles.tab}
              onClick={() => setTab(each)}
            >
              {t(`stock.tab.${each}`)}
            </button>
          ))}
          <span className={parts.soft}>
            {found?.sent === false ? t('stock.notSent') : t('stock.sent')}
          </span>
        </div>
      )}
      {call.error !== null && <Failure error={call.error} />}
      {said !== null && (
        <p className={parts.note} role="status">
          {said}
        </p>
      )}
      {checked && problems.size > 0 && (
        <p className={`${parts.note} ${parts.warn}`} role="alert">
          {t('stock.problems', { count: problems.size })}
        </p>
      )}
      {tab === 'stock' && found !== null ? (
        <>
          <StockPart found={found} onChanged={refresh} />
          <ItemHistory id={found.item.id} />
        </>
      ) : (
        <>
          <ItemForm
            draft={draft}
            problems={checked ? problems : NONE}
            isNew={item === null}
            references={references}
            set={(change) => {
              setSaid(null);
              setDraft((now) => ({ ...now, ...change }));
            }}
          />
          {found !== null && <VariantsPart found={found} onOpen={onOpen} onChanged={refresh} />}
        </>
      )}
    </SideSheet>
  );
}

const NONE = new Map();

/** Asks once more in its own place: what is deleted is gone at every till. */
function Remove({
  onRemove,
  disabled,
}: {
  readonly onRemove: () => void;
  readonly disabled: boolean;
}) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  return (
    <TouchKey
      size="small"
      tone="danger"
      disabled={disabled}
      onPress={() => (asked ? onRemove() : setAsked(true))}
    >
      {t(asked ? 'stock.removeReally' : 'stock.remove')}
    </TouchKey>
  );
}
