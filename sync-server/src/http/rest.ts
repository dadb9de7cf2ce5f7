/**
 * What every REST handler is made from: `rest.items.get.handler(({ input, context }) => …)` parses
 * by the contract before and after. Handlers call use cases and map what comes back; no SQL.
 */
import { implement, ORPCError } from '@orpc/server';
import {
  type CodedError,
  ERROR_STATUS,
  type ErrorCode,
} from '@second-chance/shared/contract/errors.ts';
import { restContract } from '@second-chance/shared/contract/rest-contract.ts';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import type { Right } from '@second-chance/shared/people/rights.ts';
import type { Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import type { Device, OpenSession } from '../accounts/sessions.ts';
import type { Scope } from '../db/document-repository.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { asWork, type TenantWork } from '../db/tenant-work.ts';
import type { Site } from '../factors/passkeys.ts';
import type { ServerDeps } from './deps.ts';

export interface RestContext {
  readonly deps: ServerDeps;
  /** The organization of the one who asks; of a stranger the one that the request names. */
  readonly organizationId: OrganizationId;
  /** Null: not signed in. */
  readonly actor: Actor | null;
  /** Address of the one who asks, for rate limits alone. */
  readonly address: string;
  readonly device: Device;
  /** Where the browser sees the pages, for passkeys. */
  readonly site: Site;
  /** The session of whoever asks with a cookie, also one that still lacks its second factor. */
  readonly session: OpenSession | null;
  /** Gives the browser the token of a session, or takes it away. */
  readonly carrySession: (token: string | null) => void;
  /** Told which procedure answers, for measurements. */
  readonly onRoute: (name: string) => void;
}

export const rest = implement(restContract).$context<RestContext>();

/** The one who asks, if they may do this in this store (null: in no particular one). */
export function actorWith(context: RestContext, right: Right, storeId: StoreId | null): Actor {
  return orRefuse(mayAct(context.actor, { right, storeId }));
}

/** The value of a result; an error ends the request with its code, and its status from the table. */
export function orRefuse<T>(result: Result<T, CodedError>): T {
  if (result.ok) return result.value;
  throw refusal(result.error);
}

/** An error that the REST handler answers as `{ code, message, details? }`. */
export function refusal({ code, message, details }: CodedError): ORPCError<ErrorCode, unknown> {
  return new ORPCError<ErrorCode, unknown>(code, {
    status: ERROR_STATUS[code],
    message,
    data: details,
  });
}

/** Runs a use case that changes something, for the one who asks; its error ends the request. */
export async function change<T>(
  { deps, organizationId, actor }: RestContext,
  useCase: (work: TenantWork) => Promise<Result<T, CodedError>>,
): Promise<T> {
  const scope = { organizationId, at: deps.clock(), actorId: actor?.accountId ?? null };
  return orRefuse(await asWork(deps.db, scope, useCase));
}

/** Reads in one transaction of the organization of the one who asks. */
export function read<T>(
  { deps, organizationId }: RestContext,
  query: (scope: Scope) => Promise<T>,
): Promise<T> {
  return inTenant(deps.db, organizationId, (tx) => query({ tx, organizationId }));
}
