/**
 * The tree itself. A row is moved by dragging it, by Alt and the arrow keys, or by its own keys: up
 * and down among its siblings, right below the one before it, left out to its parent's side.
 */
import { categoryTree } from '@second-chance/shared/catalogue/category-tree.ts';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { Category } from '../items/reference-queries.ts';
import { useReferences } from '../items/reference-queries.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { useText } from '../text/use-text.ts';
import styles from './category-tree.module.css';
import { type Direction, dropOn, placeAfter, stepOf } from './moves.ts';
import { useMoveCategory } from './use-move-category.ts';

interface Props {
  readonly categories: readonly Category[];
  readonly mayEdit: boolean;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
  readonly onAdd: (parentId: string) => void;
}

type Zone = 'before' | 'inside';

export function CategoryTree({ categories, mayEdit, openId, onOpen, onAdd }: Props) {
  const t = useText();
  const { taxRates } = useReferences();
  const rows = categoryTree(categories);
  const list = useRef<HTMLUListElement>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [target, setTarget] = useState<{ readonly id: string; readonly zone: Zone } | null>(null);
  const { move, error, said } = useMoveCategory(categories);
  const focus = (id: string) =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-category="${id}"]`)?.focus(),
    );

  async function step(id: string, direction: Direction) {
    const place = stepOf(categories, { id, direction });
    if (place !== null) await move(id, place);
    focus(id);
  }

  function onKey(event: KeyboardEvent, id: string) {
    const direction = DIRECTIONS[event.key];
    const at = rows.findIndex(({ category }) => category.id === id);
    if (event.altKey && direction !== undefined && mayEdit) {
      event.preventDefault();
      void step(id, direction);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.category.id;
      if (next !== undefined) focus(next);
    }
  }

  function zoneOf(event: DragEvent): Zone {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientY < box.top + box.height * 0.4 ? 'before' : 'inside';
  }

  return (
    <div className={styles.place}>
      {error != null && <FailureNote error={error} />}
      <p className={styles.said} role="status">
        {said}
      </p>
      <ul ref={list} className={styles.tree} aria-label={t('admin.place.categories')}>
        {rows.map(({ category, depth }) => {
          const { id, name, taxRateId } = category;
          const drop = target?.id === id && dragged !== id ? target.zone : undefined;
          return (
            <li
              key={id}
              className={styles.row}
              data-open={openId === id || undefined}
              data-drop={drop}
              data-dragged={dragged === id || undefined}
              style={{ paddingInlineStart: `calc(var(--ad-pad) + ${depth * 28}px)` }}
              draggable={mayEdit}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', name);
                setDragged(id);
              }}
              onDragEnd={() => {
                setDragged(null);
                setTarget(null);
              }}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                setTarget({ id, zone: zoneOf(event) });
              }}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged === null) return;
                const place = dropOn(categories, { id: dragged, onto: id, zone: zoneOf(event) });
                if (place !== null) void move(dragged, place);
                setTarget(null);
              }}
            >
              <button
                type="button"
                data-category={id}
                className={styles.name}
                aria-label={t('admin.categories.row', { name, level: depth + 1 })}
                onClick={() => onOpen(id)}
                onFocus={() => setCursor(id)}
                onKeyDown={(event) => onKey(event, id)}
              >
                {name}
              </button>
              <span className={styles.tax}>
                {taxRates.find(({ value }) => value === taxRateId)?.label ?? ''}
              </span>
              {mayEdit && (
                <span className={styles.tools} data-shown={cursor === id || undefined}>
                  {(['up', 'down', 'left', 'right'] as const).map((direction) => (
                    <Button
                      key={direction}
                      tone="quiet"
                      icon={direction}
                      label={t(`admin.categories.move.${direction}`, { name })}
                      disabled={stepOf(categories, { id, direction }) === null}
                      onPress={() => void step(id, direction)}
                    />
                  ))}
                  <Button
                    tone="quiet"
                    icon="plus"
                    label={t('admin.categories.addBelow', { name })}
                    onPress={() => onAdd(id)}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {dragged !== null && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; keys have their own way
        <div
          className={styles.end}
          onDragOver={(event) => event.preventDefault()}
          onDrop={() => void move(dragged, placeAfter(null))}
        >
          {t('admin.categories.toTop')}
        </div>
      )}
    </div>
  );
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
