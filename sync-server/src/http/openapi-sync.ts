/** The requests of tills, for the OpenAPI document. */
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import {
  digestBucketSchema,
  digestBucketsSchema,
  digestResponseSchema,
  enrolRequestSchema,
  enrolResponseSchema,
  journalPushSchema,
  pullQuerySchema,
  pullResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
  repairRequestSchema,
  repairResponseSchema,
  signedAcknowledgementSchema,
  streamQuerySchema,
} from '@second-chance/shared/contract/sync.ts';
import type { z } from 'zod';
import type { OpenApiDocument } from './openapi.ts';

export async function syncPaths(): Promise<NonNullable<OpenApiDocument['paths']>> {
  const tags = ['Tills'];
  const parameters = [VERSION];
  const withProof = { tags, parameters, security: [{ tillProof: [] }] };
  return {
    '/sync/enrol': {
      post: {
        tags,
        parameters,
        security: [{}],
        operationId: 'sync.enrol',
        summary: 'Bind a device to a register by a one-time code',
        requestBody: await body(enrolRequestSchema),
        responses: await answers(enrolResponseSchema),
      },
    },
    '/sync/journal': {
      post: {
        ...withProof,
        operationId: 'sync.journal',
        summary: 'Hand in the next entries of a journal',
        requestBody: await body(journalPushSchema),
        responses: await answers(signedAcknowledgementSchema),
      },
    },
    '/sync/pull': {
      get: {
        ...withProof,
        operationId: 'sync.pull',
        summary: 'What changed in the store, in commit order',
        parameters: [VERSION, ...(await queryParameters(pullQuerySchema))],
        responses: await answers(pullResponseSchema),
      },
    },
    '/sync/stream': {
      get: {
        ...withProof,
        operationId: 'sync.stream',
        summary: 'What changes in the store, as it does, as server-sent events',
        parameters: [VERSION, ...(await queryParameters(streamQuerySchema))],
        responses: {
          ...(await answers(streamQuerySchema)),
          '200': {
            description: 'Events `changes`, `resync` and `beat`, for as long as the till may speak',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
        },
      },
    },
    '/sync/push': {
      post: {
        ...withProof,
        operationId: 'sync.push',
        summary: 'What people at the till decided for documents, row by row',
        requestBody: await body(pushRequestSchema),
        responses: await answers(pushResponseSchema),
      },
    },
    '/sync/digest': {
      get: {
        ...withProof,
        operationId: 'sync.digest',
        summary: 'Count and digest of what the server holds, by collection',
        responses: await answers(digestResponseSchema),
      },
    },
    '/sync/digest/{collection}': {
      get: {
        ...withProof,
        operationId: 'sync.digestBuckets',
        summary: 'Count and digest of one collection, by bucket',
        parameters: [VERSION, pathParameter('collection')],
        responses: await answers(digestBucketsSchema),
      },
    },
    '/sync/digest/{collection}/{bucket}': {
      get: {
        ...withProof,
        operationId: 'sync.digestBucket',
        summary: 'Every live document in one bucket',
        parameters: [VERSION, pathParameter('collection'), pathParameter('bucket')],
        responses: await answers(digestBucketSchema),
      },
    },
    '/sync/repair': {
      post: {
        ...withProof,
        operationId: 'sync.repair',
        summary: 'Settle a difference that the digests showed',
        requestBody: await body(repairRequestSchema),
        responses: await answers(repairResponseSchema),
      },
    },
  };
}

const converter = new ZodToJsonSchemaConverter();
type Schema = Exclude<Awaited<ReturnType<typeof converter.convert>>[1], boolean>;

async function jsonSchema(schema: z.ZodType, strategy: 'input' | 'output'): Promise<Schema> {
  const [, json] = await converter.convert(schema, { strategy });
  return typeof json === 'boolean' ? {} : json;
}

async function body(schema: z.ZodType) {
  const json = await jsonSchema(schema, 'input');
  return { required: true, content: { 'application/json': { schema: json as object } } };
}

async function answers(schema: z.ZodType) {
  const json = await jsonSchema(schema, 'output');
  return {
    '200': { description: 'OK', content: { 'application/json': { schema: json as object } } },
    default: {
      description: 'An error, by its code',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  };
}

function pathParameter(name: string) {
  return { name, in: 'path' as const, required: true, schema: { type: 'string' as const } };
}

async function queryParameters(query: z.ZodType) {
  const { properties = {} } = await jsonSchema(query, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query' as const,
    required: false,
    schema: schema as object,
  }));
}

const VERSION = {
  name: PROTOCOL_HEADER,
  in: 'header' as const,
  required: true,
  description: 'Version of what till and server say to each other.',
  schema: { type: 'integer' as const, const: PROTOCOL_VERSION },
};
