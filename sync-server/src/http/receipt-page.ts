/** A receipt for whoever has its address (`/r/TOKEN`): never listed, never kept by anything between. */
import { receiptHtml } from '@second-chance/shared/sale/receipt-html.ts';
import { readReceiptToken } from '@second-chance/shared/sale/receipt-link.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import { escapeHtml } from '@second-chance/shared/text/escape-html.ts';
import { mailText } from '@second-chance/shared/text/mail-messages.ts';
import { LANGUAGES } from '@second-chance/shared/text/messages.ts';
import { type Request, type Response, Router } from 'express';
import { inTenant } from '../db/tenant-transaction.ts';
import { publicReceipt } from '../sales/public-receipt.ts';
import type { ServerDeps } from './deps.ts';

export function receiptPage({ db }: Pick<ServerDeps, 'db'>): Router {
  const router = Router();
  router.get('/r/:token', async (request, response) => {
    secure(response);
    const link = readReceiptToken(String(request.params.token));
    const receipt =
      link === null
        ? null
        : await inTenant(db, link.organizationId, (tx) =>
            publicReceipt({ tx, organizationId: link.organizationId }, link),
          );
    if (receipt === null) return void response.status(404).send(missingPage(request));
    response.send(receiptHtml(receipt, { language: receiptLanguageOf(receipt.locale) }));
  });
  return router;
}

/** The page needs nothing but its own style, and its address is a secret. */
function secure(response: Response): void {
  response.set({
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow, noarchive',
  });
  response.type('html');
}

/** A receipt that is not here may be on its way: a till sends it when it has a network. */
function missingPage(request: Request): string {
  const wanted = request.acceptsLanguages([...LANGUAGES]);
  const language = LANGUAGES.find((known) => known === wanted) ?? 'en';
  const title = mailText(language, 'receiptPage.missing.title', {});
  const text = mailText(language, 'receiptPage.missing.text', {});
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #fbfaf7; color: #1c1e1a; font: 17px/1.5 system-ui, sans-serif; }
main { padding: 24px; max-width: 34rem; }
h1 { font-size: 26px; line-height: 1.2; }
@media (prefers-color-scheme: dark) { body { background: #161714; color: #f1efe8; } }
</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main></body>
</html>
`;
}
