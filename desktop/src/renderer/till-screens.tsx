import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { App } from './app.tsx';
import { listenToKeyboard } from './keys/keyboard.ts';
import { connect } from './rpc/connection.ts';
import { openWireAs } from './rpc/open-wire.ts';
import { followTill } from './state/follow-till.ts';
import { TillContext } from './state/till-context.tsx';

/** Connects to core, listens to the keyboard, and answers what to show. To be called once. */
export function tillScreens(): ReactNode {
  listenToKeyboard(window);
  const till = followTill(connect(openWireAs('till')));
  // Core is on this PC: asking again costs nothing, and a network of the PC says nothing about it.
  const queries = new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: 0, refetchOnWindowFocus: false },
    },
  });
  return (
    <QueryClientProvider client={queries}>
      <TillContext value={till}>
        <App />
      </TillContext>
    </QueryClientProvider>
  );
}
