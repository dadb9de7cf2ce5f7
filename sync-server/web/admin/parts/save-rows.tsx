import { csvLine } from '@second-chance/shared/text/csv.ts';
import { useText } from '../text/use-text.ts';
import { Button } from './button.tsx';

/** Saves the rows that are on the screen as a file of comma-separated values. */
export function SaveRows<Row>({
  name,
  rows,
  head,
  cells,
}: {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly head: readonly string[];
  readonly cells: (row: Row) => readonly (string | number | null)[];
}) {
  const t = useText();
  return (
    <Button
      icon="export"
      disabled={rows.length === 0}
      onPress={() =>
        saveFile(name, csvLine(head) + rows.map((row) => csvLine(cells(row))).join(''))
      }
    >
      {t('admin.export')}
    </Button>
  );
}

/** Gives the browser a file to save. */
export function saveFile(name: string, text: string, type = 'text/csv'): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
