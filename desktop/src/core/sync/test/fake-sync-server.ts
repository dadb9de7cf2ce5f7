/** A small real HTTP server that honours the sync contract, with faults on order. */
import { createHash, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, zstdCompressSync } from 'node:zlib';
import { assert } from '@second-chance/shared/assert.ts';
import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';
import { PROTOCOL_HEADER } from '@second-chance/shared/contract/protocol.ts';
import {
  ACK_DOMAIN,
  type Acknowledgement,
  enrolRequestSchema,
  journalPushSchema,
  PACKED_TYPE,
  PROOF_SKEW_SECONDS_MAX,
  type PublicKeyJwk,
  publicKeySchema,
  SERVER_TIME_HEADER,
  tillProofSchema,
} from '@second-chance/shared/contract/sync.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { GENESIS_HASH, type SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { verifyEntry } from '@second-chance/shared/journal/verify-chain.ts';
import { REGISTER_ID } from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { decodeJwt, importJWK, jwtVerify } from 'jose';
import { ed25519PublicKey } from '../../register/public-key.ts';
import { enrolmentAnswer } from '../../store/test/setup-store.ts';
import {
  type DocumentFacts,
  digested,
  documentFacts,
  type FakeAnswer,
  openStream,
  pulledPage,
  pushed,
  repaired,
} from './fake-documents.ts';

/** What happens to one request: before anything was stored, or to the answer after it was. */
export type Fault =
  | 'drop_before'
  | 'drop_after'
  | 'hang_after'
  | 'half_a_body'
  | 'wrong_signature'
  | { readonly refuse: ErrorCode; readonly details?: Record<string, unknown> };

export interface ServerFacts extends DocumentFacts {
  /** By `epoch/chain`. */
  readonly chains: Map<string, SignedEntry[]>;
  readonly evidence: SignedEntry[];
  readonly frozen: Set<number>;
  revoked: boolean;
  /** Whether there is a stream at all; an older server has none. */
  streaming: boolean;
  /** How far the server's clock is from the till's. */
  clockOffsetMs: number;
  /** Taken one by one, by the next requests to that path. */
  readonly faults: { readonly path: string; readonly fault: Fault }[];
  readonly fired: Fault[];
  readonly requests: string[];
  readonly keys: Map<number, PublicKeyJwk>;
}

/** This version and the one before it. */
const PROTOCOLS: ReadonlySet<string> = new Set(['1', '2']);

export async function startFakeSyncServer() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const serverKey = publicKeySchema.parse(publicKey.export({ format: 'jwk' }));
  const facts: ServerFacts = {
    chains: new Map(),
    evidence: [],
    frozen: new Set(),
    revoked: false,
    streaming: true,
    ...documentFacts(),
    clockOffsetMs: 0,
    faults: [],
    fired: [],
    requests: [],
    keys: new Map(),
  };
  const now = () => (Date.now() + facts.clockOffsetMs) as EpochMs;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? '/', 'http://fake');
    facts.requests.push(url.pathname);
    response.setHeader(SERVER_TIME_HEADER, String(now()));
    const ordered = facts.faults.findIndex(({ path }) => path === url.pathname);
    const fault = ordered < 0 ? null : (facts.faults.splice(ordered, 1)[0]?.fault ?? null);
    if (fault !== null) facts.fired.push(fault);
    if (fault === 'drop_before') return void request.socket.destroy();
    if (typeof fault === 'object' && fault !== null) {
      return send(response, ERROR_STATUS[fault.refuse], {
        code: fault.refuse,
        message: 'as ordered',
        ...(fault.details && { details: fault.details }),
      });
    }
    if (url.pathname === '/sync/stream') return streamed(request, response, url, body);
    const { status, answer, headers } = await answerTo(request, url, body);
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
    if (fault === 'drop_after') return void request.socket.destroy();
    if (fault === 'hang_after') return;
    if (fault === 'wrong_signature' && 'signature' in answer) {
      return send(response, status, { ...answer, signature: 'A'.repeat(86) });
    }
    if (fault === 'half_a_body') {
      const text = JSON.stringify(answer);
      response.writeHead(status, { 'content-length': text.length });
      response.write(text.slice(0, text.length / 2));
      return void setTimeout(() => request.socket.destroy(), 5);
    }
    send(response, status, answer);
  }

  async function streamed(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    body: Buffer,
  ): Promise<void> {
    const refused = facts.streaming ? await refusalOfProof(request, body) : 'NOT_FOUND';
    if (refused !== null)
      send(response, ERROR_STATUS[refused], { code: refused, message: refused });
    else openStream(facts, url, response);
  }

  type Answer = FakeAnswer;
  const refusal = (code: ErrorCode, details?: object): Answer => ({
    status: ERROR_STATUS[code],
    answer: { code, message: code, ...(details && { details }) },
  });

  async function answerTo(request: IncomingMessage, url: URL, body: Buffer): Promise<Answer> {
    if (!PROTOCOLS.has(String(request.headers[PROTOCOL_HEADER]))) {
      return refusal('PROTOCOL_UNSUPPORTED');
    }
    if (url.pathname === '/sync/enrol') return enrolled(body);
    const refused = await refusalOfProof(request, body);
    if (refused !== null) return refusal(refused);
    if (url.pathname === '/sync/pull') return pulledPage(facts, url);
    if (url.pathname.startsWith('/sync/digest')) return digested(facts, url);
    const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const json: unknown = JSON.parse(plain.toString());
    if (url.pathname === '/sync/push') return pushed(facts, json);
    if (url.pathname === '/sync/repair') return repaired(facts, json);
    return taken(journalPushSchema.parse(json).entries);
  }

  function enrolled(body: Buffer): Answer {
    const { publicKey: key } = enrolRequestSchema.parse(JSON.parse(body.toString()));
    const again = [...facts.keys].find(([, known]) => known.x === key.x);
    const epoch = again?.[0] ?? facts.keys.size + 1;
    facts.keys.set(epoch, key);
    return { status: 200, answer: enrolmentAnswer({ epoch, serverKey, serverTime: now() }) };
  }

  async function refusalOfProof(request: IncomingMessage, body: Buffer): Promise<ErrorCode | null> {
    const token = request.headers.authorization?.replace(/^Till /, '');
    if (token === undefined) return 'PROOF_INVALID';
    const claims = tillProofSchema.parse(decodeJwt(token));
    const key = facts.keys.get(claims.epoch);
    if (key === undefined) return 'REGISTER_UNKNOWN';
    try {
      await jwtVerify(token, await importJWK({ ...key }, 'EdDSA'));
    } catch {
      return 'PROOF_INVALID';
    }
    const bh = createHash('sha256').update(body).digest('base64url');
    if (claims.htm !== request.method || claims.htu !== request.url || claims.bh !== bh) {
      return 'PROOF_INVALID';
    }
    if (Math.abs(now() / 1_000 - claims.iat) > PROOF_SKEW_SECONDS_MAX) return 'CLOCK_SKEW';
    const revoked = facts.revoked || claims.epoch !== facts.keys.size;
    return revoked ? 'REGISTER_REVOKED' : null;
  }

  function taken(entries: readonly SignedEntry[]): Answer {
    const [first] = entries;
    assert(first !== undefined, 'a run has entries');
    const { epoch, chain } = first;
    if (facts.frozen.has(epoch)) {
      facts.evidence.push(...entries);
      return refusal('EPOCH_FROZEN');
    }
    const stored = facts.chains.get(`${epoch}/${chain}`) ?? [];
    facts.chains.set(`${epoch}/${chain}`, stored);
    if (first.seq > stored.length + 1) {
      return refusal('JOURNAL_GAP', { expectedSeq: stored.length + 1 });
    }
    for (const entry of entries) {
      const known = stored[entry.seq - 1];
      if (known === undefined) store(stored, entry);
      else if (known.hash !== entry.hash) {
        facts.frozen.add(epoch);
        facts.evidence.push(...entries);
        return refusal('JOURNAL_FORK', { seq: entry.seq });
      }
    }
    const last = stored.at(-1);
    const ack: Acknowledgement = {
      registerId: REGISTER_ID,
      epoch,
      chain,
      seq: last?.seq ?? 0,
      hash: last?.hash ?? GENESIS_HASH,
      at: now(),
    };
    const signed = Buffer.from(ACK_DOMAIN + canonicalJson(ack));
    const signature = sign(null, signed, privateKey).toString('base64url');
    return { status: 200, answer: { ...ack, signature } };
  }

  function store(stored: SignedEntry[], entry: SignedEntry): void {
    const key = facts.keys.get(entry.epoch);
    assert(key !== undefined, 'the epoch is known');
    const publicKey = ed25519PublicKey(key);
    const last = stored.at(-1);
    const fault = verifyEntry({
      entry,
      previous: { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS_HASH },
      sha256Hex: (text) => hash('sha256', text),
      verifySignature: (hashHex, signature) =>
        verify(null, Buffer.from(hashHex, 'hex'), publicKey, Buffer.from(signature, 'base64url')),
    });
    assert(fault === null, `a till sent a broken chain: ${fault?.code}`);
    stored.push(entry);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((thrown: unknown) => {
      send(response, 500, { code: 'INTERNAL', message: String(thrown) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    facts,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, answer: object): void {
  const json = JSON.stringify(answer);
  const packed = status === 200 && response.req.headers.accept?.startsWith(PACKED_TYPE);
  response.writeHead(status, { 'content-type': packed ? PACKED_TYPE : 'application/json' });
  response.end(packed ? zstdCompressSync(json) : json);
}
