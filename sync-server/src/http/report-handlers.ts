/** REST handlers of `restContract.reports` and `restContract.shifts`. */
import type { ShiftId } from '@second-chance/shared/ids.ts';
import { dayReport } from '../reports/day-report.ts';
import { listShifts } from '../shifts/shift-repository.ts';
import { shiftView } from '../shifts/shift-view.ts';
import { cursorOf, placeAt } from './cursor.ts';
import { actorWith, orRefuse, read, refusal, rest } from './rest.ts';

export const reportHandlers = {
  day: rest.reports.day.handler(async ({ input: { storeId, day }, context }) => {
    actorWith(context, 'read_reports', storeId);
    const now = context.deps.clock();
    return orRefuse(await read(context, (scope) => dayReport(scope, { storeId, day, now })));
  }),
};

export const shiftHandlers = {
  list: rest.shifts.list.handler(async ({ input, context }) => {
    actorWith(context, 'read_reports', input.storeId);
    const { cursor, limit, ...filter } = input;
    const after = placeAt<ShiftId>(cursor);
    const rows = await read(context, (scope) =>
      listShifts(scope, { filter, after, limit: limit + 1 }),
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      rows: page,
      nextCursor: last ? cursorOf({ at: last.openedAt, id: last.id }) : null,
    };
  }),

  get: rest.shifts.get.handler(async ({ input, context }) => {
    actorWith(context, 'read_reports', null);
    const shift = await read(context, (scope) => shiftView(scope, input.id));
    if (!shift) throw refusal({ code: 'NOT_FOUND', message: 'There is no such shift.' });
    actorWith(context, 'read_reports', shift.storeId);
    return shift;
  }),
};
