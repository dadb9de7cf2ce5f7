import type { TaskOutcome, TaskRowView } from '@second-chance/shared/contract/rest/tasks.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { PageLink } from '../frame/router.tsx';
import { Button } from '../parts/button.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { useText } from '../text/use-text.ts';
import { problemsOf } from './problem-words.ts';
import styles from './work.module.css';

const SHOWN = 200;

/** The things that a task left as they were, each with its reason and the way to it. */
export function TaskRows({
  taskId,
  outcomes,
}: {
  readonly taskId: string;
  readonly outcomes: readonly TaskOutcome[];
}) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ['task-rows', taskId, outcomes],
    queryFn: async () => {
      const pages = await Promise.all(
        outcomes.map((outcome) => api.tasks.rows({ id: taskId as never, outcome, limit: SHOWN })),
      );
      return pages.flatMap(({ rows }) => rows as readonly TaskRowView[]);
    },
    enabled: open,
  });
  return (
    <div>
      <Button
        tone="quiet"
        icon={open ? 'up' : 'down'}
        expanded={open}
        onPress={() => setOpen(!open)}
      >
        {t('admin.work.showLeft')}
      </Button>
      {open && query.isPending && <Loading lines={2} />}
      {open && query.error != null && (
        <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {open && (
        <ul className={styles.rows}>
          {(query.data ?? []).map((row) => (
            <li key={row.place} className={styles.rowLine}>
              {row.itemId === null ? (
                <span>{nameOf(row)}</span>
              ) : (
                <PageLink to="/items" search={{ item: row.itemId }} className={styles.link}>
                  {nameOf(row)}
                </PageLink>
              )}
              <span className={styles.soft}>{reasonOf(row)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );

  function reasonOf(row: TaskRowView): string {
    const problems = problemsOf(t, row.details);
    if (problems.length > 0) return problems.join(' ');
    return row.outcome === null ? '' : t(`admin.work.left.${leftKey(row.outcome)}`);
  }

  function nameOf({ details, place }: TaskRowView): string {
    const { name, sku } = details;
    return (
      [name, sku].filter((text) => typeof text === 'string' && text !== '').join(' · ') ||
      `#${place}`
    );
  }
}

function leftKey(outcome: TaskOutcome): 'conflict' | 'gone' | 'refused' {
  return outcome === 'conflict' || outcome === 'gone' ? outcome : 'refused';
}
