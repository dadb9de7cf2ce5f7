import { assert } from '@second-chance/shared/assert.ts';
import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import type { SessionState } from '@second-chance/shared/contract/rest/session.ts';
import { decide, type Right } from '@second-chance/shared/people/rights.ts';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '../api/client.ts';
import { queries, SESSION_KEY } from '../api/queries.ts';

export type SignedIn = Extract<SessionState, { state: 'signed_in' }>;

/** Who is signed in, and what they may do. Only below the gate that asks for it. */
export interface Session extends SignedIn {
  readonly account: Account;
  /** Whether their role may do a thing at all; the server says the same of each store. */
  can(right: Right): boolean;
}

export const SessionContext = createContext<SignedIn | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  assert(session !== null, 'asked for the session outside of it');
  const { role } = session.account;
  return { ...session, can: (right) => decide({ role, right }) === 'yes' };
}

/** How far this browser has come with signing in. */
export function useSessionState() {
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: () => api.session.get() as Promise<SessionState>,
    staleTime: 60_000,
  });
}

/** Shows what the server just said of the session; nothing of another person stays behind. */
export function enterSession(state: SessionState): void {
  if (state.state !== 'signed_in') {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  }
  queries.setQueryData(SESSION_KEY, state);
}
