/** The thread of `inBackground`. */
import { parentPort, workerData } from 'node:worker_threads';
import { copyFile } from './copy-file.ts';
import { checkFile, type FileTask } from './start-checks.ts';

const task = workerData as FileTask;
const damage =
  'copy' in task ? await copyFile(task.file, task.copy) : checkFile(task.file, task.depth);
parentPort?.postMessage(damage);
