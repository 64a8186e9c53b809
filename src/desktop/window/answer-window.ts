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
  /** Why it does not run, as one line; null while that is not known. */
  readonly problem: () => string | null;
  readonly review: (id: string) => boolean;
  readonly log: (line: string) => void;
};

export function answerWindow({ ipcMain, owns, admin, problem, review, log }: Deps): void {
  answerCalls<WindowContract['calls']>(
    ipcMain,
    { origin: ORIGINS.window, owns },
    {
      'window:ask'(_contents, method, parameters) {
        const running = admin();
        if (running === null) return { refused: problem() ?? 'Gatehouse is not running.' };
        return askInWindow(running, method, parameters, (error, where) => log(`fault in ${where}: ${String(error)}`));
      },
      'window:review': (_contents, id) => typeof id === 'string' && review(id),
    },
    log,
  );
}
