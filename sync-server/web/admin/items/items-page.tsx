import { useCallback, useState } from 'react';
import { useSession } from '../frame/session-context.tsx';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { Empty, LoadFailed, Loading } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ItemFilters } from './item-filters.tsx';
import { useItemList } from './item-list-query.ts';
import { ItemSheet } from './item-sheet.tsx';
import { ItemTable } from './item-table.tsx';
import type { Ranges } from './ranges.ts';
import { useItemFilter } from './use-item-filter.ts';

/** All items of a store: found, chosen, changed one by one or many at once. */
export function ItemsPage() {
  const t = useText();
  const format = useFormat();
  const session = useSession();
  const { store } = useStoreChoice();
  const state = useItemFilter();
  const { filter, order, address, change } = state;
  const query = useItemList({ storeId: store?.id ?? null, filter, sort: order });
  const list = query.data;
  const mayEdit = session.can('edit_catalogue');
  // What is chosen are places of one list; another list has others.
  const [choice, setChoice] = useState<{ readonly listId: string; readonly ranges: Ranges }>();
  const chosen = choice !== undefined && choice.listId === list?.id ? choice.ranges : [];
  const choose = (ranges: Ranges) => list && setChoice({ listId: list.id, ranges });
  const open = useCallback((item: string) => change({ item }, { replace: false }), [change]);
  const isFiltered = Object.keys(filter).length > 0;

  if (store === null) {
    return (
      <>
        <PageHead title={t('admin.place.items')} />
        <Empty title={t('admin.items.whichStore')}>{t('admin.items.whichStoreTodo')}</Empty>
      </>
    );
  }
  return (
    <>
      <PageHead
        title={t('admin.place.items')}
        {...(list && {
          count: t('admin.items.count', { count: list.total, total: format.count(list.total) }),
        })}
        actions={
          mayEdit && (
            <Button tone="primary" icon="plus" onPress={() => open('new')}>
              {t('admin.items.new')}
            </Button>
          )
        }
      />
      <ItemFilters list={list} state={state} />
      {mayEdit && list && chosen.length > 0 && (
        <BulkBar list={list} chosen={chosen} onClear={() => choose([])} />
      )}
      {list === undefined && query.isPending && <Loading />}
      {list === undefined && query.error != null && (
        <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {list?.total === 0 && (
        <Empty title={t(isFiltered ? 'admin.items.noneFound' : 'admin.items.empty')}>
          {t(isFiltered ? 'admin.items.noneFoundTodo' : 'admin.items.emptyTodo')}
        </Empty>
      )}
      {list !== undefined && list.total > 0 && (
        <ItemTable
          list={list}
          sort={order}
          onSort={({ by, descending }) =>
            change({ sort: by === 'newest' ? undefined : descending ? `-${by}` : by })
          }
          openId={address.item ?? null}
          onOpen={open}
          chosen={mayEdit ? chosen : null}
          onChoose={choose}
        />
      )}
      {address.item !== undefined && (
        <ItemSheet
          key={address.item}
          itemId={address.item === 'new' ? null : address.item}
          mayEdit={mayEdit}
          onClose={() => change({ item: undefined, tab: undefined })}
        />
      )}
    </>
  );
}
