/**
 * Work that is done later, or takes long: it survives restarts, is tried again where it fails, and is
 * done by whichever node is free. A queue of pg-boss each kind, in a schema of its own (`pgboss`) that
 * belongs to the owner of the database; requests never run as it.
 */
import { assert } from '@second-chance/shared/assert.ts';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { z } from 'zod';

/** One kind of work and what it needs to be told: ids where they do, never secrets. */
export interface JobKind<Payload extends object> {
  /** Name of the queue: `mail.send`. */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** How often it is tried again after a failure, later and later: 1 s, 2 s, 4 s … */
  readonly retries: number;
  /** Longest wait between two tries. */
  readonly retryWaitSecondsMax: number;
  /** Longer than this means that the node is gone, and another one begins anew. */
  readonly secondsMax: number;
  /** How many of them one node does at the same time. */
  readonly atOnce: number;
  /** How long a job that is done can be looked at; default a week. */
  readonly keptSeconds?: number;
}

export interface JobRun {
  readonly id: string;
  /** From 0. */
  readonly attempt: number;
  /** Whether a failure now is final. */
  readonly isLast: boolean;
  /** Fires when the server stops or the job has taken too long. */
  readonly signal: AbortSignal;
}

export interface JobOptions {
  /** While one with this key waits, another is not added. */
  readonly key?: string;
  readonly afterSeconds?: number;
}

export interface Jobs {
  /**
   * Adds a job; it is on disk when this resolves. Call it after the commit of what it speaks of: a
   * crash in between loses it, so whoever needs it for sure looks again (`repeat`).
   */
  readonly add: <P extends object>(
    kind: JobKind<P>,
    payload: P,
    options?: JobOptions,
  ) => Promise<void>;
  /** Does the jobs of a kind on this node from now on. A handler that throws is tried again. */
  readonly handle: <P extends object>(
    kind: JobKind<P>,
    handler: (payload: P, run: JobRun) => Promise<void>,
  ) => Promise<void>;
  /** Adds a job by the clock (cron, UTC), once for all nodes together. */
  readonly repeat: <P extends object>(kind: JobKind<P>, cron: string, payload: P) => Promise<void>;
  /** Lets what has begun come to its end, for a while; the rest is begun anew elsewhere. */
  readonly stop: () => Promise<void>;
}

export interface JobsOptions {
  /** URL of the schema's owner. */
  readonly databaseUrl: string;
  readonly logger: Logger;
}

const POLL_SECONDS = 2;
const STOP_MS = 5_000;
const CONNECTIONS = 4;

/** Starts the queue of this node; makes or updates its schema where that is needed. */
export async function startJobs({ databaseUrl, logger }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'second-chance-jobs',
    schema: 'pgboss',
    max: CONNECTIONS,
  });
  boss.on('error', (error) => logger.warn({ err: error }, 'the queue of jobs met an error'));
  await boss.start();
  const made = new Map<string, Promise<void>>();
  const workers = new Map<string, string[]>();

  function queueOf(kind: JobKind<object>): Promise<void> {
    const known = made.get(kind.name);
    if (known) return known;
    const making = boss.createQueue(kind.name, {
      policy: 'standard',
      retryLimit: kind.retries,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: kind.retryWaitSecondsMax,
      expireInSeconds: kind.secondsMax,
      ...(kind.keptSeconds !== undefined && { deleteAfterSeconds: kind.keptSeconds }),
    });
    made.set(kind.name, making);
    return making;
  }

  return {
    async add(kind, payload, { key, afterSeconds } = {}) {
      await queueOf(kind as unknown as JobKind<object>);
      await boss.send(kind.name, payload, {
        ...(key !== undefined && { singletonKey: key }),
        ...(afterSeconds !== undefined && { startAfter: afterSeconds }),
      });
      // Another node finds it at its next look; this one need not wait for that.
      if (afterSeconds === undefined)
        for (const id of workers.get(kind.name) ?? []) boss.notifyWorker(id);
    },

    async handle(kind, handler) {
      await queueOf(kind as unknown as JobKind<object>);
      const options = {
        batchSize: 1,
        pollingIntervalSeconds: POLL_SECONDS,
        includeMetadata: true,
      } as const;
      const own: string[] = [];
      for (let worker = 0; worker < kind.atOnce; worker += 1) {
        const id = await boss.work<object, void, typeof options>(
          kind.name,
          options,
          async ([job]) => {
            assert(job, 'a worker is called for a job');
            const { retryCount: attempt, retryLimit, signal } = job;
            const run = { id: job.id, attempt, isLast: attempt >= retryLimit, signal };
            try {
              await handler(kind.payload.parse(job.data), run);
            } catch (error) {
              logger.warn({ err: error, job: kind.name, id: job.id, attempt }, 'a job failed');
              throw error;
            }
          },
        );
        own.push(id);
      }
      workers.set(kind.name, own);
    },

    async repeat(kind, cron, payload) {
      await queueOf(kind as unknown as JobKind<object>);
      await boss.schedule(kind.name, cron, payload);
    },

    async stop() {
      await boss.stop({ graceful: true, close: true, timeout: STOP_MS });
    },
  };
}
