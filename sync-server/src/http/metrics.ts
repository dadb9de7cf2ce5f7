import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** By method, route (a pattern, never an address with ids) and status. */
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly journalEntries: Counter<'type'>;
  readonly exceptions: Counter<'kind'>;
  readonly pushedRows: Counter<'collection' | 'outcome'>;
  /** Open streams of tills on this node. */
  readonly streams: Gauge;
  readonly streamEvents: Counter<'event'>;
  readonly digestsCompared: Counter<'level'>;
  readonly repaired: Counter<'collection' | 'side' | 'reason'>;
}

/** One set of instruments for one server. Numbers count since the process began. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    journalEntries: new Counter({
      name: 'journal_entries_taken_total',
      help: 'Journal entries stored for the first time',
      labelNames: ['type'],
      registers,
    }),
    streams: new Gauge({
      name: 'sync_streams',
      help: 'Open streams of tills',
      registers,
    }),
    streamEvents: new Counter({
      name: 'sync_stream_events_total',
      help: 'What streams told: changes, resync (too much at once), dropped (a reader too slow)',
      labelNames: ['event'],
      registers,
    }),
    digestsCompared: new Counter({
      name: 'sync_digest_compared_total',
      help: 'Digests that tills asked for: whole, of a collection by bucket, of one bucket',
      labelNames: ['level'],
      registers,
    }),
    repaired: new Counter({
      name: 'sync_repaired_total',
      help: 'Documents that one side had lost or had otherwise, for no reason but a defect',
      labelNames: ['collection', 'side', 'reason'],
      registers,
    }),
    pushedRows: new Counter({
      name: 'sync_pushed_rows_total',
      help: 'Changes of documents that tills sent, by what became of them',
      labelNames: ['collection', 'outcome'],
      registers,
    }),
    exceptions: new Counter({
      name: 'exceptions_raised_total',
      help: 'What happened at a till and did not fit',
      labelNames: ['kind'],
      registers,
    }),
  };
}
