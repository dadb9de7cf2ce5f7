/**
 * Tills update late: what a till of an accepted version says is answered as it was when that
 * version was released, in that version's shapes. The messages are recorded ones.
 */
import { createPublicKey, verify } from 'node:crypto';
import { ERROR_STATUS } from '@second-chance/shared/contract/errors.ts';
import {
  PROTOCOL_VERSION,
  PROTOCOL_VERSIONS_ACCEPTED,
} from '@second-chance/shared/contract/protocol.ts';
import { ACK_DOMAIN, SERVER_TIME_HEADER } from '@second-chance/shared/contract/sync.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { wireShapes } from '@second-chance/shared/test/wire-shapes.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  isRecorded,
  isStream,
  layWorld,
  type RecordedExchange,
  type Recording,
  readRecording,
  resend,
  resendStream,
} from '../../test/recorded-protocol.ts';
import { type Answer, syncFixture } from '../../test/sync-fixture.ts';

const recorded = PROTOCOL_VERSIONS_ACCEPTED.filter(isRecorded).map((version) => ({ version }));

/** By path; what a version did not have yet is not in its shapes. */
const ANSWER_SHAPES: readonly (readonly [path: RegExp, shape: string])[] = [
  [/^\/sync\/enrol$/, 'enrolResponseSchema'],
  [/^\/sync\/journal$/, 'signedAcknowledgementSchema'],
  [/^\/sync\/pull$/, 'pullResponseSchema'],
  [/^\/sync\/push$/, 'pushResponseSchema'],
  [/^\/sync\/digest$/, 'digestResponseSchema'],
  [/^\/sync\/digest\/\w+$/, 'digestBucketsSchema'],
  [/^\/sync\/digest\/\w+\/\w+$/, 'digestBucketSchema'],
  [/^\/sync\/repair$/, 'repairResponseSchema'],
  [/^\/sync\/stream$/, 'streamChangesSchema'],
];
const shapeOf = (path: string) => ANSWER_SHAPES.find(([pattern]) => pattern.test(path))?.[1] ?? '';
/** What every version reads of a refusal. */
const refusal = z.looseObject({ code: z.string(), message: z.string() });

/** Looks at a message through the frozen eyes of its version. */
function reader({ shapes }: Recording) {
  const known = new Map<string, z.ZodType>();
  return (name: string): z.ZodType => {
    const shape = known.get(name) ?? z.fromJSONSchema(shapes[name] as z.core.JSONSchema.JSONSchema);
    known.set(name, shape);
    return shape;
  };
}

const pathOf = ({ path }: RecordedExchange) => path.split('?')[0] ?? '';
const sameSort = (exchange: RecordedExchange, path: string) =>
  pathOf(exchange) === path && exchange.status === 200;

/** One page of the feed, or several events of a stream. */
const answersIn = (exchange: RecordedExchange, answer: unknown) =>
  isStream(exchange) ? (answer as readonly unknown[]) : [answer];

/** Of the version that is being made the shapes of now count, until the next one is begun. */
function readVersion(version: number): Recording {
  const recording = readRecording(version);
  return version === PROTOCOL_VERSION ? { ...recording, shapes: wireShapes() } : recording;
}

test('every accepted version is recorded, and its shapes are complete', () => {
  expect(recorded.map(({ version }) => version)).toEqual(PROTOCOL_VERSIONS_ACCEPTED);
  for (const { version } of recorded) {
    const { exchanges, shapes } = readVersion(version);
    const codes = exchanges.filter(({ status }) => status !== 200).map(({ answer }) => answer);
    for (const answer of codes)
      expect(Object.keys(ERROR_STATUS)).toContain(refusal.parse(answer).code);
    for (const [path, shape] of ANSWER_SHAPES) {
      const said = exchanges.some((one) => path.test(pathOf(one)) && one.status === 200);
      expect(said, `${version} ${path}`).toBe(shape in shapes);
    }
    const read = reader({ shapes } as Recording);
    for (const exchange of exchanges.filter(({ status }) => status === 200)) {
      for (const answer of answersIn(exchange, exchange.answer)) {
        read(shapeOf(pathOf(exchange))).parse(answer);
      }
    }
  }
});

test.for(recorded)(
  'version $version: every recorded request is answered as it was',
  async ({ version }) => {
    await using fixture = await syncFixture();
    const recording = readVersion(version);
    await layWorld(fixture, recording.world);
    const read = reader(recording);
    for (const exchange of recording.exchanges) {
      if (isStream(exchange)) {
        const events = await resendStream(fixture, version, exchange);
        expect(events).toHaveLength(answersIn(exchange, exchange.answer).length);
        for (const event of events) read('streamChangesSchema').parse(event);
        continue;
      }
      const answer = await resend(fixture, version, exchange);
      expect(answer.status, `${exchange.name} ${answer.body.code ?? ''}`).toBe(exchange.status);
      expect(Number(answer.headers.get(SERVER_TIME_HEADER)), exchange.name).toBe(fixture.clock());
      if (exchange.status === 200) {
        read(shapeOf(pathOf(exchange))).parse(answer.body);
        expectSameSense(read, exchange, answer, fixture.deps.serverKey.publicKey);
      } else {
        const { code, details } = exchange.answer as { code: string; details?: unknown };
        expect(refusal.parse(answer.body), exchange.name).toMatchObject(
          details ? { code, details } : { code },
        );
      }
    }
    expect(await fixture.query('select count(*)::int as n from sale')).toEqual([{ n: 4 }]);
  },
);

test.for(recorded)(
  'version $version: page by page a till gets every document in the shape it knows',
  async ({ version }) => {
    await using fixture = await syncFixture();
    const recording = readVersion(version);
    await layWorld(fixture, recording.world);
    const read = reader(recording);
    const [enrolment] = recording.exchanges.filter((exchange) => sameSort(exchange, '/sync/enrol'));
    expect(enrolment && (await resend(fixture, version, enrolment)).status).toBe(200);
    const got = new Map<string, unknown>();
    for (let after = 0, upToDate = false; !upToDate; ) {
      const path = `/sync/pull?after=${after}&limit=5`;
      const request = { name: 'pull', method: 'GET', path, proof: 'good', gzip: false } as const;
      const { body } = await resend(fixture, version, { ...request, body: null });
      const page = read('pullResponseSchema').parse(body) as { changes: Change[] };
      for (const change of page.changes) {
        // What it does not know, such a till sets aside.
        if (!(change.collection in recording.shapes)) continue;
        got.set(
          `${change.collection}/${change.id}`,
          read(change.collection).parse(change.document),
        );
      }
      expect(body.checkpoint).toBeGreaterThan(after);
      ({ checkpoint: after, upToDate } = body);
    }
    for (const [collection, documents] of Object.entries(recording.world.documents)) {
      for (const document of documents) {
        expect(got.get(`${collection}/${document.id}`), `${collection} ${document.id}`).toEqual(
          document,
        );
      }
    }
  },
);

interface Change {
  readonly collection: string;
  readonly id: string;
  readonly document: Readonly<Record<string, unknown>>;
}

function expectSameSense(
  read: (name: string) => z.ZodType,
  { name, path, answer }: RecordedExchange,
  { body }: Answer,
  serverKey: { readonly kty: string; readonly crv: string; readonly x: string },
): void {
  const before = answer as Record<string, unknown>;
  if (path === '/sync/enrol') {
    expect(body).toEqual({ ...before, serverKey, serverTime: body.serverTime });
  } else if (path === '/sync/journal') {
    const { signature, ...acknowledged } = body;
    expect(acknowledged, name).toEqual({ ...acknowledged, seq: before.seq, hash: before.hash });
    const key = createPublicKey({ key: { ...serverKey }, format: 'jwk' });
    const signed = Buffer.from(ACK_DOMAIN + canonicalJson(acknowledged));
    expect(verify(null, signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
  } else if (path === '/sync/push') {
    // The same fate for each edit, and the same document where one is told.
    expect(body.results, name).toMatchObject(before.results as object[]);
  } else if (path === '/sync/repair') {
    expect(body.documents, name).toMatchObject(before.documents as object[]);
  } else if (path.startsWith('/sync/digest')) {
    const { number: _, ...held } = before;
    expect(body, name).toMatchObject(held);
  } else {
    for (const { collection, document } of (before.changes as readonly Change[]) ?? []) {
      read(collection).parse(document);
    }
  }
}
