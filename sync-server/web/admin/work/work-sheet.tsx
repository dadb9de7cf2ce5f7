import type { TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { PageLink } from '../frame/router.tsx';
import { Button } from '../parts/button.tsx';
import { Empty, LoadFailed, Loading } from '../parts/empty.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useNow } from '../parts/use-timeout.ts';
import { Ago } from '../parts/when.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { TaskRows } from './task-rows.tsx';
import { summaryOf, titleOf } from './task-words.ts';
import styles from './work.module.css';
import { isOpen, useWork } from './work-context.tsx';

/** Everything that was begun and goes on by itself: how far it is, what came of it, the way back. */
export function WorkSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useText();
  const { tasks, isPending, error, watch } = useWork();
  return (
    <SideSheet title={t('admin.work.title')} lead={t('admin.work.lead')} onClose={onClose}>
      {isPending && <Loading lines={3} />}
      {error != null && tasks.length === 0 && (
        <LoadFailed error={error} onRetry={() => watch('')} />
      )}
      {!isPending && error == null && tasks.length === 0 && (
        <Empty title={t('admin.work.empty')}>{t('admin.work.emptyTodo')}</Empty>
      )}
      <ul className={styles.tasks}>
        {tasks.map((task) => (
          <li key={task.id} className={styles.task}>
            <TaskCard task={task} />
          </li>
        ))}
      </ul>
    </SideSheet>
  );
}

/** One task with all that can be done about it. */
export function TaskCard({ task }: { readonly task: TaskView }) {
  const t = useText();
  const now = useNow(10_000);
  const { watch, undo } = useWork();
  const cancel = useMutation({
    mutationFn: () => api.tasks.cancel({ id: task.id as never }),
    onSuccess: () => watch(task.id),
  });
  const takeBack = useMutation({ mutationFn: () => undo(task.id) });
  const left = (['conflict', 'refused', 'gone', 'error'] as const).filter(
    (outcome) => (task.counts[outcome] ?? 0) > 0,
  );
  return (
    <>
      <p className={styles.head}>
        <strong className={styles.title}>{titleOf(t, task)}</strong>
        <Ago at={task.createdAt} now={now} />
      </p>
      {isOpen(task) ? <TaskProgress task={task} /> : <p>{summaryOf(t, task)}</p>}
      <div className={styles.actions}>
        {isOpen(task) && (
          <Button busy={cancel.isPending} onPress={() => cancel.mutate()}>
            {t('admin.work.cancel')}
          </Button>
        )}
        {task.canUndo && (
          <Button icon="undo" busy={takeBack.isPending} onPress={() => takeBack.mutate()}>
            {t('admin.undo')}
          </Button>
        )}
        {task.undoneBy !== null && <span className={styles.soft}>{t('admin.work.undone')}</span>}
        {task.kind === 'import_check' && task.state === 'done' && (
          <PageLink to="/transfer" search={{ task: task.id }} className={styles.link}>
            {t('admin.work.look')}
          </PageLink>
        )}
        <TaskFiles task={task} />
      </div>
      {!isOpen(task) && task.kind !== 'import_check' && left.length > 0 && (
        <TaskRows taskId={task.id} outcomes={left} />
      )}
      {cancel.error != null && <FailureNote error={cancel.error} />}
      {takeBack.error != null && <FailureNote error={takeBack.error} />}
    </>
  );
}

/** How far a task is; without an end in sight it only says that it goes on. */
export function TaskProgress({ task }: { readonly task: TaskView }) {
  const t = useText();
  const { count } = useFormat();
  const { done, total } = task;
  return (
    <div className={styles.progress}>
      <progress aria-label={titleOf(t, task)} {...(total ? { value: done, max: total } : {})} />
      <span className={styles.soft}>
        {total
          ? t('admin.work.of', { done: count(done), total: count(total) })
          : task.state === 'waiting'
            ? t('admin.work.waiting')
            : count(done)}
      </span>
    </div>
  );
}

/** Links to what a task wrote. The browser fetches them with the session's cookie. */
export function TaskFiles({ task }: { readonly task: TaskView }) {
  const t = useText();
  const { bytes } = useFileSize();
  return task.files.map(({ name, bytes: size }) => (
    <a key={name} className={styles.link} href={`/tasks/${task.id}/files/${name}`} download={name}>
      {t('admin.work.fetch', { name })} <span className={styles.soft}>{bytes(size)}</span>
    </a>
  ));
}

function useFileSize() {
  const { locale } = useFormat();
  return {
    bytes(size: number) {
      const [unit, value] =
        size < 1_000_000
          ? (['kilobyte', size / 1_000] as const)
          : (['megabyte', size / 1e6] as const);
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        maximumFractionDigits: value < 10 ? 1 : 0,
      }).format(value);
    },
  };
}
