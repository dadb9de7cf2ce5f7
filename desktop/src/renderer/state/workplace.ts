import type { StaffId } from '@second-chance/shared/ids.ts';
import { decide } from '@second-chance/shared/people/rights.ts';
import type { StaffRole } from '@second-chance/shared/people/roles.ts';
import { createSource } from './source.ts';

/** Who went to the stock screens; anybody else who signs in begins at the counter. */
export const atStock = createSource<StaffId | null>(null);

/** Whether the stock screens are for this person: the table of rights says so for core as well. */
export function mayRunStock(role: StaffRole): boolean {
  return decide({ role, right: 'edit_catalogue' }) === 'yes';
}
