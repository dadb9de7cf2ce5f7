import { Router } from 'express';
import helmet from 'helmet';
import { docsPage } from './docs-page.ts';
import { DOCS_STYLE } from './docs-style.ts';
import { openApiDocument } from './openapi.ts';

/** `/openapi.json` for programs and `/docs` for people. Made once, on the first request. */
export function docsRouter(): Router {
  const router = Router();
  let made: ReturnType<typeof openApiDocument> | undefined;
  const document = () => {
    made ??= openApiDocument();
    return made;
  };

  router.get('/openapi.json', async (_req, res) => {
    res.json(await document());
  });

  router.get('/docs', onlyOwnStyle, async (_req, res) => {
    res.type('html').send(docsPage(await document()));
  });

  router.get('/docs/style.css', (_req, res) => {
    res.type('css').send(DOCS_STYLE);
  });
  return router;
}

const onlyOwnStyle = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
});
