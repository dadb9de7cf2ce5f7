/** `GET /live`: tells the pages of whoever is signed in that something of their store changed. */
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { idSchema } from '@second-chance/shared/ids.ts';
import { type Request, type Response, Router } from 'express';
import { mayAct } from '../accounts/actor.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { findStore } from '../stores/store-repository.ts';
import type { ServerDeps } from './deps.ts';
import { restContext } from './rest-context.ts';
import { sendError } from './send-error.ts';

/** A till's morning makes hundreds of changes; a page is told at most so often. */
const TOLD_EVERY_MS = 250;
/** Keeps proxies from closing the stream, and is when the session is looked at again. */
const BEAT_MS = 15_000;
const storeIdSchema = idSchema<'Store'>();

/**
 * A stream of server-sent events: `hello` when it begins (whatever was read before may be old),
 * `changed` soon after something did, on whichever node, `end` when the session ended. Whoever
 * follows asks again for what is on the screen; the stream itself asks the database nothing.
 */
export function liveRouter(deps: ServerDeps, { beatMs = BEAT_MS } = {}): Router {
  const router = Router();
  router.get('/live', async (req, res) => {
    const context = await restContext(deps, req);
    if (!context.ok) return sendError(res, context.error);
    const storeId = storeOf(req);
    if (storeId === undefined) {
      return sendError(res, { code: 'INVALID_REQUEST', message: 'This is no store.' });
    }
    const { organizationId } = context.value;
    const actor = mayAct(context.value.actor, { right: 'read_sales', storeId });
    if (!actor.ok) return sendError(res, actor.error);
    if (storeId !== null && !(await isOwnStore(deps, organizationId, storeId))) {
      return sendError(res, { code: 'NOT_FOUND', message: 'There is no such store.' });
    }
    const scope = { organizationId, storeId: storeId ?? actor.value.storeId };

    const stream = openStream(res);
    let last = 0;
    let told: NodeJS.Timeout | undefined;
    const tell = () => {
      told ??= setTimeout(
        () => {
          told = undefined;
          last = Date.now();
          stream.send('changed');
        },
        Math.max(0, last + TOLD_EVERY_MS - Date.now()),
      );
    };
    const unsubscribe = deps.live.subscribe(scope, tell);
    stream.send('hello');
    const beat = setInterval(() => void stillThere(), beatMs);
    async function stillThere(): Promise<void> {
      const again = await restContext(deps, req).catch(() => null);
      // A database that does not answer ends no session.
      if (again === null || (again.ok && again.value.actor !== null)) return stream.beat();
      stream.send('end');
      res.end();
    }
    res.on('close', () => {
      unsubscribe();
      clearInterval(beat);
      clearTimeout(told);
    });
  });
  return router;
}

/** Whoever follows a store of another organization would hear nothing; they are told so. */
async function isOwnStore(
  { db }: ServerDeps,
  organizationId: OrganizationId,
  id: StoreId,
): Promise<boolean> {
  const found = await inTenant(db, organizationId, (tx) =>
    findStore({ tx, organizationId }, { id }),
  );
  return found !== null;
}

/** Undefined for what is no id; null where none is named. */
function storeOf(req: Request): StoreId | null | undefined {
  const named = req.query.storeId;
  if (named === undefined) return null;
  const parsed = storeIdSchema.safeParse(named);
  return parsed.success ? parsed.data : undefined;
}

function openStream(res: Response) {
  res.status(200).set({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  return {
    send: (event: 'hello' | 'changed' | 'end') => res.write(`event: ${event}\ndata: {}\n\n`),
    beat: () => void res.write(': beat\n\n'),
  };
}
