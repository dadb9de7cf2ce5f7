/** What items refer to, as the forms of the stock screens offer it. */
import { categoryPath, categoryTree } from '@second-chance/shared/catalogue/category-tree.ts';
import { taxRateOn } from '@second-chance/shared/catalogue/tax-on.ts';
import type { References, StaffRow } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { DocumentOf } from '@second-chance/shared/documents/collections.ts';
import { ok } from '@second-chance/shared/result.ts';
import { liveIds } from '../documents/read-version.ts';
import type { Outcome } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { knownStores } from '../sync/errands.ts';
import type { Session } from '../till-context.ts';

export function references(session: Session): Outcome<References> {
  const { store, catalogue, settings, today } = session;
  const categories = catalogue.categories();
  const counts = catalogue.itemCounts();
  const present = <T>(value: T | null): T[] => (value === null ? [] : [value]);
  const taxRates = liveIds(store, 'taxRates').flatMap((id) =>
    present(catalogue.taxRate(id as DocumentOf<'taxRates'>['id'])),
  );
  const schedules = liveIds(store, 'priceSchedules').flatMap((id) =>
    present(catalogue.priceSchedule(id as DocumentOf<'priceSchedules'>['id'])),
  );
  return ok({
    categories: categoryTree(categories).map(({ category, depth }) => {
      const { id, name, parentId, taxRateId, position } = category;
      const path = categoryPath(categories, id);
      const itemCount = counts.get(id) ?? 0;
      return { id, name, path, depth, parentId, taxRateId, position, itemCount };
    }),
    taxRates: taxRates
      .map((rate) => ({ id: rate.id, name: rate.name, basisPoints: taxRateOn(rate, today) }))
      .toSorted(byName),
    priceSchedules: schedules.map(({ id, name }) => ({ id, name })).toSorted(byName),
    stores: knownStores(store).filter(({ id }) => id !== settings.id),
    today,
  });
}

/** Everybody of the store, those who left last. Error: those of `authorize`. */
export function staffList(session: Session): Outcome<StaffRow[]> {
  const allowed = authorize(session, 'manage_staff', undefined);
  if (!allowed.ok) return allowed;
  const people = session.catalogue.staff().map(({ id, displayName, role, active, pinHash }) => ({
    ...{ id, displayName, role, active },
    hasPin: pinHash !== null,
  }));
  return ok(people.toSorted((a, b) => Number(b.active) - Number(a.active)));
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name.localeCompare(right.name);
}
