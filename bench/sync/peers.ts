/** The peers' packages, which the bench alone installs, and the same measures of each peer. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { measurePouch } from './peer-pouch.ts';
import { measureZero } from './peer-zero.ts';

export interface PeerBench {
  readonly folder: string;
  readonly items: readonly ItemDocument[];
  readonly edits: number;
  readonly propagations: number;
  readonly databaseUrl: string;
}

export interface PeerResult {
  readonly firstSyncSeconds: number;
  readonly firstSyncProcessorSeconds: number;
  readonly pushSeconds: number;
  readonly propagationP50Ms: number;
  readonly propagationP99Ms: number;
}

const PEERS = join(import.meta.dirname, '../peers');

/** Each peer's figures, or in plain words why there are none. */
export async function measurePeers(bench: PeerBench): Promise<Record<string, unknown>> {
  const missing = installed();
  if (missing !== null) return { notMeasured: missing };
  const peers = { 'PouchDB 9': measurePouch, 'Zero 1.9': measureZero };
  const results: Record<string, unknown> = {};
  for (const [name, measure] of Object.entries(peers)) {
    try {
      results[name] = await measure(bench);
    } catch (failure) {
      const why = failure instanceof Error ? failure.message : String(failure);
      results[name] = { notMeasured: why.split('\n')[0] };
      console.error(`${name} was not measured: ${why}`);
    }
    console.log(`${name}: ${JSON.stringify(results[name])}`);
  }
  return results;
}

/** Null, or why the packages are not there. */
function installed(): string | null {
  if (existsSync(join(PEERS, 'node_modules/@rocicorp/zero'))) return null;
  console.log('installing the peers …');
  try {
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    execFileSync('npm', ['install', ...options], { cwd: PEERS, stdio: ['ignore', 2, 2] });
    return null;
  } catch (failure) {
    return `the packages could not be installed: ${failure instanceof Error ? failure.message : failure}`;
  }
}
