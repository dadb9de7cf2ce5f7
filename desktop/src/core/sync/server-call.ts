/** One request to the server: proven, timed, and answered by a value whatever happens to it. */
import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import {
  type CodedError,
  ERROR_STATUS,
  type ErrorCode,
} from '@second-chance/shared/contract/errors.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import { PACKED_TYPE, SERVER_TIME_HEADER } from '@second-chance/shared/contract/sync.ts';
import {
  TILL_STATUS_HEADER,
  type TillStatus,
  tillStatusText,
} from '@second-chance/shared/contract/till-status.ts';
import type { OrganizationId, RegisterId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { answerText } from './answer-text.ts';
import type { ServerClock } from './server-clock.ts';

export type Fetch = typeof globalThis.fetch;

/** Who proves requests: a register in its present epoch. */
export interface Prover {
  readonly organizationId: OrganizationId;
  readonly registerId: RegisterId;
  readonly epoch: number;
  readonly privateKey: KeyObject;
}

export interface ServerLink {
  readonly serverUrl: string;
  readonly fetch: Fetch;
  readonly clock: ServerClock;
  /** Null for enrolment, which has the code instead. */
  readonly prover: Prover | null;
  /** What the till tells of itself with each request. */
  readonly status?: (() => TillStatus) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ServerRequest {
  readonly method: 'GET' | 'POST';
  /** With query, beginning with a slash. */
  readonly path: string;
  readonly body?: { readonly bytes: Uint8Array; readonly gzip: boolean };
  readonly timeoutMs: number;
  /** Called when the request is on its way. */
  readonly onSent?: () => void;
  /** Called with the headers of a success, before its body is read. */
  readonly onHeaders?: (headers: Headers) => void;
}

/**
 * Sends one request. Answers the parsed JSON of a success.
 *
 * Errors: `SERVER_UNREACHABLE` for everything between the till and a readable answer, as well as
 * for a server that is in trouble itself (5xx); else the server's own code. A clock that the server
 * finds wrong is set right and the request sent once more.
 */
export async function callServer(
  link: ServerLink,
  request: ServerRequest,
): Promise<Result<unknown, CodedError>> {
  const first = await callOnce(link, request);
  if (!first.ok && first.error.code === 'CLOCK_SKEW') return callOnce(link, request);
  return first;
}

async function callOnce(
  link: ServerLink,
  request: ServerRequest,
): Promise<Result<unknown, CodedError>> {
  try {
    const accept = `${PACKED_TYPE}, application/json;q=0.9`;
    const response = await send(
      link,
      { ...request, accept },
      AbortSignal.timeout(request.timeoutMs),
    );
    if (response.ok) request.onHeaders?.(response.headers);
    const text = await answerText(response);
    return response.ok ? ok(JSON.parse(text)) : err(refusal(response.status, text));
  } catch (thrown) {
    return err(unreachable(thrown));
  }
}

/**
 * Opens an answer that goes on for as long as both sides like; `signal` and the link's end it.
 * Errors: as `callServer`, for the answer's beginning.
 */
export async function openServerStream(
  link: ServerLink,
  path: string,
  signal: AbortSignal,
): Promise<Result<ReadableStream<Uint8Array>, CodedError>> {
  try {
    const response = await send(link, { method: 'GET', path }, signal);
    if (response.ok && response.body !== null) return ok(response.body);
    return err(refusal(response.status, await response.text()));
  } catch (thrown) {
    return err(unreachable(thrown));
  }
}

async function send(
  link: ServerLink,
  {
    method,
    path,
    body,
    onSent,
    accept,
  }: Omit<ServerRequest, 'timeoutMs' | 'onHeaders'> & { readonly accept?: string },
  signal: AbortSignal,
): Promise<Response> {
  const url = new URL(link.serverUrl.replace(/\/+$/, '') + path);
  const headers = new Headers({ [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) });
  if (link.status) headers.set(TILL_STATUS_HEADER, tillStatusText(link.status()));
  if (accept !== undefined) headers.set('accept', accept);
  if (body) headers.set('content-type', 'application/json');
  if (body?.gzip) headers.set('content-encoding', 'gzip');
  if (link.prover) {
    const htu = url.pathname + url.search;
    const proof = await proofOf(link.prover, link.clock, { method, htu, body: body?.bytes });
    headers.set('authorization', `Till ${proof}`);
  }
  const answering = link.fetch(url, {
    method,
    headers,
    ...(body && { body: body.bytes as Uint8Array<ArrayBuffer> }),
    redirect: 'error',
    signal: link.signal ? AbortSignal.any([signal, link.signal]) : signal,
  });
  onSent?.();
  const response = await answering;
  link.clock.learn(response.headers.get(SERVER_TIME_HEADER));
  return response;
}

interface Proven {
  readonly method: string;
  readonly htu: string;
  readonly body: Uint8Array | undefined;
}

function proofOf(prover: Prover, clock: ServerClock, { method, htu, body }: Proven) {
  const bh = createHash('sha256')
    .update(body ?? '')
    .digest('base64url');
  return new SignJWT({
    org: prover.organizationId,
    epoch: prover.epoch,
    htm: method,
    htu,
    bh,
    jti: randomUUID(),
  })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(prover.registerId)
    .setIssuedAt(Math.floor(clock.now() / 1_000))
    .sign(prover.privateKey);
}

const refusalSchema = z.object({
  code: z.string().refine((code): code is ErrorCode => Object.hasOwn(ERROR_STATUS, code)),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

/** What the server said, if it was the server; a proxy's error page counts as unreachable. */
function refusal(status: number, text: string): CodedError {
  if (status >= 500) return inTrouble(`status ${status}`);
  const parsed = refusalSchema.safeParse(jsonOrNull(text));
  if (!parsed.success) return inTrouble(`status ${status} without a code`);
  const { code, message, details } = parsed.data;
  return details === undefined ? { code, message } : { code, message, details };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function inTrouble(message: string): CodedError {
  return { code: 'SERVER_UNREACHABLE', message };
}

/** What no server can be blamed for: the request never got to one. */
const NOT_REACHED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function unreachable(thrown: unknown): CodedError {
  if (!(thrown instanceof Error)) return inTrouble(String(thrown));
  const cause = thrown.cause instanceof Error && 'code' in thrown.cause ? thrown.cause.code : null;
  const error = inTrouble(cause === null ? thrown.message : `${thrown.message}: ${cause}`);
  return NOT_REACHED.has(cause) ? { ...error, details: { notReached: true } } : error;
}
