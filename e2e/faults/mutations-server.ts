import type { Mutation } from './mutations.ts';

const JOURNAL = 'sync-server/src/sync/journal';

/** Guards of the server. */
export const SERVER_MUTATIONS: readonly Mutation[] = [
  {
    name: 'repeats-count-again',
    network: ['duplicate', 'swallow_reply'],
    guarantee: 'what the server knows of a run is skipped when it comes again',
    seed: '1',
    patches: [
      {
        file: `${JOURNAL}/link-run.ts`,
        find: '    if (known) continue;\n',
        replace: '',
      },
      {
        file: `${JOURNAL}/journal-repository.ts`,
        find: '    ) as u (seq, type, at, hash, entry)`,\n',
        replace: '    ) as u (seq, type, at, hash, entry) on conflict do nothing`,\n',
      },
    ],
  },
  {
    name: 'acknowledged-before-commit',
    guarantee: 'the server acknowledges only what is committed',
    seed: '1',
    patches: [
      {
        file: `${JOURNAL}/take-run.ts`,
        find: '    inTenant(db, organizationId, (tx) => takeIn(tx, { place, till, read, at: clock() })),\n',
        replace: `    new Promise<Taken>((answer, fail) => {
      inTenant(db, organizationId, async (tx) => {
        answer(await takeIn(tx, { place, till, read, at: clock() }));
        await new Promise((later) => setTimeout(later, 50));
      }).catch(fail);
    }),\n`,
      },
    ],
  },
  {
    name: 'feed-by-sequence',
    guarantee: 'who has seen a number of the feed has seen all below it',
    seed: '1',
    sql: `create sequence faults_feed increment 1000;
      grant usage on sequence faults_feed to second_chance_app;`,
    patches: [
      {
        file: 'sync-server/src/db/feed.ts',
        find: `    update feed_scope set last_number = last_number + \${count}
    where organization_id = \${currentOrganization} and store_id = \${storeId}
    returning last_number - \${count}::bigint + 1 as first, \${telling} as told\`;`,
        replace: `    update feed_scope set last_number = greatest(last_number, drawn.last)
    from (select nextval('faults_feed') + \${count}::bigint as last, pg_sleep(random() * 0.2)) drawn
    where organization_id = \${currentOrganization} and store_id = \${storeId}
    returning drawn.last - \${count}::bigint + 1 as first, \${telling} as told\`;`,
      },
    ],
  },
  {
    name: 'counter-read-apart',
    guarantee: "a page's checkpoint and its rows are of one moment",
    seed: '1',
    patches: [
      {
        file: 'sync-server/src/sync/feed/read-feed.ts',
        find: '  const { lastNumber, horizon, found, count, last, changes } = row;\n',
        replace: `  const { horizon, found, count, last, changes } = row;
  await new Promise((later) => setTimeout(later, 40 * Math.random()));
  const counter = await sql<{ last: number }>\`select last_number as last from feed_scope
    where organization_id = \${scope.organizationId} and store_id = \${scope.storeId}\`.execute(tx);
  const lastNumber = counter.rows[0]?.last ?? 0;\n`,
      },
    ],
  },
  {
    name: 'edits-without-revision',
    network: ['delay'],
    guarantee: 'an edit that was made on another revision is refused',
    seed: '1',
    patches: [
      {
        file: 'sync-server/src/catalogue/change-item.ts',
        find: '  if (before.revision !== revision) return err(revisionConflict(before.revision));\n',
        replace: '  void revisionConflict; void revision;\n',
      },
    ],
  },
  {
    name: 'forks-pass',
    disasters: ['clone'],
    guarantee: 'other content under a known number is a fork',
    seed: '1',
    patches: [
      {
        file: `${JOURNAL}/link-run.ts`,
        find: '  if (entry.hash === known) return null;\n',
        replace: '  if (known !== undefined) return null;\n',
      },
    ],
  },
  {
    name: 'evidence-dropped',
    disasters: ['clone'],
    guarantee: 'what a frozen epoch sent is kept',
    seed: '1',
    patches: [
      {
        file: `${JOURNAL}/journal-repository.ts`,
        find: '  await sql`\n    insert into journal_evidence',
        replace:
          '  if (kept.entries.length > 0) return;\n  await sql`\n    insert into journal_evidence',
      },
    ],
  },
  {
    name: 'projected-apart',
    guarantee: 'an entry and what follows from it are committed as one',
    seed: '1',
    disasters: ['kill_node'],
    patches: [
      {
        file: `${JOURNAL}/ingest-entries.ts`,
        find: '    ...(hasSales ? insertingSales(place, { sales: run.sales, movements }, at) : []),\n  ]);\n',
        replace: `  ]);
  const { sql } = await import('kysely');
  const { settingOrganization } = await import('../../db/tenant-transaction.ts');
  await sql\`commit\`.execute(tx);
  await new Promise((later) => setTimeout(later, 400));
  await sql.raw(\`begin; \${settingOrganization(place.organizationId)}\`).execute(tx);
  if (hasSales)
    await together(tx, insertingSales(place, { sales: run.sales, movements }, at));\n`,
      },
    ],
  },
  {
    name: 'feed-of-another-store',
    network: ['delay'],
    guarantee: 'a till gets the documents of its own store',
    seed: '1',
    patches: [
      {
        file: 'sync-server/src/sync/feed/feed-sources.ts',
        find: 'and \x24{sql.ref(`d.\x24{storeColumn}`)} = \x24{storeId}`;',
        replace:
          "and (\x24{sql.ref(`d.\x24{storeColumn}`)} = \x24{storeId} or \x24{table === 'item'})`;",
      },
    ],
  },
];
