import type { Right } from '@second-chance/shared/people/rights.ts';
import { PAGES } from './pages.ts';
import { PLACES, type Place } from './places.ts';

/** The places that somebody finds in the rail: those of pages that they may open. */
export function openPlaces(can: (right: Right) => boolean): readonly Place[] {
  return PLACES.filter(({ path, right }) => can(right) && PAGES.some((page) => page.path === path));
}
