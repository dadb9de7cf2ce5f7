/** `POST /sync/repair`: a difference between a till and the server, settled and counted. */
import {
  type Master,
  repairRequestSchema,
  type repairResponseSchema,
} from '@second-chance/shared/contract/sync.ts';
import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { retried } from '../../db/retried.ts';
import { inTenant } from '../../db/tenant-transaction.ts';
import type { ServerDeps } from '../../http/deps.ts';
import { sendError } from '../../http/send-error.ts';
import { sendPacked } from '../feed/send-packed.ts';
import { provenBody } from '../proven-body.ts';
import { parseBody } from '../read-body.ts';
import { findMasters } from './master-repository.ts';
import { restoreDocuments } from './restore-documents.ts';

type Deps = Pick<ServerDeps, 'db' | 'pool' | 'clock' | 'metrics' | 'logger'>;
export type RepairRequest = z.infer<typeof repairRequestSchema>;
type RepairResponse = z.infer<typeof repairResponseSchema>;
type Asked = RepairRequest['documents'][number];

export function repair(deps: Deps): RequestHandler {
  return async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const parsed = await parseBody(proven.value.body, request.get('content-encoding'));
    if (!parsed.ok) return sendError(response, parsed.error);
    const asked = repairRequestSchema.safeParse(parsed.value);
    if (!asked.success) {
      return sendError(response, { code: 'INVALID_REQUEST', message: 'Not a difference.' });
    }
    const { till } = proven.value;
    const { collection } = asked.data;
    const documents = asked.data.documents.filter(({ id }) => UUID.test(id));
    const ids = documents.map(({ id }) => id);
    const { masters, restored } = await retried(() =>
      inTenant(deps.db, till.organizationId, async (tx) => {
        const at = deps.clock();
        const known = await findMasters(tx, till, { collection, ids });
        const restored = await restoreDocuments(tx, { till, collection, documents, known, at });
        if (restored.size === 0) return { masters: known, restored };
        return { masters: await findMasters(tx, till, { collection, ids }), restored };
      }),
    );
    const answers = asked.data.documents.map((one) => {
      const master = masters.get(one.id) ?? null;
      const reason = restored.get(one.id);
      const difference =
        reason === undefined ? tillsDifference(one, master) : ({ side: 'server', reason } as const);
      if (difference) {
        deps.metrics.repaired.inc({ collection, ...difference });
        const { registerId } = till;
        deps.logger.error(
          { collection, id: one.id, registerId, ...difference },
          'a document differed',
        );
      }
      return { id: one.id, master, restored: reason !== undefined };
    });
    const answer: RepairResponse = { documents: answers };
    await sendPacked(request, response, JSON.stringify(answer));
  };
}

/** What the till had to be told; null where both agree by now. */
function tillsDifference({ copy }: Asked, master: Master | null) {
  if (copy === null) {
    return master === null || master.deleted
      ? null
      : ({ side: 'till', reason: 'missing' } as const);
  }
  if (master === null || master.deleted) return { side: 'till', reason: 'left_over' } as const;
  if (master.revision === copy.revision) return null;
  return { side: 'till', reason: 'differs' } as const;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
