import type { IpcMain, WebContents } from 'electron';
import type { Contract } from '../../shared/ipc.ts';
import { type Door, isTrusted } from './trusted-sender.ts';

/** What is answered to each call. The words are a stranger's until the function has looked at them. */
export type CallHandlers<Calls extends Contract['calls']> = {
  readonly [Name in keyof Calls]: (contents: WebContents, ...words: unknown[]) => ReturnType<Calls[Name]> | Promise<ReturnType<Calls[Name]>>;
};

/**
 * Answers a window's calls, and nobody else's.
 * @param onRefused one line of the technical log
 */
export function answerCalls<Calls extends Contract['calls']>(
  ipcMain: Pick<IpcMain, 'handle'>,
  door: Door,
  handlers: CallHandlers<Calls>,
  onRefused: (line: string) => void,
): void {
  for (const [channel, answer] of Object.entries(handlers) as [string, (contents: WebContents, ...words: unknown[]) => unknown][]) {
    ipcMain.handle(channel, (event, ...words: unknown[]) => {
      if (isTrusted(event, door)) return answer(event.sender, ...words);
      onRefused(`refused ${channel} from ${event.senderFrame?.url ?? 'a frame that is gone'}`);
      throw new Error('Not for this page.');
    });
  }
}
