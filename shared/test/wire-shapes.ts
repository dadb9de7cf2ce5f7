import { z } from 'zod';
import {
  digestBucketSchema,
  digestBucketsSchema,
  digestResponseSchema,
  enrolRequestSchema,
  enrolResponseSchema,
  journalGapSchema,
  journalPushSchema,
  pullQuerySchema,
  pullResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
  pushRowSchema,
  repairRequestSchema,
  repairResponseSchema,
  signedAcknowledgementSchema,
  streamChangesSchema,
  streamQuerySchema,
  tillProofSchema,
} from '../src/contract/sync.ts';
import { COLLECTION_SCHEMAS } from '../src/documents/collections.ts';
import { PAYLOAD_SCHEMAS, signedEntrySchema } from '../src/journal/entry.ts';

/** All that till and server say to each other. */
const WIRE = {
  ...COLLECTION_SCHEMAS,
  ...PAYLOAD_SCHEMAS,
  signedEntrySchema,
  digestBucketSchema,
  digestBucketsSchema,
  digestResponseSchema,
  enrolRequestSchema,
  enrolResponseSchema,
  journalGapSchema,
  journalPushSchema,
  pullQuerySchema,
  pullResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
  pushRowSchema,
  repairRequestSchema,
  repairResponseSchema,
  signedAcknowledgementSchema,
  streamChangesSchema,
  streamQuerySchema,
  tillProofSchema,
};

/** The same as JSON Schema, by the names that the schemas have in the code. */
export function wireShapes(): Record<string, object> {
  const shapes = Object.entries(WIRE).map(([name, schema]) => {
    const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return [name, JSON.parse(JSON.stringify(shape))];
  });
  return Object.fromEntries(shapes);
}
