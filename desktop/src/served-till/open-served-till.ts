/** A till with its pictures, ready to be served: the same for a browser and for Electron. */
import { join } from 'node:path';
import { startFetchAhead } from '../core/pictures/fetch-ahead.ts';
import { openPictureCache, type PictureCache } from '../core/pictures/picture-cache.ts';
import { createDisplayRouter } from '../core/rpc/display-router.ts';
import { createTillRouter } from '../core/rpc/till-router.ts';
import { openTill, type Till } from '../core/till.ts';
import type { TillOptions } from '../core/till-options.ts';

export interface ServedTill {
  readonly till: Till;
  readonly router: ReturnType<typeof createTillRouter>;
  /** What a customer display may ask, and nothing else. */
  readonly displayRouter: ReturnType<typeof createDisplayRouter>;
  /** The bytes of a picture by its name, or null where neither this till nor its server has it. */
  readonly picture: PictureCache['get'];
  close(): Promise<void>;
}

/** Error: throws `StoreError` STORE_IN_USE where another till has the folder open. */
export async function openServedTill(options: TillOptions): Promise<ServedTill> {
  const till = await openTill(options);
  const folder = join(options.dataDir, 'pictures');
  const { fetch } = options;
  const pictures = openPictureCache({
    folder,
    serverUrl: till.serverUrl,
    ...(fetch !== undefined && { fetch }),
  });
  const stopFetching = startFetchAhead(till, { cache: pictures, folder });
  return {
    till,
    router: createTillRouter(till),
    displayRouter: createDisplayRouter(till),
    picture: pictures.get,
    async close() {
      stopFetching();
      await till.close();
    },
  };
}
