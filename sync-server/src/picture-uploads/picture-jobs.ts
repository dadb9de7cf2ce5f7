import { z } from 'zod';
import type { JobKind, Jobs } from '../jobs/jobs.ts';
import { sweepPictures } from './sweep-pictures.ts';
import type { PictureDeps } from './take-picture.ts';

const SWEEP: JobKind<Record<string, never>> = {
  name: 'pictures.sweep',
  payload: z.strictObject({}),
  retries: 2,
  retryWaitSecondsMax: 600,
  secondsMax: 1_800,
  atOnce: 1,
};

/** Removes pictures that no item shows, every night. */
export async function handlePictureJobs(
  deps: PictureDeps & { readonly jobs: Jobs },
): Promise<void> {
  await deps.jobs.handle(SWEEP, async () => void (await sweepPictures(deps)));
  await deps.jobs.repeat(SWEEP, '17 3 * * *', {});
}
