/** What tills ask for besides their lanes: pictures come in, the names of the stores go out. */
import { isPictureNameOfTill } from '@second-chance/shared/catalogue/picture-address.ts';
import { type RequestHandler, Router } from 'express';
import { inTenant } from '../db/tenant-transaction.ts';
import type { ServerDeps } from '../http/deps.ts';
import { sendError } from '../http/send-error.ts';
import { takePicture } from '../picture-uploads/take-picture.ts';
import { listStores } from '../stores/store-repository.ts';
import { provenBody } from './proven-body.ts';

export function tillErrands(deps: ServerDeps): Router {
  const router = Router();
  router.post('/pictures', bringPicture(deps));
  router.get('/stores', tellStores(deps));
  return router;
}

/** `POST /sync/pictures?name=…`: one picture under the name that its till gave it. Safe to repeat. */
function bringPicture(deps: ServerDeps): RequestHandler {
  return async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const { till, body } = proven.value;
    const { name } = request.query;
    if (typeof name !== 'string' || !isPictureNameOfTill(name)) {
      return sendError(response, { code: 'INVALID_REQUEST', message: 'Not a picture of a till.' });
    }
    const { organizationId, storeId } = till;
    const sent = { organizationId, storeId, sent: body, name, uploadedBy: null };
    const taken = await takePicture(deps, sent);
    if (!taken.ok) return sendError(response, taken.error);
    response.status(201).json(taken.value);
  };
}

/** `GET /sync/stores`: code and name of every store of the organization. */
function tellStores(deps: ServerDeps): RequestHandler {
  return async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const { organizationId } = proven.value.till;
    const stores = await inTenant(deps.db, organizationId, (tx) =>
      listStores({ tx, organizationId }),
    );
    const open = stores.filter(({ closedAt }) => closedAt === null);
    response.json({
      stores: open.map(({ document: { id, code, name } }) => ({ id, code, name })),
    });
  };
}
