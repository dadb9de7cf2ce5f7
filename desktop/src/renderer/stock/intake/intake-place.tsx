/**
 * Second-hand goods come in one after another: Enter saves, prints the label and is at the next one,
 * with everything that repeats still there.
 */
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { CONDITIONS } from '@second-chance/shared/documents/item.ts';
import { minorUnits, sum } from '@second-chance/shared/money/minor-units.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useKeys, useScan } from '../../keys/keyboard.ts';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { Money } from '../../text/money.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { playTone } from '../../tones/tones.ts';
import { EMPTY, type ItemDraft, readDraft } from '../items/item-draft.ts';
import { PictureField } from '../items/picture-field.tsx';
import { AreaField, CheckField, LineField, Row, SelectField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import { Place } from '../parts/place.tsx';
import { Thumb } from '../parts/thumb.tsx';
import { useReferences } from '../parts/use-references.ts';
import styles from './intake-place.module.css';
import { nextDraft, REPEATABLE, type Repeatable } from './next-draft.ts';

interface Taken {
  readonly item: ItemDocument;
  readonly sameCode: readonly string[];
}

export function IntakePlace() {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const queries = useQueryClient();
  const references = useReferences();
  const call = useCall();
  const form = useRef<HTMLFormElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<ItemDraft>(EMPTY);
  const [repeats, setRepeats] = useState<ReadonlySet<Repeatable>>(
    new Set<Repeatable>(['categoryId', 'condition']),
  );
  const [printing, setPrinting] = useState(true);
  const [label, setLabel] = useState<'printed' | 'no_printer' | 'not_wanted'>('not_wanted');
  const [checked, setChecked] = useState(false);
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  useEffect(() => name.current?.focus(), []);

  const complete = { ...draft, listedOn: references?.today ?? '' };
  const { fields, pieces, problems } = readDraft(complete, format.parse);
  const set = (change: Partial<ItemDraft>) => setDraft((now) => ({ ...now, ...change }));
  const error = (field: keyof ItemDraft) => {
    const problem = checked ? problems.get(field) : undefined;
    return problem === undefined
      ? undefined
      : t(`stock.problem.${problem}`, { example: format.example });
  };

  const save = async () => {
    setChecked(true);
    if (problems.size > 0) {
      playTone('miss');
      return focusFirstWrong(form.current);
    }
    const made = await call.run(() =>
      port.inventory.create({ fields, pieces, printLabel: printing }),
    );
    if (made === null) return playTone('miss');
    playTone('hit');
    setTaken((before) => [{ item: made.item, sameCode: made.sameCode }, ...before]);
    setLabel(made.label);
    setDraft(nextDraft(draft, repeats));
    setChecked(false);
    name.current?.focus();
    void queries.invalidateQueries({ queryKey: ['stock', 'list'] });
  };
  const takeBack = async ({ item }: Taken) => {
    const gone = await call.run(() => port.items.delete({ id: item.id }));
    if (gone === null) return;
    setTaken((before) => before.filter((other) => other.item.id !== item.id));
    void queries.invalidateQueries({ queryKey: ['stock', 'list'] });
  };
  useScan((code) => {
    playTone('hit');
    set({ barcodes: [...new Set([...draft.barcodes, code])] });
  });
  const conditionKeys = Object.fromEntries(
    CONDITIONS.map((condition, place) => [`Alt ${place + 1}`, () => set({ condition })]),
  );
  useKeys({ ...conditionKeys, 'Ctrl Enter': () => void save() });
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement) return;
    if (event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    void save();
  };
  const line = (field: 'name' | 'size' | 'brand' | 'colour', maxLength: number) => ({
    label: t(`stock.field.${field}`),
    value: draft[field],
    maxLength,
    error: error(field),
    onChange: (value: string) => set({ [field]: value }),
  });
  const money = { kind: 'figures', inputMode: 'decimal', maxLength: 20 } as const;
  return (
    <Place title={t('stock.intake')} lead={t('stock.intake.lead')}>
      <div className={styles.split}>
        <form
          ref={form}
          className={styles.form}
          aria-label={t('stock.intake')}
          onKeyDown={onEnter}
          onSubmit={(event) => event.preventDefault()}
        >
          <LineField {...line('name', 300)} inputRef={name} />
          <Row>
            <SelectField
              label={t('stock.column.category')}
              value={draft.categoryId}
              error={error('categoryId')}
              options={[
                ...(draft.categoryId === '' ? [{ value: '', label: t('stock.chooseOne') }] : []),
                ...(references?.categories ?? []).map(({ id, path }) => ({
                  value: id as string,
                  label: path,
                })),
              ]}
              onChange={(categoryId) => set({ categoryId })}
            />
            <LineField
              label={t('stock.field.price')}
              {...money}
              value={draft.price}
              error={error('price')}
              placeholder={format.example}
              onChange={(price) => set({ price })}
            />
          </Row>
          <fieldset className={parts.section}>
            <legend className={parts.label}>{t('stock.column.condition')}</legend>
            <div className={styles.conditions}>
              {CONDITIONS.map((condition, place) => (
                <button
                  key={condition}
                  type="button"
                  className={parts.chip}
                  aria-pressed={draft.condition === condition}
                  aria-keyshortcuts={`Alt+${place + 1}`}
                  onClick={() => set({ condition })}
                >
                  {t(`condition.${condition}`)}
                  {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus; aria-keyshortcuts says it */}
                  <kbd className={styles.kbd} aria-hidden="true">
                    {`Alt ${place + 1}`}
                  </kbd>
                </button>
              ))}
            </div>
          </fieldset>
          <Row>
            <LineField {...line('size', 60)} />
            <LineField {...line('brand', 120)} />
            <LineField {...line('colour', 60)} />
          </Row>
          <AreaField
            label={t('stock.field.defects')}
            value={draft.defects}
            maxLength={1_000}
            onChange={(defects) => set({ defects })}
          />
          <Row>
            <LineField
              label={t('stock.field.unitCost')}
              {...money}
              value={draft.unitCost}
              error={error('unitCost')}
              onChange={(unitCost) => set({ unitCost })}
            />
            <SelectField
              label={t('stock.field.schedule')}
              value={draft.priceScheduleId}
              options={[
                { value: '', label: t('stock.noSchedule') },
                ...(references?.priceSchedules ?? []).map(({ id, name: text }) => ({
                  value: id,
                  label: text,
                })),
              ]}
              onChange={(priceScheduleId) => set({ priceScheduleId })}
            />
            <SelectField
              label={t('stock.field.scheme')}
              value={draft.taxScheme}
              options={(['standard', 'margin'] as const).map((value) => ({
                value,
                label: t(`stock.scheme.${value}`),
              }))}
              onChange={(taxScheme) => set({ taxScheme })}
            />
          </Row>
          {draft.barcodes.length > 0 && (
            <p className={parts.note}>
              {t('stock.intake.code', { code: draft.barcodes.join(', ') })}
            </p>
          )}
          <PictureField pictures={draft.pictures} onChange={(pictures) => set({ pictures })} />
          {call.error !== null && <Failure error={call.error} />}
        </form>
        <aside className={styles.side}>
          <TouchKey
            tone="primary"
            size="pay"
            wide
            hint="Enter"
            disabled={call.busy}
            onPress={() => void save()}
          >
            {t('stock.intake.save')}
          </TouchKey>
          <CheckField label={t('stock.intake.print')} checked={printing} onChange={setPrinting} />
          {printing && label === 'no_printer' && (
            <p className={`${parts.note} ${parts.warn}`} role="status">
              {t('stock.label.no_printer')}
            </p>
          )}
          <fieldset className={parts.section}>
            <legend className={parts.label}>{t('stock.intake.repeat')}</legend>
            <div className={styles.conditions}>
              {REPEATABLE.map((field) => (
                <button
                  key={field}
                  type="button"
                  className={parts.chip}
                  aria-pressed={repeats.has(field)}
                  onClick={() => setRepeats(toggled(repeats, field))}
                >
                  {t(`stock.intake.repeat.${field}`)}
                </button>
              ))}
            </div>
          </fieldset>
          <TakenList taken={taken} busy={call.busy} onTakeBack={(one) => void takeBack(one)} />
        </aside>
      </div>
    </Place>
  );
}

function TakenList({
  taken,
  busy,
  onTakeBack,
}: {
  readonly taken: readonly Taken[];
  readonly busy: boolean;
  readonly onTakeBack: (one: Taken) => void;
}) {
  const t = useText();
  const value = sum(taken.map(({ item }) => item.price));
  return (
    <section className={styles.taken} aria-label={t('stock.intake.taken')}>
      <h3 className={styles.takenHead}>
        <span>{t('stock.intake.takenCount', { count: taken.length })}</span>
        {taken.length > 0 && <Money amount={minorUnits(value)} />}
      </h3>
      {taken.length === 0 && <p className={parts.soft}>{t('stock.intake.takenNone')}</p>}
      <ul className={parts.lines} aria-live="polite">
        {taken.slice(0, 50).map((one) => (
          <li key={one.item.id} className={parts.line}>
            <Thumb name={one.item.pictures[0] ?? null} />
            <span className={parts.lineText}>
              <span className={parts.lineName}>{one.item.name}</span>
              <span className={parts.soft}>
                {one.item.sku} · <Money amount={one.item.price} form="plain" />
              </span>
              {one.sameCode.length > 0 && (
                <span className={parts.wrong}>
                  {t('stock.sameCode', { code: one.sameCode.join(', ') })}
                </span>
              )}
            </span>
            <TouchKey
              size="small"
              tone="quiet"
              disabled={busy}
              label={t('stock.intake.takeBackItem', { name: one.item.name })}
              onPress={() => onTakeBack(one)}
            >
              {t('stock.intake.takeBack')}
            </TouchKey>
          </li>
        ))}
      </ul>
    </section>
  );
}

function toggled(set: ReadonlySet<Repeatable>, field: Repeatable): ReadonlySet<Repeatable> {
  const next = new Set(set);
  if (!next.delete(field)) next.add(field);
  return next;
}

/** After the fields show what is wrong. */
function focusFirstWrong(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
