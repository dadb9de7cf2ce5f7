/** Starts the screens: connection, words, keyboard, then the page. */
import { assert } from '@second-chance/shared/assert.ts';
import { DesignSystem } from '@second-chance/ui/design-system.tsx';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { listenToKeyboard } from './keys/keyboard.ts';
import { connect } from './rpc/connection.ts';
import { openWire } from './rpc/open-wire.ts';
import { followTill } from './state/follow-till.ts';
import { TillContext } from './state/till-context.tsx';
import { setUpText } from './text/set-up-text.ts';

const place = document.getElementById('screens');
assert(place !== null, 'the page has a place for the screens');

setUpText();
listenToKeyboard(window);
const till = followTill(connect(openWire));
// Core is on this PC: asking again costs nothing, and a network of the PC says nothing about it.
const queries = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: 0, refetchOnWindowFocus: false },
  },
});

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <TillContext value={till}>
        <DesignSystem>
          <App />
        </DesignSystem>
      </TillContext>
    </QueryClientProvider>
  </StrictMode>,
);
