/** The REST API: the handlers of the contract behind one door that authenticates and codes errors. */
import { OpenAPIHandler } from '@orpc/openapi/node';
import { ORPCError, ValidationError } from '@orpc/server';
import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';
import express, { type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { accountLinkHandlers } from './account-link-handlers.ts';
import { adminHandlers } from './admin-handlers.ts';
import { auditHandlers } from './audit-handlers.ts';
import { authHandlers } from './auth-handlers.ts';
import { categoryHandlers } from './category-handlers.ts';
import { conflictHandlers, parkedChangeHandlers } from './change-handlers.ts';
import { customerHandlers } from './customer-handlers.ts';
import type { ServerDeps } from './deps.ts';
import { exceptionHandlers } from './exception-handlers.ts';
import { itemHandlers } from './item-handlers.ts';
import { itemHistoryHandlers } from './item-history-handlers.ts';
import { itemListHandlers } from './item-list-handlers.ts';
import { mailHandlers } from './mail-handlers.ts';
import {
  cardReaderHandlers,
  paymentHandlers,
  paymentLinkHandlers,
  paymentSettingsHandlers,
} from './payment-handlers.ts';
import { pictureWordsHandlers } from './picture-words-handlers.ts';
import { providerEventHandlers } from './provider-event-handlers.ts';
import { registerHandlers } from './register-handlers.ts';
import { reportHandlers, shiftHandlers } from './report-handlers.ts';
import { refusal, rest } from './rest.ts';
import { restContext } from './rest-context.ts';
import { saleHandlers } from './sale-handlers.ts';
import { securityHandlers } from './security-handlers.ts';
import { sendError } from './send-error.ts';
import { setSessionCookie } from './session-cookie.ts';
import { sessionHandlers } from './session-handlers.ts';
import { staffHandlers } from './staff-handlers.ts';
import {
  priceScheduleHandlers,
  storeClosingHandlers,
  storeHandlers,
  taxRateHandlers,
} from './store-handlers.ts';
import { storeProfileHandlers } from './store-profile-handlers.ts';
import { taskHandlers } from './task-handlers.ts';

/** Room for a thousand items with long descriptions in one request. */
export const BODY_BYTES_MAX = 8_000_000;

const handlers = rest.router({
  auth: authHandlers,
  session: sessionHandlers,
  accountLinks: accountLinkHandlers,
  security: securityHandlers,
  admins: adminHandlers,
  mail: mailHandlers,
  items: itemHandlers,
  itemLists: itemListHandlers,
  tasks: taskHandlers,
  itemHistory: itemHistoryHandlers,
  pictureWords: pictureWordsHandlers,
  categories: categoryHandlers,
  conflicts: conflictHandlers,
  parkedChanges: parkedChangeHandlers,
  customers: customerHandlers,
  sales: saleHandlers,
  exceptions: exceptionHandlers,
  reports: reportHandlers,
  shifts: shiftHandlers,
  audit: auditHandlers,
  stores: storeHandlers,
  storeClosing: storeClosingHandlers,
  storeProfiles: storeProfileHandlers,
  taxRates: taxRateHandlers,
  priceSchedules: priceScheduleHandlers,
  staff: staffHandlers,
  registers: registerHandlers,
  paymentSettings: paymentSettingsHandlers,
  cardReaders: cardReaderHandlers,
  paymentLinks: paymentLinkHandlers,
  payments: paymentHandlers,
  providerEvents: providerEventHandlers,
});

export function restRouter(deps: ServerDeps): Router {
  const router = Router();
  const handler = openApiHandler(deps.logger);
  router.use(jsonBodiesOnly, express.json({ limit: BODY_BYTES_MAX }));
  router.use(async (req, res, next) => {
    const context = await restContext(deps, req);
    if (!context.ok) return sendError(res, context.error);
    const onRoute = (name: string) => {
      res.locals.route = name;
    };
    const carrySession = (token: string | null) => setSessionCookie(req, res, token);
    // What somebody may see is theirs alone; nothing on the way may keep it.
    if (context.value.actor || context.value.session) res.setHeader('cache-control', 'no-store');
    const { matched } = await handler.handle(req, res, {
      context: { ...context.value, onRoute, carrySession },
    });
    if (!matched) next();
  });
  return router;
}

/** A body of any other kind would be read by nobody's limits, and lets forms of other sites in. */
const jsonBodiesOnly: RequestHandler = (req, res, next) => {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length']) > 0;
  if (!hasBody || req.is('application/json')) return next();
  sendError(res, { code: 'INVALID_REQUEST', message: 'A body has to be application/json.' });
};

function openApiHandler(logger: Logger) {
  return new OpenAPIHandler(handlers, {
    interceptors: [
      async ({ next, request, ...options }) => {
        // Which organization is meant is settled; the contract's inputs do not know the name.
        const url = new URL(request.url);
        url.searchParams.delete('organization');
        try {
          return await next({ ...options, request: { ...request, url } });
        } catch (error) {
          throw codedError(error, logger);
        }
      },
    ],
    clientInterceptors: [
      ({ next, context, path }) => {
        context.onRoute(path.join('.'));
        return next();
      },
    ],
    customErrorResponseBodyEncoder: ({ code, message, data }) => ({
      code,
      message,
      ...(data !== undefined && { details: data }),
    }),
  });
}

/** What a stranger may know of an error. Everything else goes to the log. */
function codedError(error: unknown, logger: Logger): ORPCError<ErrorCode, unknown> {
  if (error instanceof ORPCError && isOurs(error)) return error;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return refusal({
      code: 'INVALID_REQUEST',
      message: 'The request does not fit the contract.',
      details: { issues: issuesOf(error.cause) },
    });
  }
  logger.error({ err: error }, 'request failed');
  return refusal({ code: 'INTERNAL', message: 'Something went wrong on the server.' });
}

function isOurs(error: ORPCError<string, unknown>): error is ORPCError<ErrorCode, unknown> {
  return Object.hasOwn(ERROR_STATUS, error.code);
}

function issuesOf(cause: unknown): readonly { readonly path: string; readonly message: string }[] {
  if (!(cause instanceof ValidationError)) return [];
  return cause.issues.slice(0, 20).map(({ path = [], message }) => ({
    path: path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message,
  }));
}
