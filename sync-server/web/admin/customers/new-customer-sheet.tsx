import type { StoreId } from '@second-chance/shared/ids.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import { CustomerFields, NOBODY } from './customer-fields.tsx';

/** Adds a person. */
export function NewCustomerSheet({
  storeId,
  onClose,
}: {
  readonly storeId: StoreId;
  readonly onClose: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const [id] = useState(() => newId<'Customer'>());
  const [value, setValue] = useState(NOBODY);
  const create = useMutation({
    mutationFn: () => api.customers.create({ id, storeId, ...value }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['customers'] });
      toast({ text: t('admin.saved') });
      onClose();
    },
  });
  const ready = value.name !== '';
  return (
    <SideSheet
      title={t('admin.customers.add')}
      onClose={onClose}
      foot={
        <Button
          tone="primary"
          busy={create.isPending}
          disabled={!ready}
          onPress={() => create.mutate()}
        >
          {t('admin.save')}
        </Button>
      }
    >
      <Form onSubmit={() => ready && create.mutateAsync().catch(() => undefined)}>
        <CustomerFields value={value} onChange={setValue} />
      </Form>
      {create.error !== null && <FailureNote error={create.error} />}
    </SideSheet>
  );
}
