import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { COLLECTION_SCHEMAS } from '../documents/collections.ts';
import { canonicalJson } from '../journal/canonical-json.ts';
import { PAYLOAD_SCHEMAS, signedEntrySchema } from '../journal/entry.ts';
import { PROTOCOL_VERSION, PROTOCOL_VERSIONS_ACCEPTED } from './protocol.ts';
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
} from './sync.ts';

/** All that till and server say to each other. */
const WIRE = {
  ...COLLECTION_SCHEMAS,
  ...PAYLOAD_SCHEMAS,
  signedEntrySchema,
  enrolRequestSchema,
  enrolResponseSchema,
  journalGapSchema,
  journalPushSchema,
  pullQuerySchema,
  pullResponseSchema,
  pushRequestSchema,
  pushRowSchema,
  pushResponseSchema,
  streamQuerySchema,
  streamChangesSchema,
  digestResponseSchema,
  digestBucketsSchema,
  digestBucketSchema,
  repairRequestSchema,
  repairResponseSchema,
  signedAcknowledgementSchema,
  tillProofSchema,
};

const versions = JSON.parse(
  readFileSync(new URL('./protocol-versions.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;

function hashOfWire(): string {
  const schemas = Object.entries(WIRE).map(([name, schema]) => {
    const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return [name, JSON.parse(JSON.stringify(shape))];
  });
  return createHash('sha256')
    .update(canonicalJson(Object.fromEntries(schemas)))
    .digest('hex');
}

test('what till and server say to each other changes with a new protocol version alone', () => {
  expect(
    hashOfWire(),
    'a wire schema changed: before a release put this hash in protocol-versions.json, after one raise PROTOCOL_VERSION and add a line',
  ).toBe(versions[PROTOCOL_VERSION]);
});

test('the server accepts this version and at most the one before', () => {
  expect(PROTOCOL_VERSIONS_ACCEPTED).toContain(PROTOCOL_VERSION);
  for (const version of PROTOCOL_VERSIONS_ACCEPTED) {
    expect([PROTOCOL_VERSION - 1, PROTOCOL_VERSION]).toContain(version);
    expect(versions).toHaveProperty(String(version));
  }
});
