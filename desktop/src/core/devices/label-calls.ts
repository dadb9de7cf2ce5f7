/** Calls about labels: of things as they are priced today, on a printer or on sheets. */
import type { ItemId, PrintJobId } from '@second-chance/shared/ids.ts';
import { labelOf } from '@second-chance/shared/labels/label.ts';
import { type SheetId, sheetLayout } from '@second-chance/shared/labels/sheet-layouts.ts';
import { ok } from '@second-chance/shared/result.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { AtCounter } from '../till-calls.ts';
import type { Session } from '../till-context.ts';
import type { Devices } from './devices.ts';
import type { LabelRun } from './job-content.ts';

interface LabelsWanted {
  readonly labels: readonly { readonly itemId: ItemId; readonly count: number }[];
}

interface SheetWanted extends LabelsWanted {
  readonly sheet: SheetId;
  readonly skip: number;
}

/** A file for the screen to save: its content is in base64. */
export interface FileAnswer {
  readonly fileName: string;
  readonly content: string;
}

const LABELS_MAX = 2_000;

export function labelCalls(at: AtCounter, devices: () => Devices) {
  const labelled = at((session, wanted: SheetWanted) => {
    const runs = labelRuns(session, wanted);
    return runs.ok ? ok({ runs: runs.value, today: session.today }) : runs;
  });
  return {
    printLabels: at((session, wanted: LabelsWanted): Outcome<{ jobId: PrintJobId }> => {
      const device = devices().first('label_printer');
      if (device === null) return refuse('NO_PRINTER', 'no label printer is set up');
      const runs = labelRuns(session, wanted);
      if (!runs.ok) return runs;
      const [first] = runs.value;
      const count = runs.value.reduce((sum, run) => sum + run.count, 0);
      const title = runs.value.length === 1 ? (first?.label.name ?? '') : String(count);
      const content = { kind: 'labels', labels: runs.value } as const;
      return ok({ jobId: devices().print(device, { title, content }) });
    }),
    async labelSheet(wanted: SheetWanted): Promise<Outcome<FileAnswer>> {
      const found = labelled(wanted);
      if (!found.ok) return found;
      const { runs, today } = found.value;
      const labels = runs.flatMap(({ label, count }) => Array.from({ length: count }, () => label));
      const { labelSheets } = await import('./label-sheet.ts');
      const layout = sheetLayout(wanted.sheet);
      const skip = wanted.skip % (layout.columns * layout.rows);
      const pdf = await labelSheets({ labels, layout, skip });
      return ok({ fileName: `labels-${today}.pdf`, content: pdf.toString('base64') });
    },
  };
}

function labelRuns(session: Session, { labels }: LabelsWanted): Outcome<readonly LabelRun[]> {
  const { catalogue, settings, today } = session;
  if (labels.reduce((sum, { count }) => sum + count, 0) > LABELS_MAX) {
    return refuse('INVALID_REQUEST', 'too many labels at once', { max: LABELS_MAX });
  }
  const runs: LabelRun[] = [];
  for (const { itemId, count } of labels) {
    const item = catalogue.itemById(itemId);
    if (item === null) return refuse('NOT_FOUND', 'no such item');
    const schedule =
      item.priceScheduleId === null ? null : catalogue.priceSchedule(item.priceScheduleId);
    const language = receiptLanguageOf(settings.locale);
    const facts = { item, schedule, day: today, store: settings, language };
    runs.push({ label: labelOf(facts), count });
  }
  return ok(runs);
}
