/** One request to the server: proven, timed, and answered by a value whatever happens to it. */
import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import {
  type CodedError,
  ERROR_STATUS,
  type ErrorCode,
} from '@second-chance/shared/contract/errors.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import { SERVER_TIME_HEADER } from '@second-chance/shared/contract/sync.ts';
import type { OrganizationId, RegisterId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { SignJWT } from 'jose';
import { z } from 'zod';
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
  readonly signal?: AbortSignal | undefined;
}

export interface ServerRequest {
  readonly method: 'GET' | 'POST';
  /** With query, beginning with a slash. */
  readonly path: string;
  readonly body?: { readonly bytes: Uint8Array; readonly gzip: boolean };
  readonly timeoutMs: number;
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
  { method, path, body, timeoutMs }: ServerRequest,
): Promise<Result<unknown, CodedError>> {
  const url = new URL(link.serverUrl.replace(/\/+$/, '') + path);
  const headers = new Headers({ [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) });
  if (body) headers.set('content-type', 'application/json');
  if (body?.gzip) headers.set('content-encoding', 'gzip');
  if (link.prover) {
    const htu = url.pathname + url.search;
    const proof = await proofOf(link.prover, link.clock, { method, htu, body: body?.bytes });
    headers.set('authorization', `Till ${proof}`);
  }
  try {
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await link.fetch(url, {
      method,
      headers,
      ...(body && { body: body.bytes as Uint8Array<ArrayBuffer> }),
      redirect: 'error',
      signal: link.signal ? AbortSignal.any([timeout, link.signal]) : timeout,
    });
    link.clock.learn(response.headers.get(SERVER_TIME_HEADER));
    const text = await response.text();
    return response.ok ? ok(JSON.parse(text)) : err(refusal(response.status, text));
  } catch (thrown) {
    return err(unreachable(thrown instanceof Error ? thrown.message : String(thrown)));
  }
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
  if (status >= 500) return unreachable(`status ${status}`);
  const parsed = refusalSchema.safeParse(jsonOrNull(text));
  if (!parsed.success) return unreachable(`status ${status} without a code`);
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

function unreachable(message: string): CodedError {
  return { code: 'SERVER_UNREACHABLE', message };
}
