/** What all tests of shop and admin web stand on: one server with mails, one till, one browser. */
import { join } from 'node:path';
import pg from 'pg';
import type { Page } from 'playwright-core';
import type { RestClient } from '../../build/lib/rest-client.ts';
import { signIn as signInToApi } from '../../build/lib/rest-client.ts';
import { startEmbeddedPostgres } from '../../sync-server/src/db/embedded-postgres.ts';
import { DEMO_PASSWORD, DEMO_SETTINGS } from '../../sync-server/src/demo/demo-shop.ts';
import { type AdminWeb, openAdmin } from '../harness/admin-web.ts';
import { STORE_ADMIN } from '../harness/admin-work.ts';
import { openShift, signIn } from '../harness/counter.ts';
import { type MailBox, openMailBox } from '../harness/mail-box.ts';
import { openWorld, type World } from '../harness/world.ts';

export interface WebWorld {
  readonly world: World;
  readonly url: string;
  readonly mailBox: MailBox;
  /** The counter of till A1: Mia is signed in, the shift is open. */
  readonly till: Page;
  /** The admin web, signed in as the store's admin. */
  readonly admin: AdminWeb;
  /** The API, signed in as the same. */
  readonly api: RestClient;
  /** Adds items as quickly as the database takes them, without stock and search. */
  addItems(count: number): Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export async function openWebWorld(): Promise<WebWorld> {
  const mailBox = await openMailBox();
  const world = await openWorld({ SMTP_URL: mailBox.url });
  const { url } = world.server;
  const admin = await openAdmin(world.browser, url, { reducedMotion: 'reduce' });
  const till = await world.window();
  till.setDefaultTimeout(60_000);
  await signIn(till, 'Mia', '1111');
  await openShift(till, '100');
  return {
    world,
    url,
    mailBox,
    till,
    admin,
    api: await signInToApi({ url, email: STORE_ADMIN, password: DEMO_PASSWORD }),
    async addItems(count) {
      // It runs already: this only asks for its address.
      const cluster = await startEmbeddedPostgres({ dataDir: join(world.folder, 'server') });
      await addItems(cluster.url, count);
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await mailBox[Symbol.asyncDispose]();
    },
  };
}

/** Copies of one item of the demo shop under ids and codes of their own. */
async function addItems(databaseUrl: string, count: number): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    // Nothing but the list looks at them: triggers of other parts would only cost time.
    await owner.query("set session_replication_role = 'replica'");
    await owner.query(
      `insert into item (organization_id, store_id, id, document, feed_number)
       select i.organization_id, i.store_id, made.id, i.document
           || jsonb_build_object('id', made.id, 'sku', 'ZZ-' || lpad(made.n::text, 6, '0'),
             'name', 'Copy ' || made.n, 'barcodes', '[]'::jsonb, 'pictures', '[]'::jsonb), 1
       from (select * from item where store_id = $1 limit 1) i,
         (select n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
          from generate_series(1, $2::int) n) made`,
      [DEMO_SETTINGS.id, count],
    );
    await owner.query('analyze item');
  } finally {
    await owner.end();
  }
}
