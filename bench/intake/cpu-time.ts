import { readFileSync } from 'node:fs';

/** Clock ticks a second, the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Processor time of a process and of its ended children so far, in ms; null where the system does
 * not tell. Unlike elapsed time it hardly depends on what else the machine is doing.
 */
export function cpuMs(processId: number): number | null {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return (ticks * 1_000) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}
