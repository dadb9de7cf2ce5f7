import {
  EXPORT_FORMATS,
  EXPORT_PARTS,
  type ExportFormat,
  type ExportPart as Part,
} from '@second-chance/shared/contract/rest/tasks.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { CheckField, ChoiceField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { useText } from '../text/use-text.ts';
import { useWork } from '../work/work-context.tsx';
import { TaskCard } from '../work/work-sheet.tsx';
import styles from './transfer.module.css';

const SHOWN = 3;

/** Everything of the store as files: for a spreadsheet, or for another program. */
export function ExportPart() {
  const t = useText();
  const { store } = useStoreChoice();
  const { tasks, watch } = useWork();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [parts, setParts] = useState<readonly Part[]>(EXPORT_PARTS);
  const begin = useMutation({
    mutationFn: () =>
      api.tasks.export({
        id: newId() as never,
        storeId: store?.id as never,
        format,
        parts: EXPORT_PARTS.filter((part) => parts.includes(part)),
      }),
    onSuccess: (task) => watch(task.id),
  });
  const own = tasks.filter(({ kind, storeId }) => kind === 'export' && storeId === store?.id);
  return (
    <section className={styles.part} aria-labelledby="export">
      <h2 id="export">{t('admin.transfer.export')}</h2>
      <p>{t('admin.transfer.exportText')}</p>
      <Form
        onSubmit={() => begin.mutateAsync().catch(() => undefined)}
        label={t('admin.transfer.export')}
      >
        <fieldset className={styles.choices}>
          <legend>{t('admin.transfer.parts')}</legend>
          {EXPORT_PARTS.map((part) => (
            <CheckField
              key={part}
              label={t(`admin.transfer.part.${part}`)}
              checked={parts.includes(part)}
              onChange={(checked) =>
                setParts(checked ? [...parts, part] : parts.filter((each) => each !== part))
              }
            />
          ))}
        </fieldset>
        <ChoiceField
          label={t('admin.transfer.format')}
          value={format}
          options={EXPORT_FORMATS.map((value) => ({
            value,
            label: t(`admin.transfer.format.${value}`),
          }))}
          onChange={setFormat}
        />
        <div>
          <Button
            submit
            tone="primary"
            icon="export"
            busy={begin.isPending}
            disabled={parts.length === 0}
          >
            {t('admin.transfer.beginExport')}
          </Button>
        </div>
      </Form>
      {begin.error != null && <FailureNote error={begin.error} />}
      <ul className={styles.exports} aria-label={t('admin.transfer.exports')}>
        {own.slice(0, SHOWN).map((task) => (
          <li key={task.id}>
            <TaskCard task={task} />
          </li>
        ))}
      </ul>
    </section>
  );
}
