/**
 * A real server node for a replay, in a process of its own: PostgreSQL, an organization of its own
 * for this run, and the two accounts that set the shop up.
 */

import type { StoreId } from '@second-chance/shared/ids.ts';
import { createAccount } from '@second-chance/sync-server/src/accounts/create-account.ts';
import { createOrganization } from '@second-chance/sync-server/src/accounts/create-organization.ts';
import { hashSecret } from '@second-chance/sync-server/src/accounts/password.ts';
import { asWork } from '@second-chance/sync-server/src/db/tenant-work.ts';
import { startServer } from '@second-chance/sync-server/src/main.ts';
import { pino } from 'pino';

export interface ServerStart {
  readonly dataDir: string;
  readonly slug: string;
  readonly storeId: StoreId;
  readonly password: string;
}

export interface ServerReady {
  readonly url: string;
  readonly platformAdmin: string;
  readonly storeAdmin: string;
}

async function run({ dataDir, slug, storeId, password }: ServerStart): Promise<ServerReady> {
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    defaultOrganization: slug,
    logger: pino({ level: 'warn' }, pino.destination(2)),
  });
  process.once('disconnect', () => void server.close().then(() => process.exit(0)));
  const platformAdmin = `platform@${slug}.example`;
  const storeAdmin = `store@${slug}.example`;
  const made = await createOrganization(server.deps, {
    slug,
    name: 'Replay',
    admin: { email: platformAdmin, password, displayName: 'Platform' },
  });
  if (!made.ok) throw new Error(made.error.message);
  const passwordHash = await hashSecret(password);
  const account = await asWork(
    server.deps.db,
    { organizationId: made.value.organizationId, at: server.deps.clock(), actorId: null },
    (work) =>
      createAccount(work, {
        email: storeAdmin,
        displayName: 'Store',
        passwordHash,
        role: 'store_admin',
        storeId,
      }),
  );
  if (!account.ok) throw new Error(account.error.message);
  return { url: server.url, platformAdmin, storeAdmin };
}

process.once('message', (start: ServerStart) => {
  run(start).then(
    (ready) => process.send?.(ready),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
