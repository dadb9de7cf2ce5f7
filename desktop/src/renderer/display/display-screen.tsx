import type { ReactNode } from 'react';
import { openWireAs } from '../rpc/open-wire.ts';
import { CustomerDisplay } from './customer-display.tsx';
import { followDisplay } from './follow-display.ts';

/** Connects to what core shows customers, and answers what to show. To be called once. */
export function displayScreen(): ReactNode {
  return <CustomerDisplay view={followDisplay(openWireAs('display'))} />;
}
