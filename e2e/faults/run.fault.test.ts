/** A short run of the harness: each kind of fault once; `npm run faults` makes longer ones. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type RunReport, runFaults } from './fault-run.ts';

const say = (line: string) => console.info(`· ${line}`);

function explain({ seed, violations, neverFired, impossible }: RunReport): void {
  for (const reason of impossible) say(`NOT POSSIBLE HERE: ${reason}`);
  if (violations.length + neverFired.length > 0) say(`npm run faults -- --seed ${seed}`);
}

test('under every kind of fault nothing is lost, doubled or skipped', async () => {
  const seed = randomBytes(4).toString('hex');
  const report = await runFaults({ seed, minutes: 0, short: true, mutation: null, say });
  explain(report);
  // With the seed, as a cut log may have lost what was said above.
  const sound = { seed, violations: [], neverFired: [] };
  expect({ seed, violations: report.violations, neverFired: report.neverFired }).toEqual(sound);
  // A run that did nothing would break no law either.
  expect(report.receipts).toBeGreaterThan(100);
  expect(report.edits).toBeGreaterThan(5);
  expect(report.tillEdits).toBeGreaterThan(10);
  expect(report.auditedAcknowledgements).toBeGreaterThan(20);
}, 1_200_000);
