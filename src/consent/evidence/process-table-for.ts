import type { ProcFiles } from '../../shared/machine.ts';
import { createLinuxProcessTable } from './linux/linux-process-table.ts';
import { blindTable, type ProcessTable } from './process-table.ts';

type Machine = {
  readonly files: ProcFiles;
  /** The user the broker runs as; null where users have no numbers. */
  readonly ownUid: number | null;
};

/** @param platform as Node names it */
export function processTableFor(platform: string, { files, ownUid }: Machine): ProcessTable {
  if (platform === 'linux') return createLinuxProcessTable(files, ownUid);
  return blindTable;
}
