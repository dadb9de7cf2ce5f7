import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wireShapes } from '../../test/wire-shapes.ts';
import { canonicalJson } from '../journal/canonical-json.ts';
import { PROTOCOL_VERSION, PROTOCOL_VERSIONS_ACCEPTED } from './protocol.ts';

const versions = JSON.parse(
  readFileSync(new URL('./protocol-versions.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;

function hashOfWire(): string {
  return createHash('sha256').update(canonicalJson(wireShapes())).digest('hex');
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
