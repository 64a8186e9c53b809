/** What the big window may ask: the admin functions by name, without the one that says yes. */
import type { IpcMain } from 'electron';
import { AdminFault } from '../../admin/fault.ts';
import type { Admin } from '../../admin/method.ts';
import { isPermittedInWindow } from '../../admin/permitted.ts';
import { ORIGINS, type WindowContract } from '../../shared/ipc.ts';
import { answerCalls } from '../ipc/answer-calls.ts';

type Deps = {
  readonly ipcMain: IpcMain;
  readonly owns: (contents: unknown) => boolean;
  /** null while the broker does not run. */
  readonly admin: () => Admin | null;
  readonly review: (id: string) => boolean;
  readonly log: (line: string) => void;
};

export function answerWindow({ ipcMain, owns, admin, review, log }: Deps): void {
  answerCalls<WindowContract['calls']>(
    ipcMain,
    { origin: ORIGINS.window, owns },
    {
      async 'window:ask'(_contents, method, parameters) {
        const running = admin();
        if (running === null) return { refused: 'Gatehouse is not running.' };
        const run = typeof method === 'string' && isPermittedInWindow(method) ? running[method] : undefined;
        if (run === undefined) return { refused: 'The window cannot do that.' };
        try {
          return { value: await run(parameters, 'window') };
        } catch (error) {
          if (error instanceof AdminFault) return { refused: error.message };
          log(`fault in ${method}: ${String(error)}`);
          return { refused: 'Something went wrong. Gatehouse’s log says more.' };
        }
      },
      'window:review': (_contents, id) => typeof id === 'string' && review(id),
    },
    log,
  );
}
