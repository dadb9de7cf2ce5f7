/** The theme around every screen: our tokens under the component library. */
import { createTheme, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import './design-system.css';

const theme = createTheme({
  fontFamily: 'var(--sc-font)',
  defaultRadius: 'md',
  respectReducedMotion: true,
  autoContrast: false,
});

/**
 * Sets the theme. Colours and sizes come from tokens.css alone, so the library writes no style of
 * its own into the page. The scheme follows the system until a person chooses.
 */
export function DesignSystem({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
