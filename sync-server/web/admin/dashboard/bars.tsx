import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import styles from './bars.module.css';

export interface Bar {
  readonly label: string;
  /** In minor units. */
  readonly value: number;
  /** The same in words, for whoever listens. */
  readonly figure: string;
}

/** Bars of one colour. What they say stands beside them as a figure, and below as a table to hear. */
export function Bars({
  label,
  rows,
  format,
}: {
  readonly label: string;
  readonly rows: readonly Bar[];
  readonly format: (value: number) => string;
}) {
  const best = rows.reduce((most, { value }) => Math.max(most, value), 0);
  return (
    <figure className={styles.figure}>
      <div className={styles.chart} aria-hidden="true">
        <BarChart
          h={170}
          data={rows.map(({ label: name, value }) => ({ name, value }))}
          dataKey="name"
          series={[{ name: 'value', color: 'var(--sc-green)' }]}
          gridAxis="none"
          withYAxis={false}
          withTooltip={false}
          tickLine="none"
          maxBarWidth={40}
          barProps={{ radius: 3, isAnimationActive: false }}
          barChartProps={{ accessibilityLayer: false, margin: { top: 20 } }}
          withBarValueLabel
          valueLabelProps={{
            // One label says more than many: the bar that is the highest.
            formatter: (value) => (value === best && best > 0 ? format(Number(value)) : ''),
            fill: 'var(--sc-ink)',
            fontSize: 13,
          }}
        />
      </div>
      <table className={styles.table} aria-label={label}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>{row.figure}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
