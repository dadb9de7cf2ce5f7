import { useAddress } from '../frame/router.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { FilterBar, FilterChips } from '../parts/filter-chips.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useText } from '../text/use-text.ts';
import { ConflictList } from './conflict-list.tsx';
import { ParkedList } from './parked-list.tsx';

/** What people changed at once, and what tills sent that could not be taken. */
export function ChangesPage() {
  return <NeedsStore>{(store) => <Changes store={store} />}</NeedsStore>;
}

function Changes({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const [address, change] = useAddress();
  const parked = address.list === 'parked';
  const all = address.state === 'all';
  return (
    <>
      <PageHead title={t('admin.place.changes')} lead={t('admin.changes.lead')} />
      <FilterBar>
        <FilterChips
          label={t('admin.changes.which')}
          options={[
            { value: 'conflicts', label: t('admin.changes.conflicts') },
            { value: 'parked', label: t('admin.changes.parked') },
          ]}
          value={parked ? 'parked' : 'conflicts'}
          onChange={(value) =>
            change({ list: value === 'parked' ? 'parked' : undefined, change: undefined })
          }
        />
        <FilterChips
          label={t('admin.state')}
          options={[
            { value: 'open', label: t('admin.changes.open') },
            { value: 'all', label: t('admin.changes.all') },
          ]}
          value={all ? 'all' : 'open'}
          onChange={(value) => change({ state: value === 'all' ? 'all' : undefined })}
        />
      </FilterBar>
      {parked ? <ParkedList store={store} all={all} /> : <ConflictList store={store} all={all} />}
    </>
  );
}
