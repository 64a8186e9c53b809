import { createEvidence } from '../consent/evidence/gather.ts';
import { createHasEnded } from '../consent/evidence/has-ended.ts';
import { createOpenerAt } from '../consent/evidence/opener-at.ts';
import { processTableFor } from '../consent/evidence/process-table-for.ts';
import { createProgramAt } from '../consent/evidence/program-at.ts';
import { createLookAtBridge } from '../consent/evidence/started-by.ts';
import { systemClock } from '../edge/clock.ts';
import type { Environment } from '../edge/environment.ts';
import { procFiles } from '../edge/machine/proc-files.ts';
import { createRunTool } from '../edge/machine/run-tool.ts';
import type { GatehouseDeps } from '../gatehouse/deps.ts';
import type { Listening } from '../http/listen.ts';

export type LooksAtPrograms = Pick<GatehouseDeps, 'evidence' | 'programAt' | 'openerAt' | 'lookAtBridge' | 'hasEnded'>;

/** What this computer says about the programs on it. */
export function lookAtPrograms(listening: Pick<Listening, 'hosts'>, environment: Environment): LooksAtPrograms {
  const run = createRunTool(process.platform, environment);
  const ownSix = listening.hosts.filter((host) => host.includes(':')).length;
  const machine = processTableFor({ platform: process.platform, files: procFiles, run, uid: process.getuid?.() ?? null, ownSix });
  return {
    evidence: createEvidence({ ...machine, clock: systemClock }),
    programAt: createProgramAt(machine.processes),
    openerAt: createOpenerAt(machine.processes),
    lookAtBridge: createLookAtBridge(machine.processes),
    hasEnded: createHasEnded(machine.processes, process.pid),
  };
}
