import type { Mutation } from './mutations.ts';

const CORE = 'desktop/src/core';
/** Stops this thread for so many milliseconds, as a slow disk would. */
const stop = (ms: number) => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});`;

/** Guards of the till. */
export const TILL_MUTATIONS: readonly Mutation[] = [
  {
    name: 'sent-without-answer',
    network: ['swallow_reply', 'drop'],
    guarantee: 'a till counts as sent what the server said it has',
    seed: '1',
    patches: [
      {
        file: `${CORE}/sync/push-journal.ts`,
        find: '    if (!EVIDENCE_CODES.has(error.code)) return err(error);\n',
        replace: '',
      },
    ],
  },
  {
    name: 'unsigned-word',
    network: ['impostor'],
    guarantee: 'a till believes only what the server signed',
    seed: '1',
    patches: [
      {
        file: `${CORE}/sync/push-journal.ts`,
        find: "verify(null, signed, serverKey, Buffer.from(signature, 'base64url'))",
        replace: "(verify(null, signed, serverKey, Buffer.from(signature, 'base64url')) || true)",
      },
    ],
  },
  {
    name: 'sale-written-apart',
    guarantee: "an entry and what follows from it are on the till's disk as one",
    seed: '1',
    disasters: ['kill_till'],
    patches: [
      {
        file: `${CORE}/journal/append-entry.ts`,
        find: '    project(place, payload);\n',
        replace: `    store.prepare('commit').run();
    ${stop(20)}
    store.prepare('begin immediate').run();
    project(place, payload);\n`,
      },
    ],
  },
  {
    name: 'number-taken-apart',
    guarantee: 'a receipt number is used up only with its sale',
    seed: '1',
    disasters: ['kill_till'],
    patches: [
      {
        file: `${CORE}/journal/append-entry.ts`,
        find: '    const place: EntryPlace = { epoch, chain: entry.chain, seq: head.seq + 1 };\n',
        replace: `    const place: EntryPlace = { epoch, chain: entry.chain, seq: head.seq + 1 };
    store
      .prepare('update journal_head set receipt_counter = ? where epoch = ? and chain = ?')
      .run(numbers.counter(), epoch, entry.chain);
    store.prepare('commit').run();
    ${stop(20)}
    store.prepare('begin immediate').run();\n`,
      },
    ],
  },
  {
    name: 'checkpoint-before-documents',
    network: ['delay'],
    guarantee: 'a page and how far it reaches are stored as one',
    seed: '1',
    disasters: ['kill_till'],
    patches: [
      {
        file: `${CORE}/documents/apply-changes.ts`,
        find: '  const applied = store.quickTransaction((): Applied => {\n',
        replace: `  store.quickTransaction(() =>
    writeFeedState(store, page.part, {
      ...readFeedState(store, page.part),
      checkpoint: page.checkpoint,
    }),
  );
  if (page.changes.length > 0) { ${stop(200)} }
  page = { ...page, from: page.checkpoint };
  const applied = store.quickTransaction((): Applied => {\n`,
      },
    ],
  },
  {
    name: 'own-movements-twice',
    network: ['delay'],
    guarantee: "a till adds to the server's stock only what is not in it yet",
    seed: '1',
    patches: [
      {
        file: `${CORE}/stock/on-hand.ts`,
        find: '.get(itemId, applied.epoch, applied.seq)',
        replace: '.get(itemId, applied.epoch * 0, applied.seq * 0)',
      },
    ],
  },
  {
    name: 'disk-failure-passed-over',
    guarantee: 'what the disk refused is not called paid',
    seed: '1',
    disasters: ['disk_full'],
    patches: [
      {
        file: `${CORE}/sell/write-sale.ts`,
        find: '  const entry = session.append(\n',
        replace: '  const entry = appendOrNot(session, sale)(\n',
      },
      {
        file: `${CORE}/sell/write-sale.ts`,
        find: '/**\n * Writes a paid record',
        replace: `function appendOrNot(session: Session, sale: SaleToWrite): Session['append'] {
  return (entry, project) => {
    try {
      return session.append(entry, project);
    } catch {
      return { payload: sale.record('A1-1-000000') } as never;
    }
  };
}

/**\n * Writes a paid record`,
      },
    ],
  },
  {
    name: 'gives-up',
    disasters: ['long_offline'],
    guarantee: 'a till tries for as long as it takes',
    seed: '1',
    patches: [
      {
        file: `${CORE}/sync/lane.ts`,
        find: "    if (outcome === 'failed') return backoffMs(failures, random);\n",
        replace:
          "    if (outcome === 'failed') return failures > 3 ? null : backoffMs(failures, random);\n",
      },
    ],
  },
];
