import { useState } from 'react';
import { useAddress } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { useCategories } from '../items/reference-queries.ts';
import { Button } from '../parts/button.tsx';
import { Empty, LoadFailed, Loading } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useText } from '../text/use-text.ts';
import { CategorySheet } from './category-sheet.tsx';
import { CategoryTree } from './category-tree.tsx';

/** The categories of a store as the tree that they are, with the tax of each. */
export function CategoriesPage() {
  const t = useText();
  const session = useSession();
  const { store } = useStoreChoice();
  const query = useCategories();
  const [address, change] = useAddress();
  const [parentId, setParentId] = useState<string | null>(null);
  const mayEdit = session.can('edit_catalogue');
  const categories = query.data?.rows ?? [];
  const opened = address.category;
  const add = (parent: string | null) => {
    setParentId(parent);
    change({ category: 'new' }, { replace: false });
  };
  if (store === null) {
    return (
      <>
        <PageHead title={t('admin.place.categories')} />
        <Empty title={t('admin.items.whichStore')}>{t('admin.items.whichStoreTodo')}</Empty>
      </>
    );
  }
  const category = categories.find(({ id }) => id === opened) ?? null;
  return (
    <>
      <PageHead
        title={t('admin.place.categories')}
        {...(query.data && {
          count: t('admin.categories.count', { count: categories.length }),
        })}
        {...(mayEdit && { lead: t('admin.categories.lead') })}
        actions={
          mayEdit && (
            <Button tone="primary" icon="plus" onPress={() => add(null)}>
              {t('admin.categories.new')}
            </Button>
          )
        }
      />
      {query.isPending && <Loading />}
      {query.error != null && (
        <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && categories.length === 0 && (
        <Empty title={t('admin.categories.empty')}>{t('admin.categories.emptyTodo')}</Empty>
      )}
      {categories.length > 0 && (
        <CategoryTree
          categories={categories}
          mayEdit={mayEdit}
          openId={opened ?? null}
          onOpen={(id) => change({ category: id }, { replace: false })}
          onAdd={add}
        />
      )}
      {(opened === 'new' || category !== null) && (
        <CategorySheet
          key={opened}
          category={opened === 'new' ? null : category}
          parentId={opened === 'new' ? parentId : null}
          categories={categories}
          mayEdit={mayEdit}
          onClose={() => change({ category: undefined })}
        />
      )}
    </>
  );
}
