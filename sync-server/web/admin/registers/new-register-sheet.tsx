import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useText } from '../text/use-text.ts';

interface Props {
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}

const FORM = 'new-register';

/** Adds a till place. Its code stands on every receipt, so it is short. */
export function NewRegisterSheet({ onClose, onMade }: Props) {
  const t = useText();
  const { stores, store } = useStoreChoice();
  const openStores = stores.filter(({ closedAt }) => closedAt === undefined);
  const [id] = useState(() => newId());
  const [storeId, setStoreId] = useState<string>(store?.id ?? openStores[0]?.id ?? '');
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const wrongCode = !/^[A-Z0-9]{1,8}$/.test(code);
  const add = useMutation({
    mutationFn: () =>
      api.registers.create({ id: id as never, storeId: storeId as never, code, name }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['registers'] });
      onMade(id);
    },
  });
  return (
    <SideSheet
      title={t('admin.registers.add')}
      onClose={onClose}
      foot={
        <Button submit form={FORM} tone="primary" busy={add.isPending}>
          {t('admin.add')}
        </Button>
      }
    >
      <Form
        id={FORM}
        onSubmit={() => {
          setTried(true);
          const complete = !wrongCode && name !== '';
          return complete ? add.mutateAsync().catch(() => undefined) : undefined;
        }}
      >
        <SelectField
          label={t('admin.store')}
          value={storeId}
          options={openStores.map((each) => ({ value: each.id as string, label: each.name }))}
          onChange={setStoreId}
        />
        <TextField
          label={t('admin.registers.code')}
          description={t('admin.registers.codeHint')}
          kind="code"
          autoFocus
          value={code}
          onChange={(text) => setCode(text.toUpperCase())}
          maxLength={8}
          error={tried && wrongCode ? t('admin.codeWrong') : undefined}
        />
        <TextField
          label={t('admin.name')}
          description={t('admin.registers.nameHint')}
          value={name}
          onChange={setName}
          maxLength={60}
          error={tried && name === '' ? t('admin.required') : undefined}
        />
        {add.error !== null && <FailureNote error={add.error} />}
      </Form>
    </SideSheet>
  );
}
