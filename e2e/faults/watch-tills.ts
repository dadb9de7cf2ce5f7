/** Asks tills all the time what they believe to be with the server, and holds the server to it. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { EDITED_ITEMS } from './cashier.ts';
import { ChildEnded } from './child-calls.ts';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import type { ManagedTill } from './managed-till.ts';

const EVERY_MS = 400;
const NOTHING = { seq: 0, evidence: 0 };

/** A till believes first and the server is looked at after it, so it can only have more by then. */
export function watchTills({ tills, postgres, ledger }: FaultWorld): { stop: () => Promise<void> } {
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  pool.on('error', () => undefined);
  let stopping = false;

  async function look(till: ManagedTill): Promise<void> {
    const edited = till.store.items.slice(0, EDITED_ITEMS).map(({ id }) => id);
    const overwritten = await till.child().call('overwritten', edited);
    for (const item of overwritten) {
      breach(ledger, 'what waits to be decided is what its till shows', { till: till.name, item });
    }
    const believed = await till.child().call('sent', null);
    const { rows } = await pool.query<{ chain: string; seq: number; evidence: number }>(
      `select epoch || '/' || chain as chain, seq::int as seq,
         (select coalesce(max(e.seq), 0)::int from journal_evidence e where e.register_id = h.register_id
            and e.epoch = h.epoch and e.chain = h.chain) as evidence
       from journal_head h where register_id = $1`,
      [till.registerId],
    );
    for (const { epoch, chain, acked, sent } of believed) {
      const { seq, evidence } = rows.find((row) => row.chain === `${epoch}/${chain}`) ?? NOTHING;
      if (seq >= acked && Math.max(seq, evidence) >= sent) continue;
      const details = { till: till.name, epoch, chain, acked, sent, atServer: { seq, evidence } };
      breach(ledger, 'what a till believes to be sent is with the server', details);
    }
  }

  async function watch(): Promise<void> {
    for (let turn = 0; !stopping; turn += 1) {
      const till = tills[turn % tills.length];
      if (till !== undefined) {
        await look(till).catch((error: unknown) => {
          // Dead at the moment, or PostgreSQL is; a till that never opened says so elsewhere.
          if (error instanceof ChildEnded || isPostgresDown(error)) return;
          breach(ledger, 'nothing ends by itself', `watching ${till.name}: ${error}`);
        });
      }
      await pause(EVERY_MS / tills.length);
    }
  }
  const watching = watch();

  return {
    async stop() {
      stopping = true;
      await watching;
      await pool.end();
    },
  };
}

function isPostgresDown(error: unknown): boolean {
  return error instanceof Error && ('code' in error || /terminated|not open/.test(error.message));
}
