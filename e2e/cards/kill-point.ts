/**
 * Points of a payment at which this process dies, as by a power cut of it alone. Only the processes
 * of the walk have them: they are told over their channel where to die, the product is not changed.
 */

let deadly: string | null = null;
/** Who dies with this process, as by a power cut of both. */
let alongside: number | null = null;
let passed: string[] | null = null;

export const pointCalls = {
  /**
   * Counts points from now on and dies at the one of this name; null: at none. `alongside` is the
   * process that dies in the same moment; null: it dies alone.
   */
  watch(point: { readonly dieAt: string | null; readonly alongside: number | null }): void {
    deadly = point.dieAt;
    alongside = point.alongside;
    passed = [];
  },
  /** The points that were passed so far, in order; null: it does not count. */
  passed: (_: null): readonly string[] | null => passed,
};

/** Says that the process is at a point now. The same label the second time is another point. */
export function passPoint(label: string): void {
  if (passed === null) return;
  const earlier = passed.filter((name) => name.startsWith(`${label} · `)).length;
  const name = `${label} · ${earlier + 1}`;
  passed.push(name);
  // Nothing of this process runs after this call: no handler, no flush, no goodbye to a peer.
  if (name !== deadly) return;
  if (alongside !== null) process.kill(alongside, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
}

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}|\b[a-z]+_fake\d+/g;

/** A request as a point names it: without ids and query, so that every run has the same names. */
export function routeOf(method: string | undefined, path: string | undefined): string {
  return `${method ?? 'GET'} ${(path ?? '').replace(/\?.*$/, '').replace(ID, ':id')}`;
}
