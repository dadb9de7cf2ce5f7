/** The REST API by its contract, as whoever is signed in: the browser sends the session's cookie. */
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { restContract } from '@second-chance/shared/contract/rest-contract.ts';
import { organizationOfAddress } from './organization.ts';

export type Api = JsonifiedClient<ContractRouterClient<typeof restContract>>;

const link = new OpenAPILink(restContract, {
  url: window.location.origin,
  headers: () => {
    const organization = organizationOfAddress();
    return organization === null ? {} : { 'x-organization': organization };
  },
  fetch: (request, init) => globalThis.fetch(request, { ...init, credentials: 'same-origin' }),
  customErrorResponseBodyDecoder: codedError,
});

export const api: Api = createORPCClient(link);

/** `{ code, message, details? }`, as the server answers whatever it refuses. */
function codedError(
  body: unknown,
  { status }: { readonly status: number },
): ORPCError<string, unknown> | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null;
  const { code, message, details } = body as Record<string, unknown>;
  if (typeof code !== 'string') return null;
  return new ORPCError(code, {
    status: status >= 400 ? status : 500,
    message: typeof message === 'string' ? message : code,
    data: details,
  });
}
