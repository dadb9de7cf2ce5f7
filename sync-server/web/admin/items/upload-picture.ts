import { ORPCError } from '@orpc/client';
import {
  type TakenPicture,
  takenPictureSchema,
} from '@second-chance/shared/contract/rest/pictures.ts';

/**
 * Sends one picture and tells how far it is, which `fetch` cannot. Throws like any call of the API;
 * a server that has its hands full is asked again.
 */
export async function uploadPicture(
  file: File,
  {
    storeId,
    onProgress,
    signal,
  }: {
    readonly storeId: string;
    /** From 0 to 1. */
    readonly onProgress: (share: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<TakenPicture> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send(file, { storeId, onProgress, signal });
    } catch (thrown) {
      const isBusy = thrown instanceof ORPCError && thrown.code === 'UNAVAILABLE';
      if (!isBusy || attempt >= TRIES) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * (attempt + 1)));
    }
  }
}

const TRIES = 5;

function send(
  file: File,
  { storeId, onProgress, signal }: Parameters<typeof uploadPicture>[1],
): Promise<TakenPicture> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/pictures?storeId=${encodeURIComponent(storeId)}`);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new TypeError('the server does not answer'));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      const body: unknown = request.response;
      if (request.status === 201) return resolve(takenPictureSchema.parse(body));
      const { code, message, details } = (body ?? {}) as Record<string, unknown>;
      reject(
        new ORPCError(typeof code === 'string' ? code : 'INTERNAL', {
          status: request.status >= 400 ? request.status : 500,
          message: String(message),
          data: details,
        }),
      );
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
