/** The long work of whoever is signed in: watched from anywhere, told about when it ends. */
import type { TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import { api } from '../api/client.ts';
import { useSession } from '../frame/session-context.tsx';
import { ITEM_LISTS_KEY, ITEM_ROWS_KEY } from '../items/item-list-query.ts';
import { CATEGORIES_KEY } from '../items/reference-queries.ts';
import { newId } from '../parts/new-id.ts';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import { summaryOf, titleOf } from './task-words.ts';

export const TASKS_KEY = ['tasks'] as const;
const BUSY_MS = 700;
const IDLE_MS = 60_000;

export function isOpen({ state }: Pick<TaskView, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

interface Work {
  readonly tasks: readonly TaskView[];
  readonly error: unknown;
  readonly isPending: boolean;
  /** Looks at once, and again until it ends. */
  readonly watch: (taskId: string) => void;
  readonly undo: (taskId: string) => Promise<void>;
}

const WorkContext = createContext<Work>({
  tasks: [],
  error: null,
  isPending: false,
  watch: () => undefined,
  undo: () => Promise.resolve(),
});

export function useWork(): Work {
  return useContext(WorkContext);
}

export function useWatchTask(): Work['watch'] {
  return useWork().watch;
}

export function WorkProvider({ children }: { readonly children: ReactNode }) {
  const t = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const session = useSession();
  const watched = useRef(new Set<string>());
  const query = useQuery({
    queryKey: TASKS_KEY,
    queryFn: async () => (await api.tasks.list()).rows as readonly TaskView[],
    enabled: session.can('edit_catalogue'),
    refetchInterval: ({ state }) =>
      watched.current.size > 0 || state.data?.some(isOpen) ? BUSY_MS : IDLE_MS,
  });
  const tasks = query.data ?? NONE;
  const watch = useCallback(
    (taskId: string) => {
      watched.current.add(taskId);
      void queries.invalidateQueries({ queryKey: TASKS_KEY });
    },
    [queries],
  );
  const undo = useCallback(
    async (taskId: string) => {
      const undoing = await api.tasks.undo({ id: taskId as never, taskId: newId() as never });
      watch(undoing.id);
    },
    [watch],
  );
  useEffect(() => {
    for (const task of tasks) {
      if (isOpen(task)) watched.current.add(task.id);
      else if (watched.current.delete(task.id)) {
        for (const queryKey of [ITEM_ROWS_KEY, ITEM_LISTS_KEY, CATEGORIES_KEY]) {
          void queries.invalidateQueries({ queryKey });
        }
        // Who looks at the check of a table sees it there.
        if (task.kind === 'import_check' && window.location.search.includes(task.id)) continue;
        toast({
          text: `${titleOf(t, task)}: ${summaryOf(t, task)}`,
          ...(task.canUndo && { undo: () => undo(task.id) }),
        });
      }
    }
  }, [tasks, queries, toast, undo, t]);
  const { error, isPending } = query;
  const work = useMemo(
    () => ({ tasks, error, isPending, watch, undo }),
    [tasks, error, isPending, watch, undo],
  );
  return <WorkContext value={work}>{children}</WorkContext>;
}

const NONE: readonly TaskView[] = [];
