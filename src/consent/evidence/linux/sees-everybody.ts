import type { ProcFiles } from '../../../shared/machine.ts';

/** The kernel's own number of the processes that are in no container (PROC_PID_INIT_INO). */
const NO_CONTAINER = 'pid:[4026531836]';

/**
 * Whether the browser of this computer can only reach sockets that are in our table. In a container, and in the Linux of a
 * Windows computer, it runs outside, and so may the program that listens.
 */
export async function seesEverybody(files: ProcFiles): Promise<boolean> {
  const [processes, version] = await Promise.all([files.readLink('/proc/self/ns/pid'), files.read('/proc/version')]);
  return processes === NO_CONTAINER && !/microsoft/i.test(version ?? '');
}
