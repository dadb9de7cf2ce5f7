/** A real till: core and browser host in a process of their own, enrolled by a one-time code. */
import { join } from 'node:path';
import { startPart } from '../../build/lib/child.ts';
import { demoEnrolmentCode } from '../../build/lib/demo-api.ts';
import type { TillReady } from '../../desktop/src/browser-host/main.ts';

export interface TestTill {
  /** The address with the key, for a browser. */
  readonly openUrl: string;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestTillOptions {
  readonly folder: string;
  readonly registerCode: string;
  /** Enrols with this server at the start; null leaves the till as it is. */
  readonly serverUrl: string | null;
  /** The one-time code to enrol with; default: one is made. */
  readonly code?: string;
}

/** Opens a till on its folder, new or used. */
export async function openTestTill(options: TestTillOptions): Promise<TestTill> {
  const { folder, registerCode, serverUrl } = options;
  const enrolment =
    serverUrl === null
      ? []
      : ['--enrol', serverUrl, options.code ?? (await demoEnrolmentCode(serverUrl, registerCode))];
  const part = startPart<TillReady>({
    name: `till-${registerCode}`,
    logFolder: folder,
    script: 'desktop/src/browser-host/main.ts',
    args: ['--data', join(folder, `till-${registerCode}`), '--port', '17700', ...enrolment],
  });
  const { openUrl } = await part.ready;
  return {
    openUrl,
    stop: () => part.stop(),
    async kill() {
      part.process.kill('SIGKILL');
      await part.ended;
    },
  };
}
