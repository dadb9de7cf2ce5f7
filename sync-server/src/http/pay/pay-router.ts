/** `/pay/TOKEN`: where somebody pays a link that the shop sent. Whoever has the address may pay. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { Result } from '@second-chance/shared/result.ts';
import express, { type Request, type Response, Router } from 'express';
import { inTenant } from '../../db/tenant-transaction.ts';
import { type LinkToken, readToken } from '../../payments/links/link-address.ts';
import {
  beginLinkPayment,
  type OfferedLink,
  openLink,
  simulatePayer,
} from '../../payments/links/pay-link.ts';
import { findStore } from '../../stores/store-repository.ts';
import type { ServerDeps } from '../deps.ts';
import { sendError } from '../send-error.ts';
import { wantedLanguage } from '../shop/shop-visit.ts';
import { loadPayAssets } from './pay-assets.ts';
import { noPayPage, type PayAssets, payPage } from './pay-page.ts';
import { payPolicy } from './pay-policy.ts';

/** What a simulated payer may do on the page. */
const ACTS = ['approve', 'decline_insufficient_funds'] as const;

export function payRouter(deps: ServerDeps): Router {
  const router = Router();
  let assets: PayAssets | null = null;
  const built = () => {
    assets ??= loadPayAssets(deps.shopFolder);
    return assets;
  };

  router.use((_req, res, next) => {
    // The address is a secret, and what is behind it changes: nothing on the way may keep it.
    res.set({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
    // A wallet may open a window of its own.
    res.set('cross-origin-opener-policy', 'same-origin-allow-popups');
    next();
  });

  router.get('/:token', async (req, res) => {
    const look = { language: wantedLanguage(req), assets: built() };
    const token = tokenOf(req);
    const offered = token === null ? null : await openLink(deps, token);
    if (offered === null) {
      res.set('content-security-policy', payPolicy({ stripe: false }));
      return res.status(404).type('html').send(noPayPage(look));
    }
    const { organizationId, storeId } = offered.link;
    const store = await inTenant(deps.db, organizationId, (tx) =>
      findStore({ tx, organizationId }, { id: storeId }),
    );
    const view = {
      offered,
      storeName: store?.document.name ?? '',
      timeZone: store?.document.timeZone ?? 'UTC',
      path: pathOf(req),
      returned: req.query.returned !== undefined || req.query.redirect_status !== undefined,
    };
    res.set('content-security-policy', payPolicy({ stripe: offered.provider === 'stripe' }));
    return res.type('html').send(payPage(view, look));
  });

  router.post('/:token/begin', async (req, res) => {
    const begun = await withToken(req, (token) => beginLinkPayment(deps, token));
    if (!begun.ok) return sendError(res, begun.error);
    const { payment, account } = begun.value;
    if (payment?.clientSecret == null || deps.stripe === null) {
      return sendError(res, { code: 'PAYMENT_NOT_POSSIBLE', message: 'There is no card form.' });
    }
    const { publishableKey } = deps.stripe;
    res.json({ clientSecret: payment.clientSecret, publishableKey, account });
  });

  router.post(
    '/:token/simulate',
    express.urlencoded({ extended: false, limit: '1kb' }),
    async (req: Request, res: Response) => {
      const act = ACTS.find((known) => known === req.body?.act);
      if (act === undefined) {
        return sendError(res, { code: 'INVALID_REQUEST', message: 'There is no such act.' });
      }
      const done = await withToken(req, (token) => simulatePayer(deps, token, act));
      // A page that was open too long shows how the link stands by now.
      if (!done.ok && done.error.code !== 'PAYMENT_NOT_POSSIBLE') return sendError(res, done.error);
      res.redirect(303, pathOf(req));
    },
  );
  return router;
}

function withToken(
  req: Request,
  use: (token: LinkToken) => Promise<Result<OfferedLink, CodedError>>,
): Promise<Result<OfferedLink, CodedError>> {
  const token = tokenOf(req);
  if (token !== null) return use(token);
  const error: CodedError = { code: 'NOT_FOUND', message: 'There is no such link.' };
  return Promise.resolve({ ok: false, error });
}

function tokenOf(req: Request): LinkToken | null {
  return readToken(String(req.params.token));
}

function pathOf(req: Request): string {
  return `/pay/${req.params.token}`;
}
