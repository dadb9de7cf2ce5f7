import type { ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { TaskKind, TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import type { AccountId, OrganizationId, StoreId, TaskId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';

/** A task as it is stored. */
export interface TaskRow {
  readonly organizationId: OrganizationId;
  readonly id: TaskId;
  readonly storeId: StoreId;
  readonly accountId: AccountId;
  readonly kind: TaskKind;
  readonly state: TaskView['state'];
  readonly input: Readonly<Record<string, unknown>>;
  readonly done: number;
  readonly total: number | null;
  readonly result: Readonly<Record<string, number>> | null;
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly details?: Readonly<Record<string, unknown>>;
  } | null;
  readonly cancelAsked: boolean;
  readonly undoneBy: TaskId | null;
  readonly createdAt: EpochMs;
  readonly startedAt: EpochMs | null;
  readonly finishedAt: EpochMs | null;
  readonly expiresAt: EpochMs;
}

/** Kinds whose doing can be taken back. */
const UNDOABLE: ReadonlySet<TaskKind> = new Set(['bulk_edit', 'import']);

/** Whether something of it can be taken back, as far as the task itself knows. */
export function canUndo({ kind, state, undoneBy, result }: TaskRow): boolean {
  const did = (result?.changed ?? 0) + (result?.created ?? 0) > 0;
  return UNDOABLE.has(kind) && ['done', 'canceled'].includes(state) && undoneBy === null && did;
}
