import { PICTURE_BYTES_MAX } from '@second-chance/shared/contract/rest/pictures.ts';
import { idSchema, type StoreId } from '@second-chance/shared/ids.ts';
import { type RequestHandler, Router } from 'express';
import { mayAct } from '../accounts/actor.ts';
import { takePicture } from '../picture-uploads/take-picture.ts';
import { readBody } from '../sync/read-body.ts';
import type { ServerDeps } from './deps.ts';
import { restContext } from './rest-context.ts';
import { sendError } from './send-error.ts';

/** Bodies read or decoded at the same time by one node: what it may cost in memory at most. */
const AT_ONCE = 6;

/** `POST /pictures?storeId=…`: one picture as the body. Answers the name under which it is kept. */
export function pictureUploads(deps: ServerDeps): Router {
  const router = Router();
  router.post('/', upload(deps));
  return router;
}

function upload(deps: ServerDeps): RequestHandler {
  let running = 0;
  return async (req, res) => {
    const refuse = (error: Parameters<typeof sendError>[1]) => {
      // Nobody reads what is still coming.
      res.set('connection', 'close');
      sendError(res, error);
    };
    const context = await restContext(deps, req);
    if (!context.ok) return refuse(context.error);
    const { organizationId, actor } = context.value;
    const storeId = idSchema<'Store'>().safeParse(req.query.storeId);
    const allowed = mayAct(actor, {
      right: 'edit_catalogue',
      storeId: storeId.success ? (storeId.data as StoreId) : null,
    });
    if (!allowed.ok) return refuse(allowed.error);
    if (!storeId.success) {
      return refuse({ code: 'INVALID_REQUEST', message: 'Name the store by ?storeId=.' });
    }
    const limit = await deps.limits.uploadByAccount.take(allowed.value.accountId);
    if (!limit.ok) return refuse(limit.error);
    if (Number(req.get('content-length') ?? 0) > PICTURE_BYTES_MAX) return refuse(TOO_LARGE);
    if (running >= AT_ONCE) {
      res.set('retry-after', '1');
      return refuse({ code: 'UNAVAILABLE', message: 'Too many pictures at once.' });
    }
    running += 1;
    try {
      const body = await readBody(req, PICTURE_BYTES_MAX);
      if (!body.ok) return refuse(TOO_LARGE);
      const taken = await takePicture(deps, {
        uploadedBy: allowed.value.accountId,
        organizationId,
        storeId: storeId.data,
        sent: body.value,
      });
      if (!taken.ok) return sendError(res, taken.error);
      res.status(201).json(taken.value);
    } finally {
      running -= 1;
    }
  };
}

const TOO_LARGE = {
  code: 'PICTURE_TOO_LARGE',
  message: 'The file is too large.',
  details: { bytesMax: PICTURE_BYTES_MAX },
} as const;
