import type { Mutation } from './mutations.ts';

const PUSH = 'sync-server/src/sync/documents';

/** Guards of the document lane, where tills edit. */
export const DOCUMENT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'pushes-without-revision',
    network: ['delay'],
    guarantee: 'an edit of a till that was made on another revision is a conflict',
    seed: '1',
    patches: [
      {
        file: 'sync-server/src/documents/decide-edit.ts',
        find: "  if (baseRevision !== current && !onTop) return { outcome: 'conflict' };\n",
        replace: '  void baseRevision, onTop;\n',
      },
    ],
  },
  {
    name: 'intents-forgotten',
    network: ['swallow_reply'],
    guarantee: 'an edit that is sent again is answered and not done again',
    seed: '1',
    patches: [
      {
        file: `${PUSH}/push-repository.ts`,
        find: '  return new Map(rows.map((row) => [row.intentId, row]));\n',
        replace: '  return new Map(rows.slice(rows.length).map((row) => [row.intentId, row]));\n',
      },
      {
        file: `${PUSH}/push-repository.ts`,
        find: '  if (decided.length === 0) return;\n',
        replace: '  if (decided.length >= 0) return;\n',
      },
    ],
  },
  {
    name: 'pull-overwrites-undecided',
    guarantee: 'what the feed says of a document waits until its edit here is decided',
    seed: '1',
    patches: [
      {
        file: 'desktop/src/core/documents/sort-changes.ts',
        find: '    if (anyIntents && isUndecided(store, version.collection, version.id))\n',
        replace:
          '    if (anyIntents && !anyIntents && isUndecided(store, version.collection, version.id))\n',
      },
    ],
  },
  {
    name: 'stream-trusted',
    network: ['drop'],
    guarantee: 'an event of the stream counts only where it follows on what is here',
    seed: '1',
    patches: [
      {
        file: 'desktop/src/core/sync/stream-feed.ts',
        find: '        ...parsed.data,\n',
        replace:
          '        ...parsed.data,\n        from: feedPosition(readFeedState(deps.store, parsed.data.part)),\n',
      },
      {
        file: 'desktop/src/core/sync/stream-feed.ts',
        find: 'import { readFeedState }',
        replace: 'import { feedPosition, readFeedState }',
      },
    ],
  },
  {
    name: 'digests-not-compared',
    guarantee: 'what a defect took away is found by comparing, and mended',
    seed: '1',
    disasters: ['lost_document'],
    patches: [
      {
        file: 'desktop/src/core/sync/reconcile.ts',
        find: "  if (differing.length === 0) return ok({ outcome: 'equal' });\n",
        replace: "  if (differing.length >= 0) return ok({ outcome: 'equal' });\n",
      },
    ],
  },
];
