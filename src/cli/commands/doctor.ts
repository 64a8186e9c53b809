import type { DoctorOptions } from '../doctor-command.ts';
import type { Options } from '../options.ts';
import type { Parts } from './parts.ts';

/** `gatehouse doctor`: what is wrong, whether a broker runs or not. */
export function doctorCommand({ command, io, fail }: Pick<Parts, 'command' | 'io' | 'fail'>): void {
  command('doctor', 'what is wrong, why, and what to do; exit code 0 when nothing is')
    .option('--report <file>', 'also write a trace that can be pasted into an issue; it is shown first')
    .option('--yes', 'write the report without being asked')
    .action(async ({ dataDir, ...options }: Options & DoctorOptions) => {
      if ((await io.doctor(dataDir, options)) !== 0) fail(1);
    });
}
