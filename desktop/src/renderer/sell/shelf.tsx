import type { ItemHit } from '@second-chance/shared/contract/till/views.ts';
import type { CategoryId } from '@second-chance/shared/ids.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { callErrorOf } from '../rpc/call-error.ts';
import { percentLoaded } from '../start/percent-loaded.ts';
import type { Source } from '../state/source.ts';
import { usePort, useTillState } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { useSell } from './sell-context.ts';
import styles from './shelf.module.css';
import { HIT_EVENT, type HitKey } from './shelf-keys.ts';
import { Tile } from './tile.tsx';

const HITS_MAX = 60;
const SETTLE_MS = 40;
/** A slow scanner leaves such pauses within a code, and words have no figures. */
const CODE_SETTLE_MS = 100;

/** Tiles of a category, or the hits of a search while something is typed. */
export const Shelf = memo(function Shelf() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const { catalogue } = useTillState();
  const text = useSettled(model.searchText);
  const [categoryId, setCategoryId] = useState<CategoryId | null>(null);
  const loaded = `${catalogue.documents}/${catalogue.complete}`;
  const categories = useQuery({
    queryKey: ['categories', loaded],
    queryFn: () => port.catalogue.categories({}),
    placeholderData: keepPreviousData,
  });
  // A search looks everywhere: a thing is rarely where one thinks it is.
  const asked = { text, categoryId: text === '' ? categoryId : null, limit: HITS_MAX };
  const hits = useQuery({
    queryKey: ['search', asked, loaded],
    queryFn: () => port.catalogue.search(asked),
    placeholderData: keepPreviousData,
  });
  const items = hits.data ?? [];
  const take = useCallback(
    (item: ItemHit) => void model.addItem(item.id).then(() => model.searchText.set('')),
    [model],
  );
  const marked = useMarkedHit(text, items, take);
  return (
    <section className={styles.shelf} aria-label={t('sell.items')}>
      {text === '' ? (
        <fieldset className={styles.categories} aria-label={t('sell.categories')}>
          <TouchKey pressed={categoryId === null} onPress={() => setCategoryId(null)}>
            {t('sell.all')}
          </TouchKey>
          {(categories.data ?? [])
            .filter(({ itemCount }) => itemCount > 0)
            .map(({ id, name }) => (
              <TouchKey key={id} pressed={id === categoryId} onPress={() => setCategoryId(id)}>
                {name}
              </TouchKey>
            ))}
        </fieldset>
      ) : (
        <p className={styles.count} role="status">
          {items.length === HITS_MAX
            ? t('sell.hitsMax', { count: HITS_MAX })
            : t('sell.hits', { count: items.length })}
        </p>
      )}
      {hits.isError && <Failure error={callErrorOf(hits.error)} />}
      {hits.isSuccess && items.length === 0 ? (
        <EmptyState title={text === '' ? t('sell.emptyCategory') : t('sell.noHits', { text })}>
          <p>
            {text === ''
              ? t('sell.emptyCategoryHint')
              : catalogue.complete
                ? t('sell.noHitsHint')
                : t('sell.noHitsLoading', { percent: percentLoaded(catalogue) })}
          </p>
        </EmptyState>
      ) : (
        <ul className={styles.tiles}>
          {items.map((item, at) => (
            <li key={item.id}>
              <Tile item={item} marked={at === marked} onTake={take} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
});

/**
 * The text once typing pauses for a moment, or is empty: a scanner's burst through the field is no
 * search, and draws nothing here.
 */
function useSettled(source: Source<string>): string {
  const [settled, setSettled] = useState(() => source.get().trim());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => setSettled(source.get().trim());
    const stop = source.subscribe(() => {
      clearTimeout(timer);
      const text = source.get().trim();
      if (text === '') settle();
      else timer = setTimeout(settle, /[0-9]/.test(text) ? CODE_SETTLE_MS : SETTLE_MS);
    });
    settle();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [source]);
  return settled;
}

/** The hit that Enter takes: chosen with the arrow keys, none to begin with. */
function useMarkedHit(text: string, items: readonly ItemHit[], take: (item: ItemHit) => void) {
  const [moved, setMoved] = useState<{ text: string; at: number } | null>(null);
  const marked =
    text === '' ? -1 : moved?.text === text ? Math.min(moved.at, items.length - 1) : -1;
  const latest = useRef({ text, items, take, marked });
  useEffect(() => {
    latest.current = { text, items, take, marked };
  });
  useEffect(() => {
    const onKey = (event: Event) => {
      const now = latest.current;
      const key = (event as CustomEvent<HitKey>).detail;
      if (now.items.length === 0) return;
      if (key === 'take') {
        const item = now.items[now.marked];
        if (item === undefined) return;
        now.take(item);
      } else {
        const at = now.marked + (key === 'next' ? 1 : -1);
        setMoved({ text: now.text, at: Math.min(Math.max(at, 0), now.items.length - 1) });
      }
      event.preventDefault();
    };
    window.addEventListener(HIT_EVENT, onKey);
    return () => window.removeEventListener(HIT_EVENT, onKey);
  }, []);
  return marked;
}
