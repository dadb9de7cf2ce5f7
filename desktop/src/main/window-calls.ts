/** What windows may say to main: who said it and what it is are checked before anything is done. */
import type { IpcMain, WebContents, WebFrameMain } from 'electron';
import type { z } from 'zod';
import { isTillAddress } from '../shell/till-address.ts';

export interface Sender {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

/** Whether a message comes from the page of such a window itself, at an address of the till. */
export function isFrom(contents: WebContents | null, { sender, senderFrame }: Sender): boolean {
  return (
    contents !== null &&
    sender.id === contents.id &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isTillAddress(senderFrame.url)
  );
}

/**
 * Answers one call of the screens. A message from elsewhere, or one that does not fit `input`, is
 * rejected without a word about why.
 */
export function answerCall<Input, Output>(
  ipc: Pick<IpcMain, 'handle'>,
  channel: string,
  call: {
    readonly from: () => WebContents | null;
    readonly input: z.ZodType<Input>;
    readonly work: (input: Input) => Output | Promise<Output>;
  },
): void {
  ipc.handle(channel, (event, ...given: unknown[]) => {
    const input = call.input.safeParse(given[0]);
    if (!isFrom(call.from(), event) || given.length > 1 || !input.success)
      throw new Error('refused');
    return call.work(input.data);
  });
}
