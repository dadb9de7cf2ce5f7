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
import type { ServerDeps } from './deps.ts';

export interface RestContext {
  readonly deps: ServerDeps;
  /** The organization of the one who asks; of a stranger the one that the request names. */
  readonly organizationId: OrganizationId;
  /** Null: not signed in. */
  readonly actor: Actor | null;
  /** Address of the one who asks, for rate limits alone. */
  readonly address: string;
}

export const rest = implement(restContract).$context<RestContext>();

/** The one who asks, if they may do this in this store (null: in no particular one). */
export function actorWith(context: RestContext, right: Right, storeId: StoreId | null): Actor {
  return valueOf(mayAct(context.actor, { right, storeId }));
}

/** The value of a result; an error ends the request with its code, and its status from the table. */
export function valueOf<T>(result: Result<T, CodedError>): T {
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
