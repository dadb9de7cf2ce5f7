/** Which work this node does: one line each kind of job. */
import type { ServerDeps } from './http/deps.ts';

export async function handleJobs(_deps: ServerDeps): Promise<void> {}
