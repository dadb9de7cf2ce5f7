/** The OpenAPI document: the REST contract, and what tills speak, described by hand beside it. */
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';
import { restContract } from '@second-chance/shared/contract/rest-contract.ts';
import { syncPaths } from './openapi-sync.ts';

export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

/** Paths that make sense without an account; every other one asks for a token. */
const PUBLIC = new Set([
  'POST /auth/register',
  'POST /auth/login',
  'GET /auth/session',
  'POST /auth/session',
  'DELETE /auth/session',
  'POST /auth/session/code',
  'POST /auth/session/passkey-challenge',
  'POST /auth/session/passkey',
  'POST /auth/links/new-password',
  'POST /auth/links/read',
  'POST /auth/links/password',
  'POST /auth/links/email',
  'GET /items',
  'GET /items/{id}',
  'GET /categories',
  'GET /categories/{id}',
  'GET /stores',
  'GET /stores/{id}/profile',
]);

/** Codes that any request may be answered with, beside those of its own. */
const COMMON: readonly ErrorCode[] = ['INVALID_REQUEST', 'NOT_SIGNED_IN', 'NOT_FOUND', 'INTERNAL'];

export async function openApiDocument(): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(restContract, {
    info: {
      title: 'Second Chance',
      version: '1',
      description: DESCRIPTION,
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'From `POST /auth/login`.',
        },
        tillProof: {
          type: 'apiKey',
          in: 'header',
          name: 'authorization',
          description:
            '`Till <JWT>`: signed by the register’s Ed25519 key for this one request, its path and body.',
        },
      },
      schemas: { Error: errorSchema() },
      parameters: { organization: ORGANIZATION },
    },
  });
  return { ...document, paths: { ...described(document.paths ?? {}), ...(await syncPaths()) } };
}

type Paths = NonNullable<OpenApiDocument['paths']>;
type PathItem = NonNullable<Paths[string]>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

function described(paths: Paths): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [path, item && describedItem(path, item)]),
  );
}

function describedItem(path: string, item: PathItem): PathItem {
  const changed: PathItem = {
    ...item,
    parameters: [{ $ref: '#/components/parameters/organization' }],
  };
  for (const method of METHODS) {
    const operation = item[method];
    if (!operation) continue;
    const isPublic = PUBLIC.has(`${method.toUpperCase()} ${path}`);
    changed[method] = {
      ...operation,
      // An empty alternative says that it works without a token, and may show more with one.
      security: isPublic ? [{}, { accessToken: [] }] : [{ accessToken: [] }],
      responses: { ...operation.responses, ...errorResponses() },
    };
  }
  return changed;
}

function errorResponses() {
  const statuses = new Set(COMMON.map((code) => ERROR_STATUS[code]));
  const entries = [...statuses].map((status) => [String(status), errorResponse(status)] as const);
  return Object.fromEntries([...entries, ['default', errorResponse(null)]]);
}

function errorResponse(status: number | null) {
  const codes = COMMON.filter((code) => ERROR_STATUS[code] === status).join(', ');
  return {
    description: codes === '' ? 'Any other error, by its code' : codes,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
}

function errorSchema() {
  return {
    type: 'object' as const,
    required: ['code', 'message'],
    additionalProperties: false,
    properties: {
      code: { type: 'string' as const, enum: Object.keys(ERROR_STATUS) },
      message: { type: 'string' as const, description: 'English, for developers.' },
      details: { type: 'object' as const, description: 'Numbers, codes and ids.' },
    },
  };
}

const ORGANIZATION = {
  name: 'organization',
  in: 'query' as const,
  required: false,
  description:
    'Slug of the organization, also as header `x-organization`. An access token knows its own.',
  schema: { type: 'string' as const, pattern: '^[a-z0-9-]{1,40}$' },
};

const DESCRIPTION = `Items, categories, stores, sales and registers of second-hand shops.

Amounts are whole numbers of the currency's smallest unit. Ids are UUIDs made by whoever creates a
thing, so that repeating a request is harmless. A change names the revision that it was made on and
is refused with CONFLICT where another came first. Lists answer a page and the cursor of the next.
Every error is { code, message, details? }.`;
