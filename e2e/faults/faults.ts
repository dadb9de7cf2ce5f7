/**
 * `npm run faults -- [--seed S] [--minutes M]`: one run of real tills, server nodes and PostgreSQL
 * under faults, by a seed. The last line is the report as JSON. Exit status 1: a law is broken, or a
 * planned fault never came.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type RunReport, runFaults } from './fault-run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    minutes: { type: 'string', default: '5' },
    mutation: { type: 'string' },
  },
});
const begun = performance.now();
const say = (line: string) =>
  console.error(`${((performance.now() - begun) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

const report = await runFaults({
  seed: values.seed,
  minutes: Number(values.minutes),
  mutation: values.mutation ?? null,
  say,
});
explain(report);
console.log(JSON.stringify(report));
process.exit(report.violations.length + report.neverFired.length > 0 ? 1 : 0);

function explain({ violations, neverFired, impossible, fired }: RunReport): void {
  for (const { law, details } of violations) say(`BROKEN: ${law}: ${details}`);
  for (const kind of neverFired) say(`NEVER CAME: ${kind}`);
  for (const reason of impossible) say(`NOT POSSIBLE HERE: ${reason}`);
  say(
    Object.entries(fired)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
  );
}
