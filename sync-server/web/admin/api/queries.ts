/** What was read from the server, and when it is read again. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { failureOf } from './failure.ts';

export const SESSION_KEY = ['session'] as const;

/** A session that ended elsewhere shows the sign-in page at once, whatever was being done. */
function lookAtSession(error: unknown): void {
  if (failureOf(error).code !== 'NOT_SIGNED_IN') return;
  void queries.invalidateQueries({ queryKey: SESSION_KEY });
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== SESSION_KEY[0]) lookAtSession(error);
    },
  }),
  mutationCache: new MutationCache({ onError: lookAtSession }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refuses it refuses again; what did not arrive is tried once more.
      retry: (failures, error) => failures < 1 && failureOf(error).code === 'SERVER_UNREACHABLE',
    },
  },
});
