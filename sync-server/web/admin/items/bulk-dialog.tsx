import type { BulkEdit } from '@second-chance/shared/catalogue/bulk-edit.ts';
import type { ItemList } from '@second-chance/shared/contract/rest/item-lists.ts';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { useWatchTask } from '../work/work-context.tsx';
import { BulkFields, type BulkWhat } from './bulk-fields.tsx';
import { countPlaces, type Ranges } from './ranges.ts';

/** One change for all that is chosen. It goes on by itself, and can be taken back. */
export function BulkDialog({
  what,
  list,
  chosen,
  onClose,
  onBegun,
}: {
  readonly what: BulkWhat;
  readonly list: ItemList;
  readonly chosen: Ranges;
  readonly onClose: () => void;
  readonly onBegun: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const { store } = useStoreChoice();
  const watch = useWatchTask();
  const [edit, setEdit] = useState<BulkEdit | null>(null);
  // One id for one decision: pressing again after a lost answer does not do it twice.
  const id = useRef(newId());
  const begin = useMutation({
    mutationFn: (wish: BulkEdit) =>
      api.tasks.bulkEdit({
        id: id.current as never,
        storeId: store?.id as never,
        listId: list.id as never,
        ranges: chosen.map(([from, to]): [number, number] => [from, to]),
        edit: wish,
      }),
    onSuccess(task) {
      watch(task.id);
      onBegun();
    },
  });
  const count = countPlaces(chosen);
  const submit = () => edit !== null && begin.mutate(edit);
  return (
    <Dialog
      title={t('admin.bulk.dialog', {
        what: t(`admin.bulk.what.${what}`),
        count,
        total: format.count(count),
      })}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t('admin.cancel')}</Button>
          <Button tone="primary" disabled={edit === null} busy={begin.isPending} onPress={submit}>
            {t('admin.bulk.do', { count, total: format.count(count) })}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit}>
        <BulkFields
          what={what}
          sample={list.rows[chosen[0]?.[0] ?? 0] ?? null}
          onChange={setEdit}
        />
      </Form>
      <p>{t('admin.bulk.canUndo')}</p>
      {begin.error != null && <FailureNote error={begin.error} />}
    </Dialog>
  );
}
