/** Looks at every acknowledgement before its till does: what it says must be committed by then. */
import pg from 'pg';
import type { RawReply, RawRequest } from './http-exchange.ts';
import { breach, type Ledger } from './ledger.ts';

export interface AcknowledgementAudit {
  readonly onReply: (request: RawRequest, reply: RawReply) => Promise<void>;
  readonly audited: () => number;
  readonly close: () => Promise<void>;
}

interface Acknowledged {
  readonly registerId: string;
  readonly epoch: number;
  readonly chain: string;
  readonly seq: number;
}

export function auditAcknowledgements(databaseUrl: string, ledger: Ledger): AcknowledgementAudit {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  let audited = 0;

  async function committed({ registerId, epoch, chain }: Acknowledged): Promise<number | null> {
    try {
      const { rows } = await pool.query<{ readonly seq: string }>(
        'select seq from journal_head where register_id = $1 and epoch = $2 and chain = $3',
        [registerId, epoch, chain],
      );
      return Number(rows[0]?.seq ?? 0);
    } catch {
      return null; // PostgreSQL is down for the moment; others are looked at.
    }
  }

  return {
    async onReply({ path }, { status, body }) {
      if (path !== '/sync/journal' || status !== 200) return;
      const acknowledged = JSON.parse(body) as Acknowledged;
      const seq = await committed(acknowledged);
      if (seq === null) return;
      audited += 1;
      if (seq < acknowledged.seq) {
        breach(ledger, 'what is acknowledged is committed', { ...acknowledged, committed: seq });
      }
    },
    audited: () => audited,
    close: () => pool.end(),
  };
}
