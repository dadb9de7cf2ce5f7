/**
 * Tills update late: what a till of an accepted version says is answered as it was when that
 * version was released, in that version's shapes. The messages are recorded ones.
 */
import { createPublicKey, verify } from 'node:crypto';
import { ERROR_STATUS } from '@second-chance/shared/contract/errors.ts';
import { PROTOCOL_VERSIONS_ACCEPTED } from '@second-chance/shared/contract/protocol.ts';
import { ACK_DOMAIN, SERVER_TIME_HEADER } from '@second-chance/shared/contract/sync.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  isRecorded,
  layWorld,
  type RecordedExchange,
  type Recording,
  readRecording,
  resend,
} from '../../test/recorded-protocol.ts';
import { type Answer, syncFixture } from '../../test/sync-fixture.ts';

const recorded = PROTOCOL_VERSIONS_ACCEPTED.filter(isRecorded).map((version) => ({ version }));

const ANSWER_SHAPES: Readonly<Record<string, string>> = {
  '/sync/enrol': 'enrolResponseSchema',
  '/sync/journal': 'signedAcknowledgementSchema',
  '/sync/pull': 'pullResponseSchema',
};
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

test('the version before this one is recorded, and its shapes are complete', () => {
  expect(recorded.length).toBeGreaterThan(0);
  for (const { version } of recorded) {
    const { exchanges, shapes } = readRecording(version);
    const codes = exchanges.filter(({ status }) => status !== 200).map(({ answer }) => answer);
    for (const answer of codes)
      expect(Object.keys(ERROR_STATUS)).toContain(refusal.parse(answer).code);
    for (const path of Object.keys(ANSWER_SHAPES)) {
      expect(
        exchanges.some((exchange) => sameSort(exchange, path)),
        path,
      ).toBe(true);
    }
    const read = reader({ shapes } as Recording);
    for (const exchange of exchanges.filter(({ status }) => status === 200)) {
      read(ANSWER_SHAPES[pathOf(exchange)] ?? '').parse(exchange.answer);
    }
  }
});

test.for(recorded)(
  'version $version: every recorded request is answered as it was',
  async ({ version }) => {
    await using fixture = await syncFixture();
    const recording = readRecording(version);
    await layWorld(fixture, recording.world);
    const read = reader(recording);
    for (const exchange of recording.exchanges) {
      const answer = await resend(fixture, version, exchange);
      expect(answer.status, `${exchange.name} ${answer.body.code ?? ''}`).toBe(exchange.status);
      expect(Number(answer.headers.get(SERVER_TIME_HEADER)), exchange.name).toBe(fixture.clock());
      if (exchange.status === 200) {
        read(ANSWER_SHAPES[pathOf(exchange)] ?? '').parse(answer.body);
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
    const recording = readRecording(version);
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
  } else {
    for (const { collection, document } of (before.changes as readonly Change[]) ?? []) {
      read(collection).parse(document);
    }
  }
}
