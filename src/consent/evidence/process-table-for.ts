import type { ProcFiles, RunTool } from '../../shared/machine.ts';
import { createDarwinProcessTable } from './darwin/darwin-process-table.ts';
import { createLinuxProcessTable } from './linux/linux-process-table.ts';
import { blindTable, type ProcessTable } from './process-table.ts';
import { OWN_UID } from './windows/uid-of-sid.ts';
import { createWindowsProcessTable } from './windows/windows-process-table.ts';

type Machine = {
  /** As Node names it. */
  readonly platform: string;
  readonly files: ProcFiles;
  readonly run: RunTool;
  /** The user the broker runs as; null where users have no numbers. */
  readonly uid: number | null;
  /** How many sockets the broker itself listens with on IPv6. */
  readonly ownSix: number;
};

/** @returns how to look at processes here, and the number that the broker's own user has there */
export function processTableFor({ platform, files, run, uid, ownSix }: Machine): { readonly processes: ProcessTable; readonly ownUid: number | null } {
  if (platform === 'linux') return { processes: createLinuxProcessTable(files, uid, ownSix), ownUid: uid };
  if (platform === 'darwin') return { processes: createDarwinProcessTable(run, uid), ownUid: uid };
  if (platform === 'win32') return { processes: createWindowsProcessTable(run), ownUid: OWN_UID };
  return { processes: blindTable, ownUid: uid };
}
