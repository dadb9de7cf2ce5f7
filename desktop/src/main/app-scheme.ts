/** `app://till`: the screens, as files of this program and pictures of core. Nothing else. */
import { type Protocol, protocol } from 'electron';
import { answerPath, plainAnswer, type ServedFiles } from '../serve/answer-path.ts';
import { originOf } from '../shell/till-address.ts';
import { TILL_ORIGIN } from '../shell/till-host.ts';

const SCHEME = 'app';

/** To be called before the program is ready, or the scheme has no origin, storage and fetch. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves `app://till`; other hosts of the scheme, methods and files do not exist. */
export function serveAppScheme(handler: Pick<Protocol, 'handle'>, served: ServedFiles): void {
  handler.handle(SCHEME, async (request) => {
    const answer = await answerOfRequest(served, request);
    const body = request.method === 'HEAD' ? null : answer.body;
    return new Response(body as Uint8Array<ArrayBuffer> | string | null, answer);
  });
}

function answerOfRequest(served: ServedFiles, { method, url }: Request) {
  if (originOf(url) !== TILL_ORIGIN) return plainAnswer(404, 'There is nothing here.');
  if (method !== 'GET' && method !== 'HEAD') return plainAnswer(405, 'Only GET is served here.');
  return answerPath(served, new URL(url).pathname);
}
