/** What tills speak (docs/sync-protocol.md), and their files, brought by hand. */
import {
  PROTOCOL_HEADER,
  PROTOCOL_VERSIONS_ACCEPTED,
} from '@second-chance/shared/contract/protocol.ts';
import { SERVER_TIME_HEADER } from '@second-chance/shared/contract/sync.ts';
import { type RequestHandler, Router } from 'express';
import type { ServerDeps } from '../http/deps.ts';
import { sendError } from '../http/send-error.ts';
import { acknowledgementSigner } from './acknowledgement.ts';
import { digestRouter } from './digest/digests.ts';
import { repair } from './digest/repair.ts';
import { pushChanges } from './documents/push-changes.ts';
import { enrol } from './enrol.ts';
import { pull } from './feed/pull.ts';
import { parkedRouter } from './parked/parked-router.ts';
import { paymentsRouter } from './payments/payments-router.ts';
import { pushJournal } from './push-journal.ts';
import { pushUnsyncedFile } from './push-unsynced-file.ts';
import { takeReceiptMail } from './receipt-mails.ts';
import { storedValueRouter } from './stored-value/stored-value-router.ts';
import { feedTails } from './stream/feed-tail.ts';
import { type StreamOptions, stream } from './stream/stream.ts';
import { tillErrands } from './till-errands.ts';

/** To be mounted at `/sync`, before anything that reads bodies. */
export function syncRouter(deps: ServerDeps, options: StreamOptions = {}): Router {
  const router = Router();
  const signer = acknowledgementSigner(deps.serverKey);
  const tails = feedTails(deps);
  router.use(serverTime(deps));
  router.post('/unsynced-file', pushUnsyncedFile({ ...deps, signer }));
  router.use(protocolVersion);
  router.post('/enrol', enrol(deps));
  router.post('/journal', pushJournal({ ...deps, signer }));
  router.get('/pull', pull(deps));
  router.get('/stream', stream({ ...deps, tails }, options));
  router.post('/push', pushChanges({ ...deps, tails }));
  router.use('/digest', digestRouter(deps));
  router.post('/repair', repair(deps));
  router.post('/receipt-mails', takeReceiptMail(deps));
  router.use(paymentsRouter(deps));
  router.use(storedValueRouter(deps));
  router.use(parkedRouter(deps));
  router.use(tillErrands(deps));
  return router;
}

/** Tills sign their proofs by this clock, whatever their own says. */
function serverTime({ clock }: Pick<ServerDeps, 'clock'>): RequestHandler {
  return (_request, response, next) => {
    response.setHeader(SERVER_TIME_HEADER, String(clock()));
    next();
  };
}

const protocolVersion: RequestHandler = (request, response, next) => {
  const version = Number(request.get(PROTOCOL_HEADER));
  if (PROTOCOL_VERSIONS_ACCEPTED.includes(version)) return next();
  sendError(response, {
    code: 'PROTOCOL_UNSUPPORTED',
    message: 'This server does not speak that version of the protocol.',
    details: { accepted: PROTOCOL_VERSIONS_ACCEPTED },
  });
};
