/** What the big window may ask, wherever it is shown: the admin functions by name, without the one that says yes. */
import type { WindowAnswer } from '../shared/ipc.ts';
import { AdminFault } from './fault.ts';
import type { Admin } from './method.ts';
import { isPermittedInWindow } from './permitted.ts';

/**
 * @param admin null while the broker does not run
 * @param method and `parameters` are a page's words: nothing is known about them
 * @param onFault told of what is not the person's mistake
 */
export async function askInWindow(
  admin: Admin | null,
  method: unknown,
  parameters: unknown,
  onFault: (error: unknown, where: string) => void,
): Promise<WindowAnswer> {
  if (admin === null) return { refused: 'Gatehouse is not running.' };
  const run = typeof method === 'string' && isPermittedInWindow(method) ? admin[method] : undefined;
  if (run === undefined) return { refused: 'The window cannot do that.' };
  try {
    return { value: await run(parameters, 'window') };
  } catch (error) {
    if (error instanceof AdminFault) return { refused: error.inWindow };
    onFault(error, String(method));
    return { refused: 'Something went wrong. Gatehouse’s log says more.' };
  }
}
