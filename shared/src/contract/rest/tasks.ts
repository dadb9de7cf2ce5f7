/**
 * Long work that somebody asked for: it goes on when they leave, shows how far it is, and most of it
 * can be taken back. Files go in and come out beside the contract: `POST /imports?storeId=…&id=…`
 * takes one as its body, `GET /tasks/{id}/files/{name}` gives one to whoever asked for it.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { bulkEditSchema } from '../../catalogue/bulk-edit.ts';
import { type ItemId, idSchema, type StoreId, type TaskId } from '../../ids.ts';
import { epochMsSchema } from '../../time/time.ts';
import { itemListIdSchema } from './item-lists.ts';

const taskId = idSchema<'Task'>() as z.ZodType<TaskId, TaskId>;
const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;

export const TASK_KINDS = ['bulk_edit', 'import_check', 'import', 'export', 'undo'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
export const TASK_STATES = ['waiting', 'running', 'done', 'failed', 'canceled'] as const;

export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_PARTS = ['items', 'categories', 'sales', 'stock'] as const;
export type ExportPart = (typeof EXPORT_PARTS)[number];

/** The largest file that an import takes. */
export const IMPORT_BYTES_MAX = 20_000_000;
export const IMPORT_ROWS_MAX = 50_000;
/** The most categories that one import makes: a column of something else must not become a tree. */
export const IMPORT_CATEGORIES_MAX = 200;
/** The most ranges of a list that one bulk edit is for. */
export const RANGES_MAX = 2_000;

/** What became of one thing of a task. */
export const TASK_OUTCOMES = [
  /** Import check: what an import will do. */
  'create',
  'update',
  'same',
  'error',
  /** Done. */
  'changed',
  'created',
  /** Somebody else changed it first; it was left as it is. */
  'conflict',
  'gone',
  /** A rule of the shop stands against it. */
  'refused',
] as const;
export type TaskOutcome = (typeof TASK_OUTCOMES)[number];

export const taskSchema = z.strictObject({
  id: taskId,
  storeId,
  kind: z.enum(TASK_KINDS),
  state: z.enum(TASK_STATES),
  /** Steps taken, and of how many; null until that is known. */
  done: z.int().min(0),
  total: z.int().min(0).nullable(),
  /** How many there are of each outcome. */
  counts: z.record(z.string(), z.int()),
  error: z
    .strictObject({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    })
    .nullable(),
  /** What was asked for: the edit, the name of the file, the task that is taken back. */
  about: z.record(z.string(), z.unknown()),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int() })),
  createdAt: epochMsSchema,
  startedAt: epochMsSchema.nullable(),
  finishedAt: epochMsSchema.nullable(),
  expiresAt: epochMsSchema,
  /** The task that takes it back; null where none does. */
  undoneBy: taskId.nullable(),
  canUndo: z.boolean(),
});
export type TaskView = z.infer<typeof taskSchema>;

export const taskRowSchema = z.strictObject({
  /** From 1; of a file the number of its row. */
  place: z.int(),
  itemId: (idSchema<'Item'>() as z.ZodType<ItemId, ItemId>).nullable(),
  outcome: z.enum(TASK_OUTCOMES).nullable(),
  /** Names, problems, and what changes: `{ name, sku, problems, changes }`. */
  details: z.record(z.string(), z.unknown()),
});
export type TaskRowView = z.infer<typeof taskRowSchema>;

const tags = ['Tasks'];
const own = z.strictObject({ id: taskId });

export const tasksContract = {
  tasks: {
    list: oc
      .route({
        method: 'GET',
        path: '/tasks',
        tags,
        summary: 'Long work of one’s own, newest first',
      })
      .output(z.strictObject({ rows: z.array(taskSchema) })),
    get: oc
      .route({ method: 'GET', path: '/tasks/{id}', tags, summary: 'One task and how far it is' })
      .input(own)
      .output(taskSchema),
    rows: oc
      .route({
        method: 'GET',
        path: '/tasks/{id}/rows',
        tags,
        summary: 'What became of each thing of a task',
      })
      .input(
        own.extend({
          outcome: z.enum(TASK_OUTCOMES).optional(),
          after: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      )
      .output(z.strictObject({ rows: z.array(taskRowSchema) })),
    cancel: oc
      .route({
        method: 'POST',
        path: '/tasks/{id}/cancel',
        tags,
        summary: 'End a task; what it did so far stays, an import does all or nothing',
      })
      .input(own)
      .output(taskSchema),
    undo: oc
      .route({
        method: 'POST',
        path: '/tasks/{id}/undo',
        tags,
        summary: 'Take back what a task did, but for what somebody changed since',
      })
      .input(own.extend({ taskId }))
      .output(taskSchema),
    bulkEdit: oc
      .route({
        method: 'POST',
        path: '/bulk-edits',
        tags,
        summary: 'Change many items at once',
      })
      .input(
        z.strictObject({
          id: taskId,
          storeId,
          listId: itemListIdSchema,
          /** Places in the list: from, and before what. */
          ranges: z
            .array(z.tuple([z.int().min(0), z.int().min(1)]))
            .min(1)
            .max(RANGES_MAX),
          edit: bulkEditSchema,
        }),
      )
      .output(taskSchema),
    import: oc
      .route({
        method: 'POST',
        path: '/tasks/{id}/import',
        tags,
        summary: 'Do what the check of an import found, all or nothing',
      })
      .input(own.extend({ taskId }))
      .output(taskSchema),
    export: oc
      .route({
        method: 'POST',
        path: '/exports',
        tags,
        summary: 'Write a store’s data into files to fetch',
      })
      .input(
        z.strictObject({
          id: taskId,
          storeId,
          format: z.enum(EXPORT_FORMATS),
          parts: z.array(z.enum(EXPORT_PARTS)).min(1),
        }),
      )
      .output(taskSchema),
  },
};
