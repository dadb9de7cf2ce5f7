/**
 * What a window gets for a path: the same files, pictures and headers in a browser and in Electron.
 * Who may ask is for the host to say.
 */
import { PICTURE_POLICY, READER_PAGE, readerHeaders, securityHeaders } from './headers.ts';
import { type StaticFile, typeOf } from './renderer-files.ts';

export interface ServedFiles {
  readonly files: ReadonlyMap<string, StaticFile>;
  /** The bytes of a picture by its name, or null where the till does not have it. */
  readonly picture: (name: string) => Promise<Uint8Array | null>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const PICTURE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** `path` is as it was sent, still percent-encoded and without its query. */
export async function answerPath({ files, picture }: ServedFiles, path: string): Promise<Answer> {
  if (path.startsWith('/pictures/')) {
    const name = path.slice('/pictures/'.length);
    const bytes = PICTURE_NAME.test(name) ? await picture(name) : null;
    if (bytes === null) return plainAnswer(404, 'This till has no such picture.');
    return answerOf(200, bytes, {
      'content-type': typeOf(name),
      'content-security-policy': PICTURE_POLICY,
      'cache-control': 'private, max-age=86400',
    });
  }
  const file = files.get(path) ?? (isScreenPath(path) ? files.get('/index.html') : undefined);
  if (file === undefined) return plainAnswer(404, 'There is nothing here.');
  return answerOf(200, file.body, {
    'content-type': file.type,
    'cache-control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    ...(path === READER_PAGE && readerHeaders()),
  });
}

export function plainAnswer(status: number, text: string): Answer {
  return answerOf(status, text, { 'content-type': 'text/plain' });
}

/** An answer under the headers of all answers, which `headers` may narrow. */
export function answerOf(
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): Answer {
  return { status, body, headers: { ...securityHeaders(), ...headers } };
}

/** Screens have addresses without a file ending; all of them are the one page. */
function isScreenPath(path: string): boolean {
  return !path.includes('.') && !path.startsWith('/rpc');
}
