/** The big window's two calls. */
import type { IpcMain } from 'electron';
import { askInWindow } from '../../admin/ask-in-window.ts';
import type { Admin } from '../../admin/method.ts';
import { ORIGINS, type WindowContract } from '../../shared/ipc.ts';
import { answerCalls } from '../ipc/answer-calls.ts';

type Deps = {
  readonly ipcMain: IpcMain;
  readonly owns: (contents: unknown) => boolean;
  /** null while the broker does not run. */
  readonly admin: () => Admin | null;
  /** What can be asked while it does not. */
  readonly alone: Admin;
  /** Why it does not run, as one line; null while that is not known. */
  readonly problem: () => string | null;
  readonly review: (id: string) => boolean;
  readonly log: (line: string) => void;
};

export function answerWindow({ ipcMain, owns, admin, alone, problem, review, log }: Deps): void {
  answerCalls<WindowContract['calls']>(
    ipcMain,
    { origin: ORIGINS.window, owns },
    {
      async 'window:ask'(_contents, method, parameters) {
        const running = admin();
        const onFault = (error: unknown, where: string) => log(`fault in ${where}: ${String(error)}`);
        if (running !== null) return askInWindow(running, method, parameters, onFault);
        const canBeAsked = typeof method === 'string' && Object.hasOwn(alone, method);
        return canBeAsked ? askInWindow(alone, method, parameters, onFault) : { refused: problem() ?? 'Gatehouse is not running.' };
      },
      'window:review': (_contents, id) => typeof id === 'string' && review(id),
    },
    log,
  );
}
