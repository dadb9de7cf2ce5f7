import { categoryPath } from '@second-chance/shared/catalogue/category-tree.ts';
import { categoryFields } from '@second-chance/shared/documents/reference-data.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { api } from '../api/client.ts';
import { PageLink } from '../frame/router.tsx';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { CATEGORIES_KEY, type Category, useReferences } from '../items/reference-queries.ts';
import { useUnsavedGuard } from '../items/use-unsaved-guard.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import styles from './category-tree.module.css';

interface Props {
  /** Null: a new one. */
  readonly category: Category | null;
  readonly parentId: string | null;
  readonly categories: readonly Category[];
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

/** Name and default tax of a category, and the way to remove one that nothing uses. */
export function CategorySheet({ category, parentId, categories, mayEdit, onClose }: Props) {
  const t = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const { store } = useStoreChoice();
  const { taxRates } = useReferences();
  const parent = categories.find(({ id }) => id === parentId);
  const begun = { name: category?.name ?? '', tax: category?.taxRateId ?? parent?.taxRateId ?? '' };
  const [name, setName] = useState(begun.name);
  const [tax, setTax] = useState<string>(begun.tax);
  const [asked, setAsked] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [tried, setTried] = useState(false);
  const id = useRef(newId());
  const taxRateId = tax || taxRates[0]?.value || '';
  const isDirty = !isSaved && (name !== begun.name || tax !== begun.tax);
  const guard = useUnsavedGuard(isDirty && mayEdit);
  const wrong = categoryFields.name.safeParse(name.trim()).success
    ? undefined
    : t(name.trim() === '' ? 'admin.problem.missing' : 'admin.problem.invalid');
  const done = async () => {
    flushSync(() => setIsSaved(true));
    await queries.invalidateQueries({ queryKey: CATEGORIES_KEY });
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const fields = { name: name.trim(), taxRateId: taxRateId as never };
      if (category !== null) {
        return api.categories.update({ id: category.id, revision: category.revision, ...fields });
      }
      const below = categories.filter((each) => each.parentId === parentId).length;
      return api.categories.create({
        id: id.current as never,
        storeId: store?.id as never,
        parentId: parentId as never,
        position: below,
        ...fields,
      });
    },
    async onSuccess() {
      toast({ text: t('admin.saved') });
      await done();
    },
  });
  const remove = useMutation({
    mutationFn: () => api.categories.remove({ id: category?.id as never }),
    onSuccess: done,
  });
  const submit = () => {
    setTried(true);
    if (wrong === undefined && taxRateId !== '') save.mutate();
  };
  return (
    <SideSheet
      title={category?.name ?? t('admin.categories.new')}
      {...(parent && { lead: t('admin.categories.below', { name: parent.name }) })}
      {...(category?.parentId && { lead: categoryPath(categories as never, category.id) })}
      onClose={onClose}
      {...(mayEdit && {
        foot: (
          <>
            {category !== null && (
              <span className={styles.start}>
                <Button tone="danger" icon="trash" onPress={() => setAsked(true)}>
                  {t('admin.delete')}
                </Button>
              </span>
            )}
            <Button onPress={onClose}>{t('admin.cancel')}</Button>
            <Button tone="primary" busy={save.isPending} onPress={submit}>
              {t('admin.save')}
            </Button>
          </>
        ),
      })}
    >
      <Form onSubmit={submit} label={category?.name ?? t('admin.categories.new')}>
        {save.error != null && <FailureNote error={save.error} />}
        <TextField
          label={t('admin.name')}
          value={name}
          onChange={setName}
          error={tried ? wrong : undefined}
          maxLength={120}
          disabled={!mayEdit}
          required
          autoFocus
        />
        <SelectField
          label={t('admin.categories.tax')}
          description={t('admin.categories.taxHint')}
          value={taxRateId}
          options={taxRates}
          onChange={setTax}
          disabled={!mayEdit}
        />
      </Form>
      {category !== null && (
        <p>
          <PageLink to="/items" search={{ category: category.id }} className={styles.link}>
            {t('admin.categories.showItems')}
          </PageLink>
        </p>
      )}
      {asked && (
        <ConfirmDialog
          title={t('admin.categories.removeTitle', { name: category?.name ?? '' })}
          confirmLabel={t('admin.delete')}
          tone="danger"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onCancel={() => {
            setAsked(false);
            remove.reset();
          }}
        >
          <p>{t('admin.categories.removeText')}</p>
        </ConfirmDialog>
      )}
      {guard.asked && (
        <ConfirmDialog
          title={t('admin.items.unsavedTitle')}
          confirmLabel={t('admin.items.discard')}
          tone="danger"
          onConfirm={guard.leave}
          onCancel={guard.stay}
        >
          <p>{t('admin.items.unsavedText')}</p>
        </ConfirmDialog>
      )}
    </SideSheet>
  );
}
