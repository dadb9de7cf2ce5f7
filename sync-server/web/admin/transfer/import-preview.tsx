import type {
  TaskOutcome,
  TaskRowView,
  TaskView,
} from '@second-chance/shared/contract/rest/tasks.ts';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { Button } from '../parts/button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty, LoadFailed, Loading } from '../parts/empty.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { FilterBar, FilterChips } from '../parts/filter-chips.tsx';
import { newId } from '../parts/new-id.ts';
import { Tag } from '../parts/tag.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { problemsOf } from '../work/problem-words.ts';
import { summaryOf } from '../work/task-words.ts';
import { isOpen, useWork } from '../work/work-context.tsx';
import { TaskCard, TaskProgress } from '../work/work-sheet.tsx';
import { ChangeList, newCategoriesOf } from './change-list.tsx';
import styles from './transfer.module.css';

/** More new categories than these would push the rows off the screen. */
const UNFOLDED_MAX = 4;
const OUTCOMES = ['create', 'update', 'same', 'error'] as const;
const TONES = { create: 'good', update: 'waiting', same: 'plain', error: 'bad' } as const;

/** What an import will do, row by row, before it does it; and after that what it did. */
export function ImportPreview({
  taskId,
  onLeave,
}: {
  readonly taskId: string;
  readonly onLeave: () => void;
}) {
  const t = useText();
  const { tasks, watch } = useWork();
  const check = useQuery({
    queryKey: ['task', taskId],
    queryFn: () => api.tasks.get({ id: taskId as never }) as Promise<TaskView>,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? 700 : false),
  });
  const importId = useRef(newId());
  const begin = useMutation({
    mutationFn: () => api.tasks.import({ id: taskId as never, taskId: importId.current as never }),
    onSuccess: (task) => watch(task.id),
  });
  const task = check.data;
  const imported = tasks.find(({ kind, about }) => kind === 'import' && about.checkId === taskId);
  if (check.isPending) return <Loading />;
  if (check.error != null || task === undefined) {
    return <LoadFailed error={check.error} onRetry={() => void check.refetch()} />;
  }
  const wishes = (task.counts.create ?? 0) + (task.counts.update ?? 0);
  const errors = task.counts.error ?? 0;
  const made = newCategoriesOf(task);
  const name = typeof task.about.fileName === 'string' ? task.about.fileName : '';
  return (
    <>
      <section className={styles.summary} aria-label={name}>
        <p className={styles.fileName}>{name}</p>
        {isOpen(task) && <TaskProgress task={task} />}
        {task.state === 'failed' && <p role="alert">{summaryOf(t, task)}</p>}
        {task.state === 'done' && imported === undefined && (
          <>
            <p>
              {errors > 0
                ? t('admin.transfer.hasErrors', { count: errors })
                : wishes === 0
                  ? t('admin.transfer.nothing')
                  : t('admin.transfer.ready', {
                      create: task.counts.create ?? 0,
                      update: task.counts.update ?? 0,
                    })}
            </p>
            {made.length > 0 && (
              <details className={styles.more} open={made.length <= UNFOLDED_MAX}>
                <summary>{t('admin.transfer.newCategories', { count: made.length })}</summary>
                <ul className={styles.made}>
                  {made.map(({ path, document }) => (
                    <li key={document.id}>{path}</li>
                  ))}
                </ul>
              </details>
            )}
            {begin.error != null && <FailureNote error={begin.error} />}
          </>
        )}
        {imported && <TaskCard task={imported} />}
        <div className={styles.actions}>
          <Button onPress={onLeave}>{t('admin.transfer.other')}</Button>
          {task.state === 'done' && imported === undefined && (
            <Button
              tone="primary"
              busy={begin.isPending}
              disabled={errors > 0 || wishes === 0}
              onPress={() => begin.mutate()}
            >
              {t('admin.transfer.do', { count: wishes })}
            </Button>
          )}
        </div>
      </section>
      {task.state === 'done' && <Rows task={task} />}
    </>
  );
}

function Rows({ task }: { readonly task: TaskView }) {
  const t = useText();
  const format = useFormat();
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number] | null>(
    (task.counts.error ?? 0) > 0 ? 'error' : null,
  );
  const query = useInfiniteQuery({
    queryKey: ['task-rows', task.id, outcome],
    queryFn: async ({ pageParam }) => {
      const wish = { id: task.id as never, after: pageParam, limit: 200 };
      const page = await api.tasks.rows(outcome === null ? wish : { ...wish, outcome });
      return page.rows as readonly TaskRowView[];
    },
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length < 200 ? undefined : page.at(-1)?.place),
  });
  const rows = query.data?.pages.flat() ?? [];
  const columns: readonly Column<TaskRowView>[] = [
    {
      id: 'line',
      header: t('admin.transfer.line'),
      width: '72px',
      align: 'end',
      cell: ({ details, place }) => format.count(Number(details.line ?? place)),
    },
    {
      id: 'outcome',
      header: t('admin.transfer.outcome'),
      width: '140px',
      cell: ({ outcome: each }) => <OutcomeTag outcome={each} />,
    },
    {
      id: 'sku',
      header: t('admin.items.sku'),
      width: '140px',
      hideBelow: 'phone',
      cell: ({ details }) => String(details.sku ?? ''),
    },
    {
      id: 'name',
      header: t('admin.name'),
      width: '22%',
      cell: ({ details }) => String(details.name ?? ''),
    },
    {
      id: 'what',
      header: t('admin.transfer.what'),
      cell: ({ details }) => {
        const problems = problemsOf(t, details);
        return problems.length > 0 ? (
          <span title={problems.join(' ')}>{problems.join(' ')}</span>
        ) : (
          <ChangeList details={details} newCategories={newCategoriesOf(task)} />
        );
      },
    },
  ];
  return (
    <>
      <FilterBar>
        <FilterChips
          label={t('admin.transfer.outcome')}
          options={OUTCOMES.filter((each) => (task.counts[each] ?? 0) > 0).map((each) => ({
            value: each,
            label: `${t(`admin.transfer.outcome.${each}`)} ${format.count(task.counts[each] ?? 0)}`,
          }))}
          value={outcome}
          onChange={setOutcome}
        />
      </FilterBar>
      <DataTable
        label={t('admin.transfer.rows')}
        columns={columns}
        rows={rows}
        rowKey={({ place }) => String(place)}
        query={query}
        total={outcome === null ? (task.total ?? rows.length) : (task.counts[outcome] ?? 0)}
        hasMore={query.hasNextPage}
        onMore={() => void query.fetchNextPage()}
        empty={<Empty title={t('admin.transfer.noRows')} />}
      />
    </>
  );
}

function OutcomeTag({ outcome }: { readonly outcome: TaskOutcome | null }) {
  const t = useText();
  const known = OUTCOMES.find((each) => each === outcome);
  return known === undefined ? null : (
    <Tag tone={TONES[known]}>{t(`admin.transfer.outcome.${known}`)}</Tag>
  );
}
