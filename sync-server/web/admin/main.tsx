/** Starts the admin web: words, then the pages. */
import { assert } from '@second-chance/shared/assert.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries.ts';
import { AdminTheme } from './frame/admin-theme.tsx';
import { router } from './frame/router.tsx';
import { Toasts } from './parts/toasts.tsx';
import { setUpText } from './text/set-up-text.ts';

const place = document.getElementById('screens');
assert(place !== null, 'the page has a place for the screens');

setUpText();

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <AdminTheme>
        <Toasts>
          <RouterProvider router={router} />
        </Toasts>
      </AdminTheme>
    </QueryClientProvider>
  </StrictMode>,
);
