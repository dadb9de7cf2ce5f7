/** Whole tables in and out: what an old system wrote comes in, everything that is here goes out. */
import type { ChangeSet } from '@second-chance/shared/contract/till/import-views.ts';
import { EXPORT_PARTS } from '@second-chance/shared/contract/till/transfer-calls.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { saveFile } from '../../frame/save-file.ts';
import { usePort, useTillState } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { CheckField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import { exportAll, exportFiles } from './export-files.ts';
import { ImportPart } from './import-part.tsx';
import styles from './tables.module.css';

export function TablesPlace() {
  const t = useText();
  return (
    <Place title={t('stock.tables')} lead={t('stock.tables.lead')}>
      <PlaceBody>
        <div className={styles.columns}>
          <div className={styles.column}>
            <ImportPart />
            <Changes />
          </div>
          <ExportPart />
        </div>
      </PlaceBody>
    </Place>
  );
}

/** What was changed at once lately; each is taken back by one touch. */
function Changes() {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const [said, setSaid] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ['stock', 'changes'],
    queryFn: () => port.inventory.changeSets({ limit: 20 }),
  });
  const undo = async ({ id }: ChangeSet) => {
    const undone = await call.run(() => port.inventory.undo({ id }));
    if (undone === null) return;
    setSaid(
      t('stock.undone', {
        restored: undone.restored,
        removed: undone.removed,
        kept: undone.kept,
      }),
    );
    await queries.invalidateQueries({ queryKey: ['stock'] });
  };
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-label={t('stock.changes')}>
      <h3 className={parts.sectionTitle}>{t('stock.changes')}</h3>
      {call.error !== null && <Failure error={call.error} />}
      {said !== null && (
        <p className={parts.note} role="status">
          {said}
        </p>
      )}
      <ul className={parts.lines}>
        {data.map((set) => (
          <li key={set.id} className={parts.line}>
            <span className={parts.lineText}>
              <span className={parts.lineName}>
                {set.kind === 'import' ? set.label : t('stock.changes.bulk')}
              </span>
              <span className={parts.soft}>
                {[
                  format.dateTime(set.at),
                  set.by,
                  t('stock.changes.sum', { created: set.created, changed: set.changed }),
                ].join(' · ')}
              </span>
            </span>
            {set.undoneAt === null ? (
              <TouchKey size="small" disabled={call.busy} onPress={() => void undo(set)}>
                {t('stock.undo')}
              </TouchKey>
            ) : (
              <span className={parts.tag}>{t('stock.changes.undone')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExportPart() {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const { register } = useTillState();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(EXPORT_PARTS));
  const [rows, setRows] = useState<number | null>(null);
  const wanted = EXPORT_PARTS.filter((part) => chosen.has(part));
  const save = async (format: 'csv' | 'json') => {
    setRows(0);
    const onRows = (more: number) => setRows((before) => (before ?? 0) + more);
    const read = (wish: Parameters<typeof port.exports.read>[0]) => port.exports.read(wish);
    const place = register?.code ?? 'till';
    await call.run(async () => {
      const files =
        format === 'csv'
          ? await exportFiles({ read, parts: wanted, place, onRows })
          : [await exportAll({ read, parts: wanted, place, onRows })];
      for (const file of files) saveFile(file);
    });
  };
  return (
    <section className={styles.column} aria-label={t('stock.export')}>
      <h3 className={parts.sectionTitle}>{t('stock.export')}</h3>
      <p className={parts.soft}>{t('stock.export.lead')}</p>
      <div className={styles.checks}>
        {EXPORT_PARTS.map((part) => (
          <CheckField
            key={part}
            label={t(`stock.export.${part}`)}
            checked={chosen.has(part)}
            onChange={(checked) => {
              const next = new Set(chosen);
              if (checked) next.add(part);
              else next.delete(part);
              setChosen(next);
            }}
          />
        ))}
      </div>
      {call.error !== null && <Failure error={call.error} />}
      {rows !== null && call.error === null && (
        <p className={parts.note} role="status">
          {t(call.busy ? 'stock.export.going' : 'stock.export.done', { count: rows })}
        </p>
      )}
      <div className={styles.keys}>
        <TouchKey
          size="small"
          disabled={call.busy || wanted.length === 0}
          onPress={() => void save('csv')}
        >
          {t('stock.export.csv')}
        </TouchKey>
        <TouchKey
          size="small"
          disabled={call.busy || wanted.length === 0}
          onPress={() => void save('json')}
        >
          {t('stock.export.json')}
        </TouchKey>
      </div>
    </section>
  );
}
