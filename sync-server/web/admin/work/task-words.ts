import type { TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import type { Text } from '../text/use-text.ts';

/** What a task is, in a few words. */
export function titleOf(t: Text, task: TaskView): string {
  const { fileName } = task.about;
  const name = typeof fileName === 'string' ? fileName : '';
  if (task.kind === 'undo') {
    const kind = task.about.kind === 'import' ? 'import' : 'bulk_edit';
    return t(`admin.work.undoOf.${kind}`);
  }
  const title = t(`admin.work.kind.${task.kind}`);
  return name === '' ? title : `${title} “${name}”`;
}

/** How it stands, or what came of it. */
export function summaryOf(t: Text, { state, counts, error }: TaskView): string {
  if (state === 'waiting') return t('admin.work.waiting');
  if (state === 'running') return t('admin.work.running');
  const parts = OUTCOMES.flatMap((outcome) => {
    const count = counts[outcome] ?? 0;
    return count === 0 ? [] : [t(`admin.work.outcome.${outcome}`, { count })];
  });
  if (state === 'failed') {
    const { reason } = error?.details ?? {};
    const known = REASONS.find((each) => each === reason);
    if (known) return t(`admin.work.reason.${known}`);
    return t(error?.code === 'CONFLICT' ? 'admin.work.changedMeanwhile' : 'admin.work.failed');
  }
  const head = t(state === 'canceled' ? 'admin.work.canceled' : 'admin.work.done');
  return parts.length === 0
    ? head
    : `${state === 'canceled' ? `${head} ` : ''}${parts.join(', ')}.`;
}

export const OUTCOMES = [
  'changed',
  'created',
  'create',
  'update',
  'same',
  'conflict',
  'gone',
  'refused',
  'error',
] as const;

const REASONS = [
  'not_text',
  'not_csv',
  'no_rows',
  'no_known_columns',
  'too_many_rows',
  'too_many_categories',
] as const;
