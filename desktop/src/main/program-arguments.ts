import { resolve } from 'node:path';

export interface ProgramArguments {
  /** Another folder for the data than this person's usual one. */
  readonly data: string | null;
  readonly enrolment: { readonly serverUrl: string; readonly code: string } | null;
}

/**
 * Reads the command line. Electron and Chromium put arguments of their own in it, so what is not
 * known is passed over. A packaged program has no script before its arguments.
 */
export function argumentsOf(argv: readonly string[], packaged: boolean): ProgramArguments {
  const given = argv.slice(packaged ? 1 : 2);
  const after = (name: string, count: number) => {
    const at = given.indexOf(name);
    const values = at < 0 ? [] : given.slice(at + 1, at + 1 + count);
    return values.length === count && values.every((value) => !value.startsWith('--'))
      ? values
      : [];
  };
  const [data] = after('--data', 1);
  const [serverUrl, code] = after('--enrol', 2);
  return {
    data: data === undefined ? null : resolve(data),
    enrolment: serverUrl === undefined || code === undefined ? null : { serverUrl, code },
  };
}
