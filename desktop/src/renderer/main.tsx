/** Starts the words and the page that this window is for: the till, or a customer's screen. */
import { assert } from '@second-chance/shared/assert.ts';
import { DesignSystem } from '@second-chance/ui/design-system.tsx';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DISPLAY_PATH } from '../shell/till-host.ts';
import { displayScreen } from './display/display-screen.tsx';
import { setUpText } from './text/set-up-text.ts';
import { tillScreens } from './till-screens.tsx';

const place = document.getElementById('screens');
assert(place !== null, 'the page has a place for the screens');

setUpText();
const screens = location.pathname === DISPLAY_PATH ? displayScreen() : tillScreens();
createRoot(place).render(
  <StrictMode>
    <DesignSystem>{screens}</DesignSystem>
  </StrictMode>,
);
