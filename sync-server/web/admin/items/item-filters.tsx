import type { ItemList } from '@second-chance/shared/contract/rest/item-lists.ts';
import { CONDITIONS, ITEM_STATUSES } from '@second-chance/shared/documents/item.ts';
import { useEffect, useState } from 'react';
import { FilterBar, FilterChips, FilterSelect, SearchField } from '../parts/filter-chips.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { FilterMore } from './filter-more.tsx';
import { useReferences } from './reference-queries.ts';
import type { useItemFilter } from './use-item-filter.ts';

/** Typing asks the server once it pauses that long. */
const PAUSE_MS = 200;

/** What narrows the list down; all of it is in the address. */
export function ItemFilters({
  list,
  state,
}: {
  readonly list: ItemList | undefined;
  readonly state: ReturnType<typeof useItemFilter>;
}) {
  const t = useText();
  const format = useFormat();
  const references = useReferences();
  const { filter, address, change } = state;
  const [words, setWords] = useTypedWords(address.q ?? '', (q) => change({ q: q || undefined }));
  const counts = list?.counts;
  return (
    <FilterBar>
      <SearchField label={t('admin.items.search')} value={words} onChange={setWords} />
      <FilterChips
        label={t('admin.state')}
        options={ITEM_STATUSES.filter(
          (status) => status === filter.status || !counts || (counts[status] ?? 0) > 0,
        ).map((status) => ({
          value: status,
          label: `${t(`admin.items.status.${status}`)}${counts ? ` ${format.count(counts[status] ?? 0)}` : ''}`,
        }))}
        value={filter.status ?? null}
        onChange={(status) => change({ status: status ?? undefined })}
      />
      <FilterSelect
        label={t('admin.items.category')}
        options={references.categories}
        value={filter.categoryId ?? null}
        onChange={(category) => change({ category: category ?? undefined })}
      />
      <FilterSelect
        label={t('admin.items.condition')}
        options={CONDITIONS.map((value) => ({ value, label: t(`admin.items.condition.${value}`) }))}
        value={filter.condition ?? null}
        onChange={(condition) => change({ condition: condition ?? undefined })}
      />
      <FilterMore filter={filter} change={change} />
    </FilterBar>
  );
}

/** What is typed shows at once and counts after a pause; an address that changes shows at once, too. */
function useTypedWords(
  current: string,
  onPause: (words: string) => void,
): readonly [string, (words: string) => void] {
  const [words, setWords] = useState(current);
  const [sent, setSent] = useState(current);
  if (current !== sent) {
    setSent(current);
    setWords(current);
  }
  useEffect(() => {
    if (words === sent) return;
    const timer = setTimeout(() => {
      setSent(words);
      onPause(words);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, sent, onPause]);
  return [words, setWords];
}
