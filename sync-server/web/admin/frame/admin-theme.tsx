/** Light or dark: as the system, until a person chooses. The choice is of this browser. */
import { createTheme, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import './admin.css';

const theme = createTheme({
  fontFamily: 'var(--sc-font)',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  autoContrast: false,
});

const manager = localStorageColorSchemeManager({ key: 'second-chance.admin.scheme' });

/** The nonce of this page, for the few rules that the component library writes itself. */
function nonceOfPage(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

export function AdminTheme({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={manager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
      getStyleNonce={nonceOfPage}
    >
      {children}
    </MantineProvider>
  );
}
