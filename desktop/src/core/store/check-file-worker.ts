/** The thread of `checkInBackground`. */
import { parentPort, workerData } from 'node:worker_threads';
import { type CheckDepth, checkFile } from './start-checks.ts';

const { file, depth } = workerData as { readonly file: string; readonly depth: CheckDepth };
parentPort?.postMessage(checkFile(file, depth));
