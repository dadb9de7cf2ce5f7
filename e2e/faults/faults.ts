/**
 * `npm run faults -- [--seed S] [--minutes M]`: one run of real tills, server nodes and PostgreSQL
 * under faults, by a seed. The last line is the report as JSON. Exit status 1: a law is broken, or a
 * planned fault never came.
 *
 * `--short --minutes 0` is the run of `npm test`: each kind of disaster once.
 *
 * `--mutation NAME` runs a build that lacks a guard. `--mutations` runs all of them, each with its
 * seed, and says which were caught; exit status 1 where one was not.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type RunReport, runFaults } from './fault-run.ts';
import { closeOpenWorlds } from './fault-world.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '5' },
    mutation: { type: 'string' },
    short: { type: 'boolean', default: false },
    mutations: { type: 'boolean', default: false },
  },
});
const MUTATION_TRIES = 3;
/** Of work and disasters; many end sooner by a broken law. */
const MUTATION_MINUTES = 0.5;
const begun = performance.now();
const say = (line: string) =>
  console.error(`${((performance.now() - begun) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void closeOpenWorlds().finally(() => process.exit(130)));
}
process.exit(values.mutations ? await runMutations() : await runOnce());

async function runOnce(): Promise<number> {
  const seed = values.seed ?? randomBytes(4).toString('hex');
  const mutation = values.mutation ?? null;
  const minutes = Number(values.minutes);
  const { short } = values;
  const untilBroken = mutation !== null;
  const report = await runFaults({ seed, minutes, mutation, say, short, untilBroken });
  explain(report);
  console.log(JSON.stringify(report));
  return report.violations.length + report.neverFired.length > 0 ? 1 : 0;
}

async function runMutations(): Promise<number> {
  const missed: string[] = [];
  for (const mutation of MUTATIONS) {
    const caught = await catchMutation(mutation);
    console.log(`${caught === null ? 'NOT CAUGHT' : 'caught'}  ${mutation.name}  ${caught ?? ''}`);
    if (caught === null) missed.push(mutation.name);
  }
  const seconds = Math.round((performance.now() - begun) / 1_000);
  console.log(JSON.stringify({ mutations: MUTATIONS.length, missed, seconds }));
  return missed.length > 0 ? 1 : 0;
}

/** The seed and the law that caught it; other seeds are tried where its own does not. */
async function catchMutation({ name, seed }: Mutation): Promise<string | null> {
  for (let tries = 0; tries < MUTATION_TRIES; tries += 1) {
    const tried = tries === 0 ? seed : `${seed}-${tries}`;
    const report = await runFaults({
      seed: tried,
      minutes: MUTATION_MINUTES,
      mutation: name,
      untilBroken: true,
      say: () => undefined,
    }).catch((error: unknown) => {
      // A shop that cannot even open shows no law broken.
      say(`${name}, seed ${tried}: the run itself fails: ${error}`);
      return { violations: [] };
    });
    const [first] = report.violations;
    if (first !== undefined) return `seed ${tried}: ${first.law}`;
  }
  return null;
}

function explain({ violations, neverFired, impossible, fired }: RunReport): void {
  for (const [law, ofLaw] of Map.groupBy(violations, (violation) => violation.law)) {
    say(`BROKEN (${ofLaw.length} times): ${law}: ${ofLaw[0]?.details}`);
  }
  for (const kind of neverFired) say(`NEVER CAME: ${kind}`);
  for (const reason of impossible) say(`NOT POSSIBLE HERE: ${reason}`);
  say(
    Object.entries(fired)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
  );
}
