import { ORPCError } from '@orpc/client';
import { ITEM_COLUMNS } from '@second-chance/shared/catalogue/import-columns.ts';
import { IMPORT_BYTES_MAX, type TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Icon } from '../parts/icon.tsx';
import { newId } from '../parts/new-id.ts';
import { useText } from '../text/use-text.ts';
import { useWatchTask } from '../work/work-context.tsx';
import styles from './transfer.module.css';

/** Takes a table; the first look at it changes nothing. */
export function ImportPart({ onBegun }: { readonly onBegun: (taskId: string) => void }) {
  const t = useText();
  const { store } = useStoreChoice();
  const watch = useWatchTask();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const send = useMutation({
    mutationFn: (file: File) => sendTable(file, store?.id ?? ''),
    onSuccess(task) {
      watch(task.id);
      onBegun(task.id);
    },
  });
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined) send.mutate(file);
  };
  return (
    <section className={styles.part} aria-labelledby="import">
      <h2 id="import">{t('admin.transfer.import')}</h2>
      <p>{t('admin.transfer.importText')}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the key in it does the same */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <Icon name="transfer" />
        <p>{t('admin.transfer.drop')}</p>
        <Button tone="primary" busy={send.isPending} onPress={() => input.current?.click()}>
          {t('admin.transfer.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          hidden
          data-testid="table"
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {send.error != null && <FailureNote error={send.error} />}
      <details className={styles.more}>
        <summary>{t('admin.transfer.columns')}</summary>
        <p>{t('admin.transfer.columnsText')}</p>
        <p className={styles.columns}>
          {ITEM_COLUMNS.map((column) => (
            <code key={column}>{column}</code>
          ))}
        </p>
      </details>
    </section>
  );
}

async function sendTable(file: File, storeId: string): Promise<TaskView> {
  if (file.size > IMPORT_BYTES_MAX) {
    throw new ORPCError('PAYLOAD_TOO_LARGE', { status: 413, message: 'too large' });
  }
  const query = new URLSearchParams({ storeId, id: newId(), name: file.name.slice(0, 200) });
  const answer = await fetch(`/imports?${query}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'text/csv' },
    credentials: 'same-origin',
  });
  const body = (await answer.json()) as Record<string, unknown>;
  if (answer.ok) return body as unknown as TaskView;
  throw new ORPCError(String(body.code ?? 'INTERNAL'), {
    status: answer.status,
    message: String(body.message),
    data: body.details,
  });
}
