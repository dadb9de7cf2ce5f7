import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import { createSource } from '../state/source.ts';

/** The Z report of the shift that was just closed at this screen, until it was looked at. */
export const closedReport = createSource<ShiftReport | null>(null);
